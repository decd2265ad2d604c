// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logline.h"
#include "model/run/redactor.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <tl/expected.hpp>

namespace longshore
{

namespace GelfLimits
{
inline constexpr qsizetype messageBytes = 8 << 20; ///< of one message, inflated; the platform documents 200 KB
inline constexpr int badLinesPerFrame = 20;        ///< of a frame that is read line by line (G3)
} // namespace GelfLimits

/// One accepted GELF message, secrets replaced in every value (G8). Its texts may hold anything else.
struct GelfMessage {
    QString host;
    int syslogLevel = 3; ///< 1 alert … 7 debug, as the component sent it; another number counts as 3 (G6)
    LogLevel level = LogLevel::Error;
    qint64 time = 0; ///< seconds since 1970, cut (G6)
    QString text;    ///< `short_message`
    QByteArray json; ///< the whole event on one line, custom fields decoded (G4)

    bool operator==(const GelfMessage &) const = default;
};

/// A message, or the notice that says why there is none.
using GelfResult = tl::expected<GelfMessage, QString>;

/// Turns frames into messages by the platform's rules G3 to G6 and G8. Pure.
class GelfDecoder
{
public:
    explicit GelfDecoder(const Redactor &redactor = Redactor()) : m_redactor(redactor) {}

    /// The container whose messages are accepted (G5); before it is set none is.
    void setContainerId(const QString &id) { m_containerId = id; }

    /// What one frame holds: a message, or several on lines of their own (G3); nothing for blank ones.
    QList<GelfResult> decode(QByteArrayView frame) const;

private:
    GelfResult message(const QByteArray &json) const;
    QString quoted(QByteArrayView text) const;

    QString m_containerId;
    Redactor m_redactor;
};

} // namespace longshore

Q_DECLARE_METATYPE(longshore::GelfMessage)
