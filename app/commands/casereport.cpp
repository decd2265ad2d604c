// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/casereport.h"

#include "app/commands/jsontext.h"
#include "model/format.h"

#include <QCoreApplication>
#include <QSaveFile>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;
using Outcome = CaseResult::Outcome;

static QString tr(const char *text)
{
    return QCoreApplication::translate("CaseReport", text);
}

CaseReport::CaseReport(Console &console, const QString &suite, qsizetype count)
    : m_console(console)
    , m_suite(suite)
    , m_results(count)
{
}

void CaseReport::begin()
{
    m_started = QDateTime::currentDateTimeUtc();
    m_clock.start();
}

void CaseReport::add(qsizetype index, CaseResult result)
{
    if (m_console.json())
        printJson(result);
    else
        print(result);
    for (FolderDifference &difference : result.differences)
        difference.diff.truncate(1 << 20);
    m_results[index] = std::move(result);
}

void CaseReport::print(const CaseResult &result)
{
    const auto word = [&result] {
        switch (result.outcome) {
        case Outcome::Passed:
            return tr("ok");
        case Outcome::Failed:
            return tr("FAILED");
        case Outcome::Skipped:
            return tr("skipped");
        case Outcome::Cancelled:
            return tr("cancelled");
        case Outcome::Broken:
            break;
        }
        return tr("BROKEN");
    }();
    const bool told = result.outcome != Outcome::Passed;
    QString line = word.leftJustified(9) + u' ' + result.name;
    if (result.durationMs > 0)
        line += u"  "_s + format::duration(result.durationMs);
    if (told)
        line += u": "_s + result.reasons.join(u"; "_s);
    m_console.line(line);
    for (const FolderDifference &difference : result.differences) {
        m_console.line(u"    out/%1: %2"_s.arg(difference.path, difference.message));
        for (const QString &text : difference.diff.split(u'\n', Qt::SkipEmptyParts))
            m_console.line(u"      "_s + text);
    }
    if (told && !result.message.isEmpty()) {
        const QStringList lines = result.message.trimmed().split(u'\n');
        for (const QString &text : lines.mid(qMax<qsizetype>(0, lines.size() - 10)))
            m_console.line(u"    | "_s + text);
    }
    if (told && !result.run.isEmpty())
        m_console.line(u"    longshore log %1"_s.arg(result.run));
}

void CaseReport::printJson(const CaseResult &result)
{
    ordered_json differences = ordered_json::array();
    for (const FolderDifference &difference : result.differences)
        differences.push_back({{"kind", text(toString(difference.kind))},
                               {"path", text(u"out/"_s + difference.path)},
                               {"message", text(difference.message)},
                               {"diff", text(difference.diff)}});
    m_console.object({{"event", "case"},
                      {"case", text(result.name)},
                      {"outcome", text(toString(result.outcome))},
                      {"durationMs", result.durationMs},
                      {"exitCode", result.exitCode ? ordered_json(*result.exitCode) : ordered_json()},
                      {"expectedCode", text(result.expectedCode)},
                      {"reasons", texts(result.reasons)},
                      {"differences", std::move(differences)},
                      {"message", text(result.message)},
                      {"run", result.run.isEmpty() ? ordered_json() : ordered_json(text(result.run))}});
}

qsizetype CaseReport::count(Outcome outcome) const
{
    return std::count_if(m_results.begin(), m_results.end(),
                         [outcome](const CaseResult &result) { return result.outcome == outcome; });
}

ExitCode CaseReport::finish()
{
    m_durationMs = m_clock.isValid() ? m_clock.elapsed() : 0;
    const qsizetype failed = count(Outcome::Failed), broken = count(Outcome::Broken), skipped = count(Outcome::Skipped);
    const qsizetype passed = count(Outcome::Passed), cancelled = count(Outcome::Cancelled);
    if (m_console.json()) {
        m_console.object({{"event", "summary"},
                          {"cases", m_results.size()},
                          {"passed", passed},
                          {"failed", failed},
                          {"broken", broken},
                          {"skipped", skipped},
                          {"cancelled", cancelled},
                          {"durationMs", m_durationMs}});
    } else {
        QStringList parts{tr("%1 passed").arg(passed)};
        const auto part = [&parts](qsizetype number, const QString &words) {
            if (number > 0)
                parts.append(words.arg(number));
        };
        part(failed, tr("%1 failed"));
        part(broken, tr("%1 broken"));
        part(skipped, tr("%1 skipped"));
        part(cancelled, tr("%1 cancelled"));
        m_console.line(
            tr("%1, of %2 in %3").arg(parts.join(u", "_s)).arg(m_results.size()).arg(format::duration(m_durationMs)));
    }
    return failed + broken + cancelled > 0 ? ExitCode::UserError : ExitCode::Success;
}

Result<void> CaseReport::writeJunit(const QString &path) const
{
    const QByteArray xml = junitXml(m_suite, m_results, m_durationMs, m_started);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(xml) != xml.size() || !file.commit())
        return fail(Error::make(Error::Kind::Disk, tr("write %1").arg(path), file.errorString()));
    return {};
}

} // namespace longshore
