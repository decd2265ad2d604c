// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QDateTime>
#include <QList>
#include <QString>
#include <optional>

namespace longshore
{

/// What BuildKit tells of a build at one moment: the message `moby.buildkit.v1.StatusResponse`, as far as it is shown.
/// A step is told again whenever it changed; all that is told of it is the latest.
struct BuildTrace {
    struct Step {
        QString digest;    ///< names it
        QString name;      ///< `[2/3] RUN make`, `exporting to image`
        QString error;     ///< not empty: it failed
        QDateTime started; ///< UTC; invalid = not yet
        QDateTime ended;   ///< UTC; invalid = not yet
        bool cached = false;

        bool operator==(const Step &) const = default;
    };
    /// A part of a step: `exporting layers`, or bytes of a layer that is being fetched.
    struct Status {
        QString step; ///< digest
        QString id;
        qint64 current = 0;
        qint64 total = 0; ///< 0 = not known
        bool ended = false;

        bool operator==(const Status &) const = default;
    };
    struct Output {
        QString step; ///< digest
        QByteArray text; ///< not cut at lines
        QDateTime time;  ///< UTC
        bool isError = false; ///< of the standard error

        bool operator==(const Output &) const = default;
    };

    QList<Step> steps;
    QList<Status> statuses;
    QList<Output> outputs;

    bool operator==(const BuildTrace &) const = default;

    /// From the bytes of the message. Nothing when they are no such message or hold more than `mostItems`; fields that
    /// are not known are passed over. Pure; any bytes.
    static std::optional<BuildTrace> decode(QByteArrayView message);
    static constexpr qsizetype mostItems = 100'000;
};

} // namespace longshore
