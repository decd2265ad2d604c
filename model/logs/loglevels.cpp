// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/loglevels.h"

#include "model/logs/levelchars.h"
#include "model/logs/levelscan.h"

#include <cstring>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace levels
{

/// Up to eight letters as one number, for a switch.
static constexpr quint64 packed(const char *word)
{
    quint64 value = 0;
    for (int i = 0; word[i] && i < 8; ++i)
        value |= quint64(quint8(word[i])) << (8 * i);
    return value;
}

static Word lookUpPacked(quint64 word)
{
    using enum LogLevel;
    switch (word) {
    case packed("trace"): case packed("verbose"): case packed("trce"): return {Trace, Form::Any};
    case packed("trac"): case packed("trc"): case packed("vrb"): return {Trace, Form::Capitals};
    case packed("finer"): case packed("finest"): return {Trace, Form::CapitalsOff};
    case packed("debug"): case packed("dbug"): return {Debug, Form::Any};
    case packed("debu"): case packed("dbg"): return {Debug, Form::Capitals};
    case packed("fine"): return {Debug, Form::CapitalsOff};
    case packed("info"): return {Info, Form::Any};
    case packed("inf"): case packed("success"): return {Info, Form::Capitals};
    case packed("log"): return {Info, Form::CapitalsOff};
    case packed("notice"): return {Notice, Form::Any};
    case packed("note"): return {Notice, Form::SetOff};
    case packed("warn"): case packed("warning"): return {Warning, Form::Any};
    case packed("wrn"): return {Warning, Form::Capitals};
    case packed("error"): case packed("err"): case packed("severe"): case packed("fail"): return {Error, Form::Any};
    case packed("erro"): return {Error, Form::Capitals};
    case packed("critical"): case packed("crit"): case packed("fatal"): case packed("panic"): case packed("alert"): case packed("emerg"):
        return {Critical, Form::Any};
    case packed("fata"): case packed("pani"): case packed("ftl"): case packed("pnc"): return {Critical, Form::Capitals};
    default: return {};
    }
}

Word lookUp(QByteArrayView word)
{
    if (word.size() < 3 || word.size() > 9)
        return {};
    quint64 value = 0;
    std::memcpy(&value, word.data(), size_t(qMin<qsizetype>(word.size(), 8)));
    value |= 0x2020202020202020 >> (8 * (8 - qMin<qsizetype>(word.size(), 8)));
    if (word.size() == 9) // the only one of nine letters
        return value == packed("emergenc") && (word[8] | 0x20) == 'y' ? Word{LogLevel::Critical, Form::Any} : Word{};
    return lookUpPacked(value);
}

} // namespace levels

LevelWord levelWord(QByteArrayView text)
{
    qsizetype at = 0;
    const qsizetype end = qMin(text.size(), levels::zoneBytes);
    while (at < end && levels::isBlank(text[at]))
        ++at;
    if (at == end)
        return {};
    if (text[at] == '{')
        return levels::inJson(text);
    qsizetype pairs = -1;
    const LevelWord word = levels::inPrefix(text, &pairs);
    return word.length || pairs < 0 ? word : levels::inLogfmt(text, pairs);
}

LogLevel detectLevel(QByteArrayView text)
{
    return levelWord(text).level;
}

bool looksStructured(QByteArrayView text)
{
    constexpr qsizetype spaces = 64;
    qsizetype first = 0;
    qsizetype last = text.size() - 1;
    const qsizetype lowest = qMax<qsizetype>(0, last - spaces);
    while (first < text.size() && first < spaces && levels::isBlank(text[first]))
        ++first;
    while (last > lowest && (levels::isBlank(text[last]) || text[last] == '\r'))
        --last;
    return first < last && text[first] == '{' && text[last] == '}';
}

QString levelName(LogLevel level)
{
    switch (level) {
    case LogLevel::None: return {};
    case LogLevel::Trace: return u"trace"_s;
    case LogLevel::Debug: return u"debug"_s;
    case LogLevel::Info: return u"info"_s;
    case LogLevel::Notice: return u"notice"_s;
    case LogLevel::Warning: return u"warning"_s;
    case LogLevel::Error: return u"error"_s;
    case LogLevel::Critical: return u"critical"_s;
    }
    return {};
}

std::optional<LogLevel> levelFromName(QByteArrayView name)
{
    if (name.size() == 1) { // glog and logcat
        switch (name[0] & ~0x20) {
        case 'T': case 'V': return LogLevel::Trace;
        case 'D': return LogLevel::Debug;
        case 'I': return LogLevel::Info;
        case 'N': return LogLevel::Notice;
        case 'W': return LogLevel::Warning;
        case 'E': return LogLevel::Error;
        case 'C': case 'F': return LogLevel::Critical;
        default: return std::nullopt;
        }
    }
    if (qstrnicmp(name.data(), name.size(), "information", 11) == 0 || qstrnicmp(name.data(), name.size(), "informational", 13) == 0)
        return LogLevel::Info;
    for (const char c : name) // the packed words tell letters only
        if ((c | 0x20) < 'a' || (c | 0x20) > 'z')
            return std::nullopt;
    const levels::Word word = levels::lookUp(name);
    return word.form == levels::Form::None ? std::nullopt : std::optional(word.level);
}

std::optional<LogLevel> levelFromSyslog(int number)
{
    using enum LogLevel;
    static constexpr LogLevel byNumber[] = {Critical, Critical, Critical, Error, Warning, Notice, Info, Debug};
    return number >= 0 && number <= 7 ? std::optional(byNumber[number]) : std::nullopt;
}

} // namespace longshore
