// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/marks.h"

#include <QWidget>

namespace longshore
{

class PlainLabel;

/// A mark alone, 16 px.
class MarkIcon : public QWidget
{
    Q_OBJECT
public:
    explicit MarkIcon(Mark mark = Mark::None, QWidget *parent = nullptr);
    Mark mark() const { return m_mark; }
    void setMark(Mark mark);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Mark m_mark;
};

/// A mark and its word, in the mark's colour: the only way a state is shown.
class MarkLabel : public QWidget
{
    Q_OBJECT
public:
    explicit MarkLabel(Mark mark = Mark::None, const QString &text = {}, TextRole role = TextRole::Body, QWidget *parent = nullptr);
    void set(Mark mark, const QString &text);
    Mark mark() const;
    QString text() const;
    /// Uses `ink` for the word instead of the mark's colour.
    void setInk(Ink ink);
    void setWordWrap(bool on);

private:
    void fitIcon();

    MarkIcon *m_icon;
    PlainLabel *m_text;
    bool m_ownInk = false;
};

} // namespace longshore
