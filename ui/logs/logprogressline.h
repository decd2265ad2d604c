// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace longshore
{

/// Two pixels that fill while something is searched; empty when nothing is.
class LogProgressLine : public QWidget
{
    Q_OBJECT
public:
    explicit LogProgressLine(QWidget *parent = nullptr);
    /// 0 to 1; anything else: nothing runs.
    void setProgress(double progress);
    double progress() const { return m_progress; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_progress = -1;
};

} // namespace longshore
