// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/marks.h"

#include <QWidget>

class QAction;
class QHBoxLayout;

namespace longshore
{

class MarkIcon;
class PlainLabel;

/// The 56 px bar under a log: tint, 4 px bar, the verdict's sentence, its cause muted, at most two actions. A note makes
/// it one line higher.
class VerdictBar : public QWidget
{
    Q_OBJECT
public:
    explicit VerdictBar(QWidget *parent = nullptr);

    void set(Mark mark, const QString &sentence, const QString &cause = {}, const QString &note = {});
    /// Outlined buttons at the right; replaces those before.
    void setActions(const QList<QAction *> &actions);
    QString sentence() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Mark m_mark = Mark::None;
    MarkIcon *m_icon;
    PlainLabel *m_sentence;
    PlainLabel *m_cause;
    PlainLabel *m_note;
    QHBoxLayout *m_buttons;
};

} // namespace longshore
