// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobdocument.h"

#include "model/jobs/jobfile.h"
#include "model/json/json.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

struct JobDocument::Data : QSharedData {
    Json root = Json::object();
    QString path;
    QStringList duplicateKeys;
};

namespace
{

constexpr const char *formatName = "longshore.job/1";

QString askedToOpen(const QString &path)
{
    return path.isEmpty() ? u"read the job"_s : u"open the job %1"_s.arg(path);
}

/// Refuses what is no job of this format at all.
std::optional<Error> wrongFormat(const Json &root, const QString &asked)
{
    const auto refuse = [&asked](const QString &happened) {
        return Error::make(Error::Kind::BadInput, asked, happened,
                           u"A job file is a JSON object with \"format\": \"%1\"."_s.arg(QLatin1String(formatName)));
    };
    if (!root.is_object())
        return refuse(u"it holds %1 instead of an object"_s.arg(jsonTypeName(root)));
    if (!root.contains("format"))
        return refuse(u"it has no \"format\""_s);
    const QString format = toQString(root["format"]);
    if (format == QLatin1String(formatName))
        return std::nullopt;
    if (format.startsWith("longshore.job/"_L1)) {
        return Error::make(Error::Kind::BadInput, asked,
                           u"its format %1 is newer than this program"_s.arg(format.left(40)), u"Update Longshore."_s);
    }
    return refuse(u"its format is \"%1\""_s.arg(format.left(40)));
}

} // namespace

JobDocument::JobDocument()
    : d(new Data)
{
}
JobDocument::JobDocument(const JobDocument &) = default;
JobDocument &JobDocument::operator=(const JobDocument &) = default;
JobDocument::~JobDocument() = default;

Result<JobDocument> JobDocument::load(const QString &path)
{
    const Result<QByteArray> bytes = readJobFile(path, askedToOpen(path));
    if (!bytes)
        return fail(bytes.error());
    return parse(*bytes, path);
}

Result<JobDocument> JobDocument::parse(const QByteArray &bytes, const QString &path)
{
    JsonRemarks remarks;
    Result<Json> root = scanJson(bytes, askedToOpen(path), &remarks);
    if (!root)
        return fail(root.error());
    if (const std::optional<Error> error = wrongFormat(*root, askedToOpen(path)))
        return fail(*error);
    JobDocument document;
    document.d->root = std::move(*root);
    document.d->path = path;
    document.d->duplicateKeys = remarks.duplicateKeys;
    return document;
}

JobDocument JobDocument::create(const QString &name, const QString &imageReference, const QByteArray &componentRecord)
{
    const Result<Json> record = scanJson(componentRecord, u"read the component record"_s);
    Json component = record && record->is_object() ? *record : Json::object();
    const qsizetype colon = imageReference.lastIndexOf(u':');
    const bool hasTag = colon > imageReference.lastIndexOf(u'/') && !imageReference.contains(u'@');
    if (!component.contains("id"))
        component["id"] = fromQString(hasTag ? imageReference.left(colon) : imageReference);
    if (!component["data"].is_object())
        component["data"] = Json::object();
    component["data"]["definition"] = Json{{"type", "dockerhub"},
                                           {"uri", fromQString(hasTag ? imageReference.left(colon) : imageReference)},
                                           {"tag", fromQString(hasTag ? imageReference.mid(colon + 1) : QString())}};
    JobDocument document;
    Json &root = document.d->root;
    root["format"] = formatName;
    root["id"] = fromQString(QUuid::createUuid().toString(QUuid::WithoutBraces));
    root["name"] = fromQString(name);
    Json configuration{{"parameters", Json::object()}};
    if (const Json *empty = findPath(component, u"emptyConfiguration"_s);
        empty && empty->is_object() && !empty->empty())
        configuration = *empty;
    root["component"] = std::move(component);
    root["configuration"] = std::move(configuration);
    return document;
}

Result<void> JobDocument::save(const QString &path)
{
    const QString asked = u"save the job as %1"_s.arg(path);
    if (!d->duplicateKeys.isEmpty()) {
        return fail(Error::make(Error::Kind::BadInput, asked,
                                u"the file has these keys twice, and saving would drop one of each: %1"_s.arg(
                                    d->duplicateKeys.join(u", "_s)),
                                u"Remove the one you do not want in a text editor first."_s));
    }
    const Result<void> written = writeJobFile(path, toJson(), asked);
    if (written)
        d->path = path;
    return written;
}

QByteArray JobDocument::toJson() const
{
    return writeJson(d->root, JsonStyle::Canonical) + '\n';
}

QString JobDocument::path() const
{
    return d->path;
}

QString JobDocument::folder() const
{
    return d->path.isEmpty() ? QDir::currentPath() : QFileInfo(d->path).absolutePath();
}

const Json &JobDocument::root() const
{
    return d->root;
}

QStringList JobDocument::duplicateKeys() const
{
    return d->duplicateKeys;
}

void JobDocument::setName(const QString &name)
{
    d->root["name"] = fromQString(name);
}

Result<void> JobDocument::setConfiguration(const QByteArray &json)
{
    const QString asked = u"change the configuration"_s;
    Result<Json> configuration = scanJson(json, asked);
    if (!configuration)
        return fail(configuration.error());
    if (!configuration->is_object())
        return fail(Error::make(Error::Kind::BadInput, asked, u"it must be an object"_s, u"Start it with {."_s));
    d->root["configuration"] = std::move(*configuration);
    return {};
}

Result<void> JobDocument::setParameters(const QByteArray &json)
{
    const QString asked = u"change the parameters"_s;
    Result<Json> parameters = scanJson(json, asked);
    if (!parameters)
        return fail(parameters.error());
    if (!parameters->is_structured())
        return fail(Error::make(Error::Kind::BadInput, asked, u"they must be an object"_s, u"Start them with {."_s));
    Json &configuration = d->root["configuration"];
    if (!configuration.is_object())
        configuration = Json::object();
    configuration["parameters"] = std::move(*parameters);
    return {};
}

bool JobDocument::operator==(const JobDocument &other) const
{
    return d == other.d || (d->path == other.d->path && d->root == other.d->root);
}

} // namespace longshore
