// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

class QAction;

namespace longshore
{

/// One other way in an empty page: a 40 px row with icon, the action's text, its status tip muted, its shortcut at
/// the right. A click or Space/Enter triggers the action.
class WayRow : public QAbstractButton
{
    Q_OBJECT
public:
    explicit WayRow(QAction *action, QWidget *parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_note;
    QString m_keys;
};

} // namespace longshore
