// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/gelf/gelfdecoder.h"

#include "model/json/json.h"
#include "model/logs/loglevels.h"
#include "model/logs/visibletext.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// What PHP's `empty()` says, since the platform asks it (G5).
bool isEmptyInPhp(const Json &value)
{
    if (isNumber(value))
        return numberValue(value) == 0;
    if (value.is_string())
        return toQString(value).isEmpty() || toQString(value) == "0"_L1;
    if (value.is_boolean())
        return !value.get<bool>();
    return value.is_null() || value.empty();
}

QString textOf(const Json &value)
{
    if (value.is_string())
        return toQString(value);
    return QString::fromUtf8(isNumber(value) ? numberText(value) : writeJson(value, JsonStyle::Compact));
}

double numberOf(const Json &value)
{
    return isNumber(value) ? numberValue(value) : value.is_string() ? toQString(value).toDouble() : 0;
}

/// G4: a custom field that is a JSON text becomes what it says.
void decodeCustomFields(Json &event)
{
    for (auto &&[key, value] : event.items()) {
        if (!key.starts_with('_') || !value.is_string())
            continue;
        if (auto inner = scanJson(QByteArray::fromStdString(value.get_ref<const std::string &>()), {}))
            value = std::move(*inner);
    }
}

Json redacted(const Json &value, const Redactor &redactor)
{
    if (value.is_object()) {
        Json out = Json::object();
        Json::object_t::Container &members = out.get_ref<Json::object_t &>();
        for (const auto &[key, inner] : value.items())
            members.emplace_back(redactor.redact(QByteArrayView(key)).toStdString(), redacted(inner, redactor));
        return out;
    }
    if (value.is_array()) {
        Json out = Json::array();
        for (const Json &inner : value)
            out.push_back(redacted(inner, redactor));
        return out;
    }
    if (value.is_string())
        return redactor.redact(QByteArrayView(value.get_ref<const std::string &>())).toStdString();
    if (isNumber(value)) {
        const QByteArray text = numberText(value);
        const QByteArray shown = redactor.redact(QByteArrayView(text));
        return shown == text ? value : Json(shown.toStdString());
    }
    return value;
}

} // namespace

QList<GelfResult> GelfDecoder::decode(QByteArrayView frame) const
{
    const QByteArrayView trimmed = frame.trimmed();
    if (trimmed.isEmpty())
        return {};
    const QByteArray bytes = trimmed.toByteArray();
    GelfResult whole = message(bytes);
    if (whole || !bytes.contains('\n') || scanJson(bytes, {}))
        return {std::move(whole)};
    QList<GelfResult> results;
    int bad = 0;
    for (const QByteArray &line : bytes.split('\n')) {
        if (line.trimmed().isEmpty())
            continue;
        results.append(message(line.trimmed()));
        bad += !results.last();
        if (bad == GelfLimits::badLinesPerFrame) {
            results.append(tl::unexpected(u"Invalid message: the other lines of the same frame are dropped, since %1 were wrong."_s.arg(bad)));
            break;
        }
    }
    return results;
}

/// The start of a bad message, fit to be shown.
QString GelfDecoder::quoted(QByteArrayView text) const
{
    constexpr qsizetype most = 200;
    // Redacted before it is cut, or the cut would let the first half of a secret through.
    const QString shown = visibleLine(QString::fromUtf8(m_redactor.redact(text).left(4 * most)));
    return shown.size() > most ? shown.left(most) + u'…' : shown;
}

GelfResult GelfDecoder::message(const QByteArray &json) const
{
    if (!json.startsWith('{')) // most of what is wrong, told at once
        return tl::unexpected(u"Invalid message: %1"_s.arg(quoted(json)));
    auto event = scanJson(json, {});
    if (!event || !event->is_object())
        return tl::unexpected(u"Invalid message: %1"_s.arg(quoted(json)));
    for (const char *key : {"host", "level", "timestamp", "short_message"}) {
        const auto field = event->find(key);
        if (field == event->end() || isEmptyInPhp(*field)) {
            const bool isZero = field != event->end() && qstrcmp(key, "level") == 0;
            return tl::unexpected(isZero ? u"A GELF message was dropped: missing required field \"level\"; level 0 (emergency) counts as missing: %1"_s.arg(quoted(json))
                                         : u"A GELF message was dropped: missing required field \"%1\": %2"_s.arg(QLatin1StringView(key), quoted(json)));
        }
    }
    const QString host = textOf(*event->find("host"));
    if (m_containerId.isEmpty() || !m_containerId.startsWith(host))
        return tl::unexpected(u"A GELF message was dropped: invalid container host \"%1\": it must be the container's id or the start of it."_s.arg(quoted(host.toUtf8())));
    decodeCustomFields(*event);
    const Json clean = redacted(*event, m_redactor);
    GelfMessage out;
    out.host = host;
    const double level = numberOf(*event->find("level"));
    out.syslogLevel = level >= 1 && level < 8 ? int(level) : 3;
    out.level = levelFromSyslog(out.syslogLevel).value_or(LogLevel::Error);
    constexpr double lastSecond = 253'402'300'799; // of the year 9999
    out.time = qint64(qBound(0.0, numberOf(*event->find("timestamp")), lastSecond));
    out.text = m_redactor.redact(textOf(*event->find("short_message")));
    out.json = writeJson(clean, JsonStyle::Compact);
    return out;
}

} // namespace longshore
