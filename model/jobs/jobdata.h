// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobdocument.h"
#include "model/jobs/jobreader.h"
#include "model/json/json.h"

#include <QFileInfo>
#include <nlohmann/json.hpp>

namespace longshore
{

/// The document behind a JobDocument; only its own sources include this.
struct JobDocument::Data : QSharedData {
    Json root = Json::object();
    QString path;
    QStringList duplicateKeys;

    /// A reader whose complaints go to `problems`.
    RecordReader reader(Problems *problems) const { return {&root, QString(), problems}; }
    QDir folder() const { return path.isEmpty() ? QDir() : QFileInfo(path).absoluteDir(); }
    /// Compact text of the node at `at`; `{}` when it is missing or empty.
    QByteArray text(const QString &at) const
    {
        const Json *node = findPath(root, at);
        const bool nothing = !node || node->is_null() || (node->is_structured() && node->empty());
        return nothing ? QByteArrayLiteral("{}") : writeJson(*node, JsonStyle::Compact);
    }

    void checkConfigurations(Problems *problems) const;
    void checkComponents(Problems *problems) const;
};

} // namespace longshore
