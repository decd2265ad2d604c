// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/platformlines.h"

#include "app/commands/jsontext.h"
#include "app/commands/loglines.h"

#include <QStringList>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

using nlohmann::ordered_json;

/// `results` is what the platform calls the context of an event (L5).
ordered_json objectOf(const PlatformRecord &record)
{
    ordered_json object = {{"event", "platform"},
                           {"stage", record.stage},
                           {"time", record.time > 0 ? ordered_json(text(rfc3339(record.time))) : ordered_json()},
                           {"type", text(toString(record.type))},
                           {"text", text(record.text)}};
    if (!record.context.isEmpty())
        object["results"] = ordered_json::parse(record.context.toStdString(), nullptr, false);
    if (!record.kept.isEmpty())
        object["kept"] = text(record.kept);
    return object;
}

void printBelow(Console &console, const QString &text)
{
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines)
        console.line(u"    "_s + line);
}

} // namespace

void printPlatformRecord(Console &console, const PlatformRecord &record)
{
    if (console.json())
        return console.object(objectOf(record));
    const QString time = record.time > 0 ? rfc3339(record.time) : QString(30, u' ');
    console.line(time + u' ' + toString(record.type).leftJustified(6) + record.text.section(u'\n', 0, 0));
    if (record.text.contains(u'\n'))
        printBelow(console, record.text.section(u'\n', 1));
    if (!record.context.isEmpty())
        printBelow(console, record.context);
    if (!record.kept.isEmpty())
        printBelow(console, u"(kept from end users) "_s + record.kept);
}

} // namespace longshore
