// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/marks.h"

#include <QWidget>

namespace longshore
{

/// A small box around one value. What does not fit is elided in the middle and whole in the tool tip.
class Chip : public QWidget
{
    Q_OBJECT
public:
    enum class Look {
        Plain,       ///< 22 px: a tag
        Code,        ///< 24 px, fixed font: an argv word, a part of a reference
        CodeDefault, ///< dashed: a part that is only implied
        CodeAccent,  ///< accent tint: the part that matters (the tag)
        Accent,      ///< accent tint, 22 px: a badge
        Verdict      ///< mark and word on their tint
    };
    explicit Chip(const QString &text, Look look = Look::Plain, QWidget *parent = nullptr);
    /// A verdict chip: "User error" with its mark.
    Chip(Mark mark, const QString &text, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    /// Paints a chip without a widget, for delegates; `text` is elided in the middle where it does not fit.
    static void draw(QPainter *painter, const QRect &rect, const QString &text, Look look, const Theme &theme);
    /// How wide the chip of `text` is.
    static int widthOf(const QString &text, Look look, const Theme &theme);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString m_text;
    Look m_look;
    Mark m_mark = Mark::None;
};

/// Chips in a row that wraps: an argv as boxes, or the other tags. Empty shows a muted "–".
class ChipRow : public QWidget
{
    Q_OBJECT
public:
    explicit ChipRow(const QStringList &texts, Chip::Look look = Chip::Look::Code, QWidget *parent = nullptr);
};

} // namespace longshore
