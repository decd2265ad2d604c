// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/outputcheck.h"

#include "model/check/csvcheck.h"
#include "model/check/tablelint.h"
#include "model/component/dataformat.h"
#include "model/run/outputplanner.h"

#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

class OutputCheck
{
public:
    OutputCheck(const OutputRequest &request, const QString &prefix, Findings &findings)
        : m_planner(request)
        , m_prefix(prefix.isEmpty() ? QString() : prefix + u'/')
        , m_config(m_prefix + configFileName(request.component.configurationFormat))
        , m_findings(findings)
    {
    }

    void run();

private:
    void say(const Problem &problem);
    void passedOver(const QString &path);
    void undeclared(const QList<OutputEntry> &entries, bool tables);

    OutputPlanner m_planner;
    QString m_prefix;
    QString m_config;
    Findings &m_findings;
};

void OutputCheck::run()
{
    m_planner.run();
    for (const Problem &problem : m_planner.errors() + m_planner.plan().problems)
        say(problem);
    for (const QString &path : m_planner.listing().ignored)
        passedOver(path);
    undeclared(m_planner.listing().tables, true);
    undeclared(m_planner.listing().files, false);
    const auto table = [this](const PlannedLoad &planned, const Problems &problems) {
        for (Problem problem : problems) {
            problem.path = u"out/tables/"_s + planned.source;
            say(problem);
        }
    };
    for (const PlannedLoad &planned : m_planner.plan().tables) {
        table(planned, lintTable(planned));
        table(planned, rehearseLoad(planned.load));
    }
    for (const PlannedLoad &planned : m_planner.refused())
        table(planned, lintTable(planned));
}

/// A place in the configuration belongs to the file that holds it.
void OutputCheck::say(const Problem &problem)
{
    if (problem.path.startsWith("out/"_L1))
        m_findings.append({problem.severity, problem.rule, m_prefix + problem.path, problem.message});
    else
        m_findings.addOfFile({problem}, {}, problem.path.isEmpty() ? m_prefix + u"out"_s : m_config);
}

/// F4, F18, F19, F25; of a folder only itself.
void OutputCheck::passedOver(const QString &path)
{
    const QString name = path.section(u'/', -1);
    if (name == ".gitkeep"_L1 || name == ".gitignore"_L1)
        return;
    if (m_planner.listing().ignored.contains(path.section(u'/', 0, -2)))
        return;
    const bool inTables = path.startsWith("out/tables/"_L1), inFiles = path.startsWith("out/files/"_L1);
    if (!inTables && !inFiles)
        m_findings.warning(u"F4"_s, m_prefix + path,
                           u"The contract has no such entry; on the platform nothing reads it."_s);
    else if (name.startsWith(u'.'))
        m_findings.warning(inTables ? u"F18"_s : u"F25"_s, m_prefix + path,
                           u"Its name starts with a dot: the platform passes it over."_s);
    else if (inFiles)
        m_findings.warning(u"F25"_s, m_prefix + path,
                           u"A folder in out/files is passed over: only files are stored."_s);
    else if (path.count(u'/') > 2)
        m_findings.warning(u"F19"_s, m_prefix + path, u"A folder within a sliced table is passed over."_s);
    else
        m_findings.warning(u"F18"_s, m_prefix + path, u"The platform passes a folder of this name over."_s);
}

void OutputCheck::undeclared(const QList<OutputEntry> &entries, bool tables)
{
    for (const OutputEntry &entry : entries) {
        if (!m_planner.isDeclared(entry, tables))
            m_findings.note(u"O3"_s, m_prefix + (tables ? u"out/tables/"_s : u"out/files/"_s) + entry.shownName(),
                            u"No output mapping names it; the platform stores it all the same."_s);
    }
}

} // namespace

void checkOutputs(OutputRequest request, const QString &prefix, Findings &findings)
{
    const QString shown = prefix.isEmpty() ? u"out"_s : prefix + u"/out"_s;
    const auto found = scanOutputFolder(request.folder);
    if (!found)
        return findings.error({}, shown, found.error().sentence());
    for (const RefusedEntry &refused : found->refused)
        findings.error({}, shown + u'/' + QString::fromUtf8(safeFileName(refused.name)),
                       u"Refused: %1."_s.arg(refused.reason));
    request.entries = found->entries;
    OutputCheck(request, prefix, findings).run();
}

} // namespace longshore
