// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace longshore
{

class ElidedLabel;
class MarkLabel;

/// The 26 px line at the bottom: what the selection is at the left; live counts and the last refresh at the right.
class StatusLine : public QWidget
{
    Q_OBJECT
public:
    explicit StatusLine(QWidget *parent = nullptr);
    void set(const QString &text, const QString &facts);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ElidedLabel *m_text;
    ElidedLabel *m_facts;
};

/// A line over the page while what it shows may be old: warning mark, sentence, "Try again".
class StaleStrip : public QWidget
{
    Q_OBJECT
public:
    explicit StaleStrip(QWidget *parent = nullptr);
    /// Hides itself for an empty sentence.
    void set(const QString &sentence);

Q_SIGNALS:
    void tryAgainRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    MarkLabel *m_label;
};

} // namespace longshore
