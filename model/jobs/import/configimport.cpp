// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/configimport.h"

#include "model/component/ciphers.h"
#include "model/component/secrets.h"
#include "model/jobs/imagejob.h"
#include "model/json/json.h"
#include "model/secretnames.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// Root keys of a stored configuration (C1).
const QStringList configurationKeys{
    u"parameters"_s,          u"runtime"_s, u"variables_id"_s,  u"variables_values_id"_s, u"shared_code_id"_s,
    u"shared_code_row_ids"_s, u"storage"_s, u"authorization"_s, u"processors"_s,          u"artifacts"_s};

bool isEmpty(const Json &value)
{
    return value.is_null() || (value.is_structured() && value.empty());
}

class ConfigReader
{
public:
    explicit ConfigReader(ImportResult *into)
        : m_into(*into)
    {
    }
    void read(const Json &file);

private:
    void configuration(const Json &config);
    void exported(const Json &file);
    void component(const Json &record);
    void imageParameters(const Json &value);
    void secrets(const Json &node, const QString &path);
    void secret(const QString &path, const QString &text);
    void set(const QString &path, const Json &value)
    {
        if (const Result<void> done = m_into.job.setJsonAt(path, writeJson(value, JsonStyle::Compact)); !done)
            cannot(path, done.error().reason());
    }
    void cannot(const QString &what, const QString &why) { m_into.unmapped.append({what, why}); }

    ImportResult &m_into;
};

/// The component's definition is where they belong, if the job has one.
void ConfigReader::imageParameters(const Json &value)
{
    if (isEmpty(value))
        return;
    if (m_into.job.hasComponent())
        set(u"component.data.image_parameters"_s, value);
    else
        cannot(u"image_parameters"_s, u"belong to the component's definition, which is still to be chosen"_s);
}

void ConfigReader::configuration(const Json &config)
{
    Json kept = Json::object();
    for (const auto &[name, value] : config.items()) {
        const QString key = QString::fromStdString(name);
        if (key == "image_parameters"_L1)
            imageParameters(value);
        else if (key == "action"_L1) {
            if (value.is_string() && value != "run")
                cannot(u"action"_s, u"is \"%1\": choose it when running"_s.arg(toQString(value)));
        } else if (!configurationKeys.contains(key))
            cannot(key, u"is no key of a configuration"_s);
        else if (key == "parameters"_L1 || !isEmpty(value))
            kept[name] = value;
    }
    if (!kept.contains("parameters"))
        kept["parameters"] = Json::object();
    set(u"configuration"_s, kept);
    giveDefaultBucket(&m_into.job);
    secrets(kept, {});
}

/// `{id, name, configuration, rows, state, …}`
void ConfigReader::exported(const Json &file)
{
    for (const auto &[name, value] : file.items()) {
        const QString key = QString::fromStdString(name);
        if (key == "configuration"_L1)
            configuration(value);
        else if (key == "id"_L1)
            set(u"configurationId"_s,
                fromQString(QString::fromUtf8(isNumber(value) ? numberText(value) : toQString(value).toUtf8())));
        else if (key == "name"_L1 && value.is_string())
            m_into.job.setName(toQString(value));
        else if (key == "state"_L1 || key == "isDisabled"_L1 || key == "rows"_L1) {
            if (!isEmpty(value))
                set(key, value);
        } else if (!isEmpty(value))
            cannot(key, u"is not kept in a job"_s);
    }
}

void ConfigReader::component(const Json &record)
{
    const QByteArray text = writeJson(record, JsonStyle::Compact);
    const ComponentDefinition definition = readComponentDefinition(record).definition;
    JobDocument job = JobDocument::create(definition.id, definition.image.reference(), text);
    // The definition as the record has it: `create` writes it anew.
    if (const Result<void> set = job.setJsonAt(u"component"_s, text); set)
        m_into.job = job;
    giveDefaultBucket(&m_into.job);
}

void ConfigReader::secret(const QString &path, const QString &text)
{
    const QString key = splitPath(path).last();
    if (text == QLatin1String(hiddenMark))
        cannot(path, u"was hidden in the source: give its value"_s);
    else if (text.startsWith("KBC::"_L1))
        cannot(path, u"is encrypted by the platform: give its value"_s);
    else if (!text.isEmpty() && !isPlaceholder(text) && (key.startsWith(u'#') || (path.startsWith("parameters."_L1) && looksSecret(key))))
        m_into.secrets.append(u"configuration."_s + path);
}

/// What only the platform, or nobody any more, can read, and what must not stay in the clear.
void ConfigReader::secrets(const Json &node, const QString &path)
{
    if (node.is_string()) {
        secret(path, toQString(node));
    } else if (node.is_object()) {
        for (const auto &[key, value] : node.items())
            secrets(value, joinPath(path, QString::fromStdString(key)));
    } else if (node.is_array()) {
        for (std::size_t i = 0; i < node.size(); ++i)
            secrets(node[i], joinPath(path, int(i)));
    }
}

void ConfigReader::read(const Json &file)
{
    const Json *inner = findPath(file, u"configuration"_s);
    if (findPath(file, u"data.definition"_s))
        component(file);
    else if (inner && inner->is_object() && !file.contains("parameters"))
        exported(file);
    else
        configuration(file);
}

} // namespace

Result<void> applyConfig(const QByteArray &json, const QString &asked, ImportResult *into)
{
    JsonRemarks remarks;
    const Result<Json> file = scanJson(json, asked, &remarks);
    if (!file)
        return fail(file.error());
    if (!file->is_object()) {
        return fail(Error::make(Error::Kind::BadInput, asked,
                                u"it holds %1 instead of an object"_s.arg(jsonTypeName(*file)),
                                u"A configuration starts with {."_s));
    }
    for (const QString &key : std::as_const(remarks.duplicateKeys))
        into->unmapped.append({key, u"is given twice; the last one was taken"_s});
    ConfigReader(into).read(*file);
    return {};
}

void applyState(const QByteArray &json, ImportResult *into)
{
    const Result<Json> state = scanJson(json, u"read the state"_s);
    if (!state || !state->is_object()) {
        into->unmapped.append({u"in/state.json"_s, state ? u"holds no object"_s : state.error().reason()});
        return;
    }
    if (state->empty())
        return;
    if (const Result<void> set = into->job.setJsonAt(u"state"_s, writeJson(*state, JsonStyle::Compact)); !set)
        into->unmapped.append({u"in/state.json"_s, set.error().reason()});
}

Result<ImportResult> importConfig(const QByteArray &json, const QString &name)
{
    ImportResult result{JobDocument::create(name, {}), {}};
    if (const Result<void> applied = applyConfig(json, u"read the configuration %1"_s.arg(name), &result); !applied)
        return fail(applied.error());
    return result;
}

} // namespace longshore
