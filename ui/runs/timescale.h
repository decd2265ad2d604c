// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

namespace longshore
{

/// The one time axis of a run: its stage line, its plots and its log show the same span, the same band for what of the
/// log is on the screen, and the same hair for the current line (visual guide, "Log view"). Seconds count from `origin`.
class TimeScale : public QObject
{
    Q_OBJECT
public:
    struct Band {
        double from = 0;
        double to = 0;
        bool operator==(const Band &) const = default;
    };

    explicit TimeScale(QObject *parent = nullptr);

    /// Milliseconds since 1970 UTC of second 0; 0: there is no time yet.
    qint64 origin() const { return m_origin; }
    /// What the axis shows, in seconds; never 0.
    double length() const { return m_length; }
    std::optional<Band> band() const { return m_band; }
    std::optional<double> current() const { return m_current; }

    void setSpan(qint64 origin, double length);
    void setBand(std::optional<Band> band);
    void setCurrent(std::optional<double> second);
    /// No span, band or current line.
    void reset();

    double secondOf(qint64 nanoseconds) const { return double(nanoseconds / 1'000 - m_origin * 1'000) / 1e6; }
    double secondOfMs(qint64 milliseconds) const { return double(milliseconds - m_origin) / 1e3; }
    qint64 nanosecondsOf(double second) const { return m_origin * 1'000'000 + qint64(second * 1e9); }

    /// A step of 1, 2 or 5 times a power of ten, so that about `marks` fit on the axis.
    double step(int marks = 6) const;
    /// "2 s", "0.5 s", "4 min": a mark of an axis with this step.
    static QString markText(double second, double step);
    /// "12.9 s", exact enough to find a line.
    static QString momentText(double second);

Q_SIGNALS:
    void spanChanged();
    /// Band or current line.
    void viewChanged();

private:
    qint64 m_origin = 0;
    double m_length = 0.1;
    std::optional<Band> m_band;
    std::optional<double> m_current;
};

} // namespace longshore
