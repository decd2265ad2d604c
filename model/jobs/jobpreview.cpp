// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobpreview.h"

#include "model/component/secrets.h"
#include "model/containers/dockerrunline.h"
#include "model/json/json.h"
#include "model/run/capsulefiles.h"
#include "model/run/keptrequest.h"
#include "model/run/runplan.h"
#include "model/shelltext.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

const QString dots = QString::fromUtf8(maskDots);

/// Each reference gets dots for a value, so that the plan can be made.
QMap<QString, QString> standIns(const JobDocument &job)
{
    QMap<QString, QString> values;
    const auto add = [&values](const QByteArray &configuration) {
        const QList<SecretReference> references = secretReferences(configuration);
        for (const SecretReference &reference : references)
            values.insert(reference.path, dots);
    };
    add(job.configuration());
    add(job.jsonAt(u"extra.env"_s));
    const QList<JobRow> rows = job.rows();
    for (const JobRow &row : rows)
        add(row.configuration);
    return values;
}

QString masked(QString text, const QList<QByteArray> &secrets)
{
    for (const QByteArray &secret : secrets) {
        const QString value = QString::fromUtf8(secret);
        if (value.size() > 2 && value != dots)
            text.replace(value, dots);
    }
    return text;
}

ContainerSetup setupOf(const StageSpec &stage, const ContainerSpec &container, const QString &dataFolder)
{
    ContainerSetup setup;
    setup.image = stage.imageReference;
    setup.env = container.env;
    setup.entrypoint = container.entrypoint;
    setup.cmd = container.cmd;
    setup.user = container.user;
    setup.networkMode = container.networkMode;
    setup.memory = container.memory;
    setup.nanoCpus = qint64(container.cpus * 1e9 + 0.5);
    setup.binds = QStringList{(dataFolder.isEmpty() ? u"./data"_s : dataFolder) + u":/data"_s} + container.binds;
    setup.autoRemove = true;
    setup.openStdin = true; // else it would be told to detach
    for (const PublishedPort &port : container.ports)
        setup.ports.append({u"%1/%2"_s.arg(port.inside).arg(port.protocol), port.address,
                            port.outside ? QString::number(port.outside) : QString()});
    return setup;
}

/// An option a line, as people write it into scripts.
QString onLines(const QString &line)
{
    QString text;
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'\'' && (i == 0 || line[i - 1] != u'\\'))
            quoted = !quoted;
        if (!quoted && line[i] == u' ' && i + 1 < line.size() && line[i + 1] == u'-')
            text += u" \\\n "_s;
        text += line[i];
    }
    return text;
}

QString comments(const RowPlan &row, const StageSpec &stage)
{
    QStringList lines{u"# Before it, Longshore"_s};
    lines.append(row.dataFolder.isEmpty() ? u"#   makes data/ and writes data/config.json"_s
                                          : u"#   copies the data folder, so that yours stays as it is"_s);
    for (const InputTable &table : row.mapping.tables)
        lines.append(u"#   puts %1 into data/in/tables/%2"_s.arg(table.source, table.fileName()));
    lines.append(u"# and after it"_s);
    lines.append(stage.isMain ? u"#   reads the verdict, checks and stores what is in data/out"_s
                              : u"#   makes data/out the next container's data/in"_s);
    return lines.join(u'\n');
}

ContainerSpec maskedContainer(const StageSpec &stage)
{
    ContainerSpec container = stage.container;
    container.image = stage.imageReference;
    for (QString &variable : container.env)
        variable = masked(variable, stage.secrets);
    for (QStringList *list : {&container.cmd, &container.entrypoint}) {
        for (QString &word : *list)
            word = masked(word, stage.secrets);
    }
    return container;
}

StagePreview previewStage(const RowPlan &row, const StageSpec &stage, const QString &place)
{
    StagePreview preview;
    preview.title = place + (stage.component.id.isEmpty() ? stage.imageReference : stage.component.id);
    if (!row.rowId.isEmpty())
        preview.title.prepend(row.rowId + u" · "_s);
    preview.config = QByteArray(stage.maskedConfig).replace(hiddenMark, maskDots);
    const ContainerSpec container = maskedContainer(stage);
    const Result<Json> request = scanJson(QByteArray::fromStdString(container.toJson().dump()), u"show the request"_s);
    preview.request = request ? writeJson(*request, JsonStyle::Canonical) : QByteArray();
    preview.dockerRun =
        onLines(dockerRunLine(setupOf(stage, container, row.dataFolder))) + u"\n\n"_s + comments(row, stage) + u'\n';
    preview.isMain = stage.isMain;
    return preview;
}

Result<JobPreview> previewPlan(const RunRequest &request, PlanInput input)
{
    input.kbcRunId = u"1"_s; // each run has another
    const Result<RunPlan> plan = makeRunPlan(request, input);
    if (!plan)
        return fail(plan.error());
    JobPreview preview;
    preview.unknownComponents = plan->unknownComponents;
    preview.problems = plan->problems();
    for (const RowPlan &row : plan->rows) {
        bool mainSeen = false;
        for (const StageSpec &stage : row.stages) {
            preview.stages.append(previewStage(row, stage,
                                               stage.isMain ? QString()
                                               : mainSeen   ? u"after: "_s
                                                            : u"before: "_s));
            mainSeen = mainSeen || stage.isMain;
        }
    }
    return preview;
}

/// The masked config.json that a stage got, in place of the one worked out again from what was masked by then.
void takeStoredConfigs(const QString &capsule, JobPreview *preview)
{
    const QList<StageSummary> stored = storedStages(capsule);
    for (qsizetype i = 0; i < qMin(stored.size(), preview->stages.size()); ++i) {
        const Result<QByteArray> config = storedStageConfig(capsule, int(i));
        if (config && stored[i].isMain == preview->stages[i].isMain)
            preview->stages[i].config = QByteArray(*config).replace(hiddenMark, maskDots);
    }
}

} // namespace

Result<JobPreview> previewJob(const JobDocument &job, const std::optional<ComponentDefinition> &labelled)
{
    RunRequest request;
    request.job = job;
    request.secrets = standIns(job);
    PlanInput input;
    input.labelled = labelled;
    input.missing = std::make_shared<QList<MissingSecret>>(); // asked for at the start
    return previewPlan(request, input);
}

Result<JobPreview> previewRun(const QString &capsule)
{
    const Result<KeptRequest> kept = keptRequest(capsule);
    if (!kept)
        return fail(kept.error());
    Result<JobPreview> preview = previewPlan(kept->request, kept->input);
    if (!preview)
        return preview;
    for (StagePreview &stage : preview->stages) {
        stage.request.replace(hiddenMark, maskDots);
        stage.dockerRun.replace(QLatin1String(hiddenMark), dots);
    }
    takeStoredConfigs(capsule, &*preview);
    return preview;
}

} // namespace longshore
