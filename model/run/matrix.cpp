// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/matrix.h"

#include "model/jobs/import/configimport.h"
#include "model/jobs/jobfile.h"
#include "model/run/runservice.h"
#include "model/run/runsmodel.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::Matrix", text);
}

tl::unexpected<Error> badAxis(const QString &axis, const QString &happened)
{
    return fail(Error::make(Error::Kind::BadInput, u"run the job over %1"_s.arg(axis), happened, u"Write tag=1,2,3 or config=a.json,b.json."_s));
}

Result<MatrixCase> tagCase(const RunRequest &base, const QString &tag)
{
    static const QRegularExpression valid(u"\\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\\z"_s);
    if (!valid.match(tag).hasMatch())
        return badAxis(u"tags"_s, u"'%1' is no tag"_s.arg(tag));
    MatrixCase made{tr("tag %1").arg(tag), base};
    made.request.tag = tag;
    return made;
}

Result<MatrixCase> configCase(const RunRequest &base, const QString &name)
{
    const QString asked = u"run the job with the configuration %1"_s.arg(name);
    const Result<QByteArray> bytes = readJobFile(QDir().absoluteFilePath(name), asked);
    if (!bytes)
        return fail(bytes.error());
    ImportResult job{base.job, {}};
    if (const Result<void> cleared = job.job.setConfiguration("{}"); !cleared)
        return fail(cleared.error());
    if (const Result<void> applied = applyConfig(*bytes, asked, &job); !applied)
        return fail(applied.error());
    MatrixCase made{tr("config %1").arg(name), base};
    made.request.job = job.job;
    return made;
}

} // namespace

QString MatrixCase::verdictWords() const
{
    if (error)
        return tr("could not be started");
    return run.verdict ? toWords(*run.verdict) : RunsModel::stateWords(run.state);
}

Result<QList<MatrixCase>> makeMatrix(const RunRequest &base, const QString &axis)
{
    const QString kind = axis.section(u'=', 0, 0);
    if (!axis.contains(u'=') || (kind != "tag"_L1 && kind != "config"_L1))
        return badAxis(axis, u"it is neither tags nor configurations"_s);
    if (kind == "tag"_L1 && !base.tag.isEmpty())
        return badAxis(axis, u"--tag names another one"_s);
    QStringList values = axis.section(u'=', 1).split(u',', Qt::SkipEmptyParts);
    for (QString &value : values)
        value = value.trimmed();
    values.removeAll(QString());
    values.removeDuplicates();
    QList<MatrixCase> cases;
    for (const QString &value : std::as_const(values)) {
        Result<MatrixCase> made = kind == "tag"_L1 ? tagCase(base, value) : configCase(base, value);
        if (!made)
            return fail(made.error());
        cases.append(std::move(*made));
    }
    if (cases.isEmpty())
        return badAxis(axis, u"it names nothing"_s);
    return cases;
}

MatrixRun::MatrixRun(RunService &service, const QList<MatrixCase> &cases, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_cases(cases)
{
    connect(&service, &RunService::runChanged, this, [this](const RunSummary &run) {
        const int index = indexOf(run.id);
        if (index < 0 || m_cases[index].isOver())
            return;
        m_cases[index].run = run;
        Q_EMIT caseChanged(index);
    });
    connect(&service, &RunService::finished, this, [this](const RunId &id, const RunResult &result) {
        const int index = indexOf(id);
        if (index < 0)
            return;
        m_cases[index].run = result.summary;
        m_cases[index].result = result;
        Q_EMIT caseChanged(index);
        concludeIfOver();
    });
}

void MatrixRun::start()
{
    for (int i = 0; i < m_cases.size(); ++i) {
        const Result<RunId> id = m_service.start(m_cases[i].request);
        if (id)
            m_cases[i].run.id = *id;
        else
            m_cases[i].error = id.error();
        Q_EMIT caseChanged(i);
    }
    QMetaObject::invokeMethod(this, &MatrixRun::concludeIfOver, Qt::QueuedConnection);
}

void MatrixRun::cancel()
{
    for (const MatrixCase &each : std::as_const(m_cases)) {
        if (!each.isOver() && !each.run.id.isEmpty())
            m_service.cancel(each.run.id);
    }
}

bool MatrixRun::isOver() const
{
    return std::all_of(m_cases.begin(), m_cases.end(), [](const MatrixCase &each) { return each.isOver(); });
}

int MatrixRun::indexOf(const RunId &id) const
{
    for (int i = 0; i < m_cases.size(); ++i) {
        if (m_cases[i].run.id == id)
            return i;
    }
    return -1;
}

void MatrixRun::concludeIfOver()
{
    if (isOver() && !std::exchange(m_concluded, true))
        Q_EMIT finished();
}

} // namespace longshore
