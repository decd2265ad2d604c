// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/rowplanner.h"

#include "model/component/configuration.h"
#include "model/component/secrets.h"
#include "model/component/state.h"
#include "model/component/variables.h"
#include "model/json/json.h"
#include "model/run/runsecrets.h"
#include "model/run/stageconfig.h"
#include "model/run/stagecontainer.h"

#include <QFileInfo>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// One item of `processors.before` or `.after`.
struct Processor {
    QString componentId;
    QString tag;
    QByteArray parameters;
};

QList<Processor> processorsAt(const Json &configuration, const QString &path)
{
    QList<Processor> list;
    const Json *items = findPath(configuration, path);
    if (!items || !items->is_array())
        return list;
    for (const Json &item : *items) {
        const Json *definition = findPath(item, u"definition"_s);
        const Json *parameters = findPath(item, u"parameters"_s);
        Processor processor;
        if (definition && definition->is_object()) {
            processor.componentId = toQString(definition->value("component", Json()));
            const Json tag = definition->value("tag", Json());
            processor.tag = tag.is_string() ? toQString(tag) : QString::fromUtf8(isNumber(tag) ? numberText(tag) : QByteArray());
        }
        processor.parameters = parameters && !parameters->is_null() ? writeJson(*parameters, JsonStyle::Compact) : QByteArray("{}");
        list.append(processor);
    }
    return list;
}

class RowPlanner
{
public:
    RowPlanner(const RunRequest &request, const PlanInput &input, const JobRow &row, RunPlan *plan)
        : m_request(request), m_input(input), m_jobRow(row), m_plan(*plan), m_secrets(m_request, input.vault.get(), row, input.missing.get())
    {
    }
    Result<RowPlan> make();

private:
    Result<void> environment();
    Result<void> effective();
    Result<void> inputs();
    Result<void> mapping(const QMap<QString, QString> &files);
    Result<void> fillIn();
    Result<void> processors(const QString &place);
    Result<void> mainStage();
    StageContext context() const;
    Result<StageSpec> begun(ComponentDefinition component, const QString &reference);
    Error bad(const QString &what, const QString &advice = {}) const
    {
        return Error::make(Error::Kind::BadInput, u"run the job %1"_s.arg(m_request.job.name()), what, advice);
    }

    RunRequest m_request; ///< its environment gets its secrets here
    const PlanInput &m_input;
    const JobRow &m_jobRow;
    RunPlan &m_plan;
    RunSecrets m_secrets;
    QList<QByteArray> m_shared; ///< secrets of the environment
    RowPlan m_row;
    Json m_tree;
};

Result<void> RowPlanner::environment()
{
    const QString path = u"extra.env"_s;
    const QByteArray variables = m_request.job.jsonAt(path);
    if (secretReferences(variables).isEmpty())
        return {};
    RunSecrets ofTheJob(m_request, m_input.vault.get(), {}, m_input.missing.get()); // rows share it
    const auto clear = ofTheJob.resolve(variables, path);
    if (!clear)
        return fail(clear.error());
    m_shared = ofTheJob.values();
    return m_request.job.setJsonAt(path, *clear);
}

Result<void> RowPlanner::effective()
{
    m_row.rowId = m_jobRow.id;
    m_row.format = m_plan.component.configurationFormat;
    m_row.configuration = m_request.job.configuration();
    auto given = m_secrets.resolve(m_jobRow.state, u"state"_s);
    if (!given)
        return fail(given.error());
    auto initial = storedStateFrom(*given);
    if (!initial)
        return fail(initial.error());
    m_row.state = m_input.states.value(m_jobRow.id, *initial); // S5: a row has its own
    if (!m_jobRow.id.isEmpty()) {
        auto merged = mergeRow(m_row.configuration, m_jobRow.configuration);
        if (!merged)
            return fail(merged.error());
        m_row.configuration = *merged;
    }
    if (auto filled = fillIn(); !filled)
        return filled;
    auto clear = m_secrets.resolve(m_row.configuration);
    if (!clear)
        return fail(clear.error());
    m_row.configuration = *clear;
    auto tree = scanJson(m_row.configuration, u"read the configuration of the job %1"_s.arg(m_request.job.name()));
    if (!tree)
        return fail(tree.error());
    m_tree = std::move(*tree);
    // There are no project features here: a configuration that says something of artifacts has them.
    const Json *artifacts = findPath(m_tree, u"artifacts"_s);
    if (artifacts && artifacts->is_object() && !artifacts->empty() && !m_plan.isAction && !m_request.apart)
        m_row.artifacts = readArtifactSettings(*artifacts);
    return {};
}

/// Shared code, then variables (§10.4).
Result<void> RowPlanner::fillIn()
{
    auto whole = resolveSharedCode(m_row.configuration, m_request.job.sharedCode());
    if (!whole)
        return fail(whole.error());
    auto resolved = resolveVariables(*whole, m_request.job.variables());
    if (!resolved)
        return fail(resolved.error());
    m_row.configuration = resolved->configuration;
    m_row.variables = resolved->values;
    return {};
}

Result<void> RowPlanner::inputs()
{
    const JobInput given = m_request.job.input();
    if (m_plan.isAction)
        return {}; // A2: the folders are empty
    if (m_request.dataFolder.isEmpty() && given.mode == JobInput::Mode::Mapping)
        return mapping(given.fileTables);
    const QString folder = m_request.dataFolder.isEmpty() ? given.folder : m_request.dataFolder;
    if (folder.isEmpty())
        return {};
    if (!QFileInfo(folder).isDir())
        return fail(Error::make(Error::Kind::NotFound, u"read the data folder %1"_s.arg(folder),
                                QFileInfo::exists(folder) ? u"it is not a folder"_s : u"there is no such folder"_s,
                                u"Choose the folder that holds in/tables and in/files."_s));
    m_row.dataFolder = QFileInfo(folder).absoluteFilePath();
    return {};
}

/// A file that stands for a table which no mapping names is staged under the table's id.
Result<void> RowPlanner::mapping(const QMap<QString, QString> &files)
{
    auto mapping = parseInputMapping(m_row.configuration);
    if (!mapping)
        return fail(mapping.error());
    m_row.mapping = std::move(*mapping);
    m_row.fileTables = files;
    for (auto file = files.begin(); file != files.end(); ++file) {
        if (!QFileInfo(file.value()).isFile())
            return fail(Error::make(Error::Kind::NotFound, u"read the input table %1"_s.arg(file.key()),
                                    u"there is no file %1"_s.arg(file.value())));
        const auto &tables = m_row.mapping.tables;
        if (std::none_of(tables.begin(), tables.end(), [&](const InputTable &table) { return table.source == file.key(); })) {
            InputTable table;
            table.source = file.key();
            m_row.mapping.tables.append(table);
        }
    }
    return {};
}

StageContext RowPlanner::context() const
{
    StageContext context{m_request, m_plan.component, m_row.configuration, m_row.rowId, m_input.kbcRunId, m_input.user};
    context.isAction = m_plan.isAction;
    return context;
}

Result<StageSpec> RowPlanner::begun(ComponentDefinition component, const QString &reference)
{
    const QString record = component.id == m_plan.component.id ? u"component"_s : joinPath(u"components"_s, component.id);
    auto parameters = m_secrets.resolve(component.imageParameters, record + u".data.image_parameters"_s); // C9b
    if (!parameters)
        return fail(parameters.error());
    component.imageParameters = *parameters;
    StageSpec stage;
    stage.priority = int(m_row.stages.size());
    stage.number = m_plan.stageCount() + stage.priority;
    stage.rowId = m_row.rowId;
    stage.component = std::move(component);
    stage.imageReference = reference;
    return stage;
}

Result<void> RowPlanner::processors(const QString &place)
{
    if (m_plan.isAction || m_plan.component.stagingInput == u"none"_s)
        return {}; // Q4
    const auto list = processorsAt(m_tree, u"processors."_s + place);
    for (const Processor &processor : list) {
        const auto own = m_request.job.processor(processor.componentId);
        if (!own && !m_input.known.contains(processor.componentId)) {
            if (!m_plan.unknownComponents.contains(processor.componentId))
                m_plan.unknownComponents.append(processor.componentId);
            continue;
        }
        ComponentDefinition component = own ? *own : m_input.known.value(processor.componentId);
        if (component.id.isEmpty())
            component.id = processor.componentId;
        const QString reference = component.image.reference(processor.tag); // D5
        auto made = begun(std::move(component), reference);
        if (!made)
            return fail(made.error());
        StageSpec stage = std::move(*made);
        stage.isMain = false;
        if (auto done = configureProcessor(processor.parameters, &stage); !done)
            return done;
        if (auto done = equipContainer(context(), &stage); !done)
            return done;
        m_row.stages.append(std::move(stage));
    }
    return {};
}

Result<void> RowPlanner::mainStage()
{
    auto begin = begun(m_plan.component, m_plan.imageReference);
    if (!begin)
        return fail(begin.error());
    StageSpec stage = std::move(*begin);
    stage.source = m_request.job.source();
    stage.isAction = m_plan.isAction;
    const auto state = componentStateOf(m_row.state);
    if (!state)
        return fail(state.error());
    if (auto made = configureMain(context(), *state, &stage); !made)
        return made;
    stage.secrets += m_shared;
    if (auto made = equipContainer(context(), &stage); !made)
        return made;
    m_row.stages.append(std::move(stage));
    return {};
}

Result<RowPlan> RowPlanner::make()
{
    for (const auto step : {&RowPlanner::environment, &RowPlanner::effective, &RowPlanner::inputs}) {
        if (auto done = (this->*step)(); !done)
            return fail(done.error());
    }
    if (auto done = processors(u"before"_s); !done)
        return fail(done.error());
    if (auto done = mainStage(); !done)
        return fail(done.error());
    if (auto done = processors(u"after"_s); !done)
        return fail(done.error());
    for (StageSpec &stage : m_row.stages) // L6: those under keys without a mark, too
        stage.secrets += m_secrets.values();
    return std::move(m_row);
}

} // namespace

Result<RowPlan> planRow(const RunRequest &request, const PlanInput &input, const JobRow &row, RunPlan *plan)
{
    return RowPlanner(request, input, row, plan).make();
}

} // namespace longshore
