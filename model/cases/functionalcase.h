// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/run/runrequest.h"

#include <QList>
#include <QStringList>
#include <functional>
#include <optional>

namespace longshore
{

/// A functional case in the data-folder convention (contract §17): `source/data`, and what is expected of it.
struct FunctionalCase {
    QString name;                    ///< path below the folder of all cases, with `/`
    QString folder;                  ///< absolute
    bool hasExpected = false;        ///< there is `expected`
    std::optional<int> expectedCode; ///< of the file `expected-code`
    QString trouble;                 ///< a sentence: why it cannot be judged; empty = it can
    QString skipped;                 ///< why it is left out; empty = it is not
    QStringList notes;               ///< what of the convention is not done here

    bool operator==(const FunctionalCase &) const = default;
    QString dataFolder() const { return folder + QStringLiteral("/source/data"); }
    QString expectedFolder() const { return folder + QStringLiteral("/expected/data/out"); }
    /// The exit code asked for, as words: "0", "3", "any but 0" where `expected` is missing.
    QString codeWords() const;
    bool acceptsCode(int code) const;
};

/// Every folder at or below `directory` that holds `source/data`, sorted by name; within a case no further. Hidden
/// folders are passed over, cases below a folder whose name starts with `_` are marked as skipped. Links to folders are
/// not followed. Error::NotFound when `directory` is none, or holds no case. Blocks; any thread.
Result<QList<FunctionalCase>> findCases(const QString &directory);

/// The cases that `wanted` names: by whole name, by last part, by a folder above them, or by a pattern with `*` and
/// `?`. Error::NotFound names what matched nothing.
Result<QList<FunctionalCase>> chooseCases(const QList<FunctionalCase> &cases, const QStringList &wanted);

/// The image all cases run.
struct CaseImage {
    QString reference;
    QByteArray record; ///< of its label `longshore.component`; empty = none
};

/// Value of an environment variable, or nothing.
using CaseVariables = std::function<std::optional<QString>(const QString &name)>;

/// The run of one case: its data folder as it is, with the `config.json` in it as the component's configuration.
/// `action` and `image_parameters` of that file are taken over, `{{env.NAME}}` is replaced. Error::BadInput or NotFound
/// for a config.json that cannot be used. Blocks on a small file; any thread.
Result<RunRequest> caseRequest(const FunctionalCase &which, const CaseImage &image,
                               const QMap<QString, QString> &secrets, const CaseVariables &variables);

} // namespace longshore
