// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace longshore
{

class NoticeList;

/// Over the page, one line for each notice: what happened, the last of it, a button that follows it where there is
/// something to follow, one that puts it away. Takes no room while there is none, and never the focus.
class NoticeStrip : public QWidget
{
    Q_OBJECT
public:
    /// `notices` must outlive it.
    explicit NoticeStrip(NoticeList &notices, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Row;
    void update();
    void tell(const QString &title);

    NoticeList &m_notices;
    QVBoxLayout *m_column;
    QList<Row *> m_rows;
};

} // namespace longshore
