// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace longshore
{

/// The only label of the program: plain text always, font and colour by meaning, following the theme.
class PlainLabel : public QLabel
{
    Q_OBJECT
public:
    explicit PlainLabel(const QString &text = {}, TextRole role = TextRole::Body, Ink ink = Ink::Normal, QWidget *parent = nullptr);

    /// Shadows QLabel's: passes `text` through visibleText().
    void setText(const QString &text);
    void setRole(TextRole role);
    void setInk(Ink ink);
    /// Lets the text be marked and copied by mouse and keyboard.
    void setSelectable();

private:
    void restyle();

    TextRole m_role;
    Ink m_ink;
};

/// One line that is elided where it does not fit; whatever is elided is whole in the tool tip. text() stays whole.
class ElidedLabel : public PlainLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(const QString &text = {}, Qt::TextElideMode mode = Qt::ElideRight, TextRole role = TextRole::Body,
                         Ink ink = Ink::Normal, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::TextElideMode m_mode;
};

} // namespace longshore
