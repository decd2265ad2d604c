// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/gelf/platformevent.h"

#include <array>

using namespace Qt::StringLiterals;

namespace longshore
{

static int known(int syslogLevel)
{
    return syslogLevel >= 0 && syslogLevel <= 7 ? syslogLevel : 3;
}

QString toString(PlatformEvent::Type type)
{
    switch (type) {
    case PlatformEvent::Type::Error: return u"error"_s;
    case PlatformEvent::Type::Warn: return u"warn"_s;
    case PlatformEvent::Type::Info: break;
    }
    return u"info"_s;
}

QString genericErrorText()
{
    return u"An application error occurred. Please contact support."_s;
}

PlatformEvent::Type platformEventType(int syslogLevel)
{
    using enum PlatformEvent::Type;
    static constexpr std::array types{Error, Error, Error, Error, Warn, Warn, Info, Info};
    return types[size_t(known(syslogLevel))];
}

PlatformEvent platformEvent(const LoggingDefinition &logging, int syslogLevel, const QString &text)
{
    static constexpr std::array keys{600, 550, 500, 400, 300, 250, 200, 100};
    const QString verbosity = logging.verbosity.value(keys[size_t(known(syslogLevel))], u"normal"_s);
    PlatformEvent event{true, platformEventType(syslogLevel), text, verbosity == "verbose"_L1};
    if (verbosity == "camouflage"_L1)
        event.text = genericErrorText();
    event.isShown = verbosity != "none"_L1 && !event.text.isEmpty(); // L3: empty messages create no event
    return event;
}

} // namespace longshore
