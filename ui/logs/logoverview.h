// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollBar>
#include <functional>
#include <vector>

namespace longshore
{

/// The scroll bar of a log, 14 px wide, with what lies where in the whole log: matches over its full width, errors in
/// its right half.
class LogOverview : public QScrollBar
{
    Q_OBJECT
public:
    enum Mark : quint8 { Match = 1, Error = 2, CurrentMatch = 4 };
    /// What lies in each of so many equal parts of the log, as bits of Mark.
    using Source = std::function<std::vector<quint8>(int parts)>;

    explicit LogOverview(QWidget *parent = nullptr);
    /// Asked when the bar is painted after `marksChanged` or a new height.
    void setSource(Source source);
    void marksChanged();
    const std::vector<quint8> &marks();

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    Source m_source;
    std::vector<quint8> m_marks;
    bool m_stale = true;
};

} // namespace longshore
