// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/matrixcommand.h"

#include "app/commands/jsontext.h"
#include "model/format.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

MatrixCommand::MatrixCommand(const CommandLine &line, Console &console) : RunCommand(line, console) {}

MatrixCommand::~MatrixCommand() = default;

Result<void> MatrixCommand::prepare()
{
    const Result<QList<MatrixCase>> cases = makeMatrix(request(), line().matrix);
    if (!cases)
        return longshore::fail(cases.error());
    m_cases = *cases;
    return {};
}

void MatrixCommand::begin()
{
    m_runs = std::make_unique<MatrixRun>(service(), m_cases);
    connect(m_runs.get(), &MatrixRun::caseChanged, this, &MatrixCommand::tell);
    connect(m_runs.get(), &MatrixRun::finished, this, &MatrixCommand::conclude);
    m_runs->start();
}

void MatrixCommand::tell(int index)
{
    const MatrixCase &each = m_runs->cases().at(index);
    if (!each.isOver())
        return;
    if (each.error)
        console().error(*each.error);
    else if (each.result->error)
        console().error(*each.result->error);
    if (!console().json() || !each.result)
        return;
    nlohmann::ordered_json object = each.result->toJson();
    object["case"] = text(each.name);
    console().object(object);
}

void MatrixCommand::conclude()
{
    int code = 0;
    for (const MatrixCase &each : m_runs->cases()) {
        const int own = each.error ? int(exitCodeFor(*each.error)) : each.programExitCode();
        code = code == 0 ? own : code;
        if (!console().json()) {
            const QString duration = each.run.durationMs < 0 ? u"–"_s : format::duration(each.run.durationMs);
            console().line(u"%1  %2  %3  %4"_s.arg(each.name.leftJustified(24), each.verdictWords().leftJustified(17), duration.rightJustified(8), each.run.id.value));
        }
    }
    leave(ExitCode(code));
}

bool MatrixCommand::stopRuns()
{
    if (!m_runs)
        return false;
    m_runs->cancel();
    return true;
}

} // namespace longshore
