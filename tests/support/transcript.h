// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace longshore::test
{

/// One recorded call of a real engine: tests/data/transcripts/<engine>/<call>.http.
struct Transcript {
    QByteArray request;  ///< every byte the client sent
    QByteArray response; ///< every byte the engine sent
    bool ended = false;  ///< the answer is whole; false for a stream that was open when the recorder left

    bool isValid() const { return !response.isEmpty(); }
    /// The body of the response, its chunks joined.
    QByteArray body() const;
    /// The status in the response's first line.
    int status() const;

    static Transcript load(const QString &engine, const QString &call);
};

/// The engines of the stored transcripts.
inline constexpr const char *recordedEngines[] = {"docker-20.10.24", "docker-26.1.5", "docker-26.1.5-containerdstore",
                                                  "podman-4.3.1", "podman-5.4.2"};

} // namespace longshore::test
