// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace longshore
{

/// A pop-up inside the window: dims it, holds one panel with rounded corners and shadow. Escape or a click outside
/// closes it and gives the focus back. A child widget and no top level, so it works alike on every platform.
class Overlay : public QWidget
{
    Q_OBJECT
public:
    /// `panel` becomes a child.
    Overlay(QWidget *panel, QWidget *window);

    /// Shows the panel at `geometry`, in window coordinates.
    void open(const QRect &geometry, QWidget *focus);
    void close();

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_panel;
    QPointer<QWidget> m_before; ///< had the focus when opened
};

} // namespace longshore
