// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/outputfile.h"

#include "model/component/mapping/outputshape.h"
#include "model/component/mapping/outputtable.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

OutputFileOptions optionsOf(const Json &json)
{
    OutputFileOptions options;
    for (const Json &tag : json.value("tags", Json::array()))
        options.tags.append(phpText(tag));
    options.isPublic = json.value("is_public", false);
    options.isPermanent = json.value("is_permanent", false);
    options.isEncrypted = json.value("is_encrypted", true);
    options.notify = json.value("notify", false);
    return options;
}

OutputFileOptions read(const Json &json, const Shape &shape, const QString &root, Problems *problems)
{
    const qsizetype before = problems->size();
    const Json normalised = applyShape(json, shape, problems, root);
    return problems->size() == before ? optionsOf(normalised) : OutputFileOptions();
}

} // namespace

OutputFileOptions readOutputFile(const Json &json, bool mapping, const QString &root, Problems *problems)
{
    return read(json, outputFileShape(mapping), root, problems);
}

OutputFileOptions readTableFiles(const Json &json, const QString &root, Problems *problems)
{
    return read(json, tableFilesShape(), root, problems);
}

QStringList withSystemTags(const QStringList &tags, const QString &component, const QString &configuration,
                           const QString &row, const QString &branch, const QString &run)
{
    QStringList all = tags;
    const auto add = [&](QLatin1StringView key, const QString &value) {
        if (!value.isEmpty())
            all.append(key + ": "_L1 + value);
    };
    add("componentId"_L1, component);
    add("configurationId"_L1, configuration);
    add("configurationRowId"_L1, row);
    add("branchId"_L1, branch);
    add("runId"_L1, run);
    all.removeDuplicates();
    return all;
}

} // namespace longshore
