// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <memory>

namespace longshore
{

class JobDocument;

/// What to run: a job and what this one run changes of it (product.md, `longshore run`).
struct RunRequest {
    std::shared_ptr<const JobDocument> job; ///< never null, never changed again
    QString dataFolder; ///< `--data`: absolute path of a data folder to use as it is; empty = what the job says
    QString rowId;      ///< `--row`; empty = no row
    QString tag;        ///< `--tag`; empty = what the job says
    QString action;     ///< `--action`; empty = run
    bool debug = false; ///< `--debug`
    QMap<QString, QByteArray> secrets; ///< `--secret KEY=…`: values for `{"$secret":"KEY"}` or a `#` key's path
};

} // namespace longshore
