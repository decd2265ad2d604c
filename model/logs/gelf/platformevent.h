// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/definition.h"

#include <QString>

namespace longshore
{

/// What the platform would make of one log record (L4, L5). For the "as the platform shows it" preview; the stored log
/// keeps everything.
struct PlatformEvent {
    enum class Type : quint8 { Info, Warn, Error };

    bool isShown = true;      ///< verbosity `none` makes no event
    Type type = Type::Info;
    QString text;             ///< of verbosity `camouflage` not the component's
    bool withContext = false; ///< verbosity `verbose`: the structured fields are shown as well

    bool operator==(const PlatformEvent &) const = default;
};

/// "error", "warn", "info": the platform's own words, also for `--json`.
QString toString(PlatformEvent::Type type);

/// What the platform shows people instead of what only the component's developers should see (L5 camouflage, X11).
QString genericErrorText();

/// L4: by syslog level, 0 emergency … 7 debug; any other number is an error (G6).
PlatformEvent::Type platformEventType(int syslogLevel);

/// L5: by the component's `logging.verbosity`, whose keys are 100 debug … 600 emergency.
PlatformEvent platformEvent(const LoggingDefinition &logging, int syslogLevel, const QString &text);

} // namespace longshore
