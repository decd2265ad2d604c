// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobdocument.h"

#include <QMap>
#include <QString>

namespace longshore
{

/// What to run: a job and what this one run changes of it (product.md, `longshore run`).
struct RunRequest {
    JobDocument job;
    QString dataFolder; ///< `--data`: absolute path of a data folder to use as it is; empty = what the job says
    QString rowId;      ///< `--row`; empty = no row
    QString tag;        ///< `--tag`; empty = what the job says
    QString action;     ///< `--action`; empty = run
    bool debug = false; ///< `--debug`
    QMap<QString, QString> secrets; ///< `--secret KEY=…`, see `lookupIn` of model/component/secrets.h
    bool apart = false; ///< a trial, as of `longshore test`: nothing goes into Storage, no state is saved
    bool rebuild = false; ///< builds the job's image from its source even if the engine has it, as watching does
};

} // namespace longshore
