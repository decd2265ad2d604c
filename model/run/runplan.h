// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/mapping/artifacts.h"
#include "model/component/mapping/inputmapping.h"
#include "model/run/missingsecret.h"
#include "model/run/runrequest.h"
#include "model/run/stagespec.h"

#include <QMap>
#include <memory>

namespace longshore
{

class Vault;

/// One row of a run, or its configuration when the job has no rows: the stages between one input and one output mapping.
struct RowPlan {
    QString rowId;
    QByteArray configuration; ///< effective (W2), secrets in the clear
    QByteArray state;         ///< in the shape of contract §7.1: what was saved, else what the job brings along
    QString dataFolder;       ///< a folder that is used as it is (`--data`, input mode `folder`); may be empty
    InputMapping mapping;            ///< what is staged from Storage, when there is no data folder
    QMap<QString, QString> fileTables; ///< table id -> file on disk that stands for it
    QString format = QStringLiteral("json"); ///< of the main component's files (F8)
    QMap<QString, QString> variables;  ///< what was filled in (V5)
    std::optional<ArtifactSettings> artifacts; ///< set when the configuration wants artifacts to be kept (§7.5)
    QList<StageSpec> stages;         ///< processors before, the component, processors after (Q1)
};

/// A run, worked out: everything the engine room needs. Holds secrets in the clear: never stored.
struct RunPlan {
    QString configurationId;
    ComponentDefinition component; ///< the main one
    QString imageReference;        ///< of the main one
    QList<RowPlan> rows;           ///< in the order in which they run; none when all are disabled (W4)
    QStringList skippedRows;       ///< disabled ones (W3)
    QStringList unknownComponents; ///< ids of processors that nobody defines (Q8): the plan is not whole
    bool isAction = false;

    int stageCount() const;
    QList<QByteArray> secrets() const;
    Problems problems() const; ///< warnings, each once
};

/// What a plan is made from besides the request.
struct PlanInput {
    QString kbcRunId; ///< the numeric id that the component sees
    std::optional<ComponentDefinition> labelled; ///< by the label of the image, for a job that defines no component
    QMap<QString, ComponentDefinition> known;    ///< processors that the job does not define itself, by id
    QMap<QString, QByteArray> states;            ///< saved ones by row id, "" for the configuration
    RunUser user = RunUser::current();
    std::shared_ptr<const Vault> vault; ///< of the store; null = secrets come with the request only
    std::shared_ptr<QList<MissingSecret>> missing; ///< set: keys without a value are listed here instead of being refused
};

/// Whether a request is for one of the component's actions, as a form's buttons ask for them, and not for a run.
bool isActionRequest(const RunRequest &request);

/// Works a request out. Errors: BadInput (configuration, an unresolved secret, something this version cannot run yet),
/// NotFound (row, data folder, file). Reads nothing but whether files and folders exist. Any thread.
Result<RunPlan> makeRunPlan(const RunRequest &request, const PlanInput &input);

} // namespace longshore
