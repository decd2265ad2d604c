// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace longshore
{

/// "↓ 1,204 new | 3 errors": what came while the view stood elsewhere; a click goes there.
class LogPill : public QAbstractButton
{
    Q_OBJECT
public:
    explicit LogPill(QWidget *parent);
    void setCounts(quint64 lines, quint64 errors);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont strongFont() const;
    QString m_lines;
    QString m_errors;
};

} // namespace longshore
