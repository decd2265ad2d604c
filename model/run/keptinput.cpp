// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/keptinput.h"

#include "model/json/json.h"
#include "model/store/durablefile.h"

#include <QFile>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

Result<void> keepRowInput(const QString &stageFolder, const RowInput &input)
{
    if (input.storageState.isEmpty() && input.processedTags.isEmpty())
        return {};
    Json object = Json::object();
    if (auto state = scanJson(input.storageState.isEmpty() ? QByteArray("null") : input.storageState, u"keep the inputs"_s))
        object["storage"] = std::move(*state);
    Json tags = Json::object();
    for (auto file = input.processedTags.begin(); file != input.processedTags.end(); ++file) {
        Json list = Json::array();
        for (const QString &tag : file.value())
            list.push_back(fromQString(tag));
        tags[std::to_string(file.key())] = std::move(list);
    }
    object["processedTags"] = std::move(tags);
    return durableReplace(stageFolder + u"/inputs.json"_s, writeJson(object, JsonStyle::Canonical) + '\n');
}

RowInput keptRowInput(const QString &stageFolder)
{
    constexpr qint64 most = 16 << 20;
    RowInput input;
    QFile file(stageFolder + u"/inputs.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return input;
    const auto object = scanJson(file.read(most), u"read the inputs"_s);
    if (!object || !object->is_object())
        return input;
    if (const auto storage = object->find("storage"); storage != object->end() && storage->is_object())
        input.storageState = writeJson(*storage, JsonStyle::Compact);
    const auto tags = object->find("processedTags");
    if (tags == object->end() || !tags->is_object())
        return input;
    for (const auto &[id, list] : tags->items()) {
        QStringList texts;
        for (const Json &tag : list.is_array() ? list : Json::array())
            texts.append(toQString(tag));
        input.processedTags.insert(QString::fromStdString(id).toLongLong(), texts);
    }
    return input;
}

} // namespace longshore
