// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobdocument.h"

#include "model/jobs/formdocument.h"
#include "model/jobs/jobfile.h"
#include "model/jobs/jobpaths.h"
#include "model/json/json.h"
#include "model/json/sametext.h"

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

QString freshId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

/// Sets a key of the document; a new one stands where the format's own order has it, so that two files look alike.
void setRootKey(Json &root, const QString &key, Json value)
{
    static const QStringList order{u"format"_s,     u"id"_s,     u"configurationId"_s, u"name"_s,          u"component"_s,
                                   u"components"_s, u"schema"_s, u"source"_s,          u"image"_s,         u"configuration"_s,
                                   u"rows"_s,       u"isDisabled"_s, u"variables"_s,   u"sharedCode"_s,    u"state"_s,
                                   u"input"_s,      u"extra"_s};
    const std::string name = key.toStdString();
    const qsizetype rank = order.indexOf(key);
    if (rank < 0 || root.contains(name)) {
        root[name] = std::move(value);
        return;
    }
    Json placed = Json::object();
    bool done = false;
    for (const auto &[other, kept] : root.items()) {
        if (!done && order.indexOf(QString::fromStdString(other)) > rank) {
            placed[name] = std::move(value);
            done = true;
        }
        placed[other] = kept;
    }
    if (!done)
        placed[name] = std::move(value);
    root = std::move(placed);
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
    if (!imageReference.isEmpty()) {
        const QString repository = hasTag ? imageReference.left(colon) : imageReference;
        if (!component.contains("id"))
            component["id"] = fromQString(repository);
        if (!component["data"].is_object())
            component["data"] = Json::object();
        component["data"]["definition"] =
            Json{{"type", "dockerhub"},
                 {"uri", fromQString(repository)},
                 {"tag", fromQString(hasTag ? imageReference.mid(colon + 1) : QString())}};
    }
    JobDocument document;
    Json &root = document.d->root;
    root["format"] = formatName;
    root["id"] = fromQString(freshId());
    root["name"] = fromQString(name);
    Json configuration{{"parameters", Json::object()}};
    if (const Json *empty = findPath(component, u"emptyConfiguration"_s);
        empty && empty->is_object() && !empty->empty())
        configuration = *empty;
    if (!component.empty())
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
    const JobDocument moved = movedTo(path);
    const Result<void> written = writeJobFile(path, moved.toJson(), asked);
    if (written)
        *this = moved;
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
    setRootKey(d->root, u"name"_s, fromQString(name));
}

void JobDocument::setRoot(const Json &root)
{
    d->root = root;
}

void JobDocument::setFreshId()
{
    setRootKey(d->root, u"id"_s, fromQString(freshId()));
}

JobDocument JobDocument::movedTo(const QString &path) const
{
    JobDocument moved = *this;
    const QString target = QFileInfo(path).absolutePath();
    if (d->path.isEmpty() || target != folder())
        rewritePaths(moved.d->root, QDir(folder()), QDir(target), d->path.isEmpty());
    moved.d->path = path;
    return moved;
}

QByteArray JobDocument::jsonAt(const QString &path) const
{
    const Json *node = findPath(d->root, path);
    return node ? writeJson(*node, JsonStyle::Compact) : QByteArray();
}

Result<void> JobDocument::setJsonAt(const QString &path, const QByteArray &json)
{
    Result<Json> value = scanJson(json, u"change %1"_s.arg(path));
    if (!value)
        return fail(value.error());
    const QStringList steps = splitPath(path);
    if (!steps.isEmpty() && !d->root.contains(steps.first().toStdString()))
        setRootKey(d->root, steps.first(), Json());
    makeNode(d->root, FieldSpec(), path) = std::move(*value);
    return {};
}

void JobDocument::removeAt(const QString &path)
{
    QStringList steps = splitPath(path);
    QString here = path;
    while (removeNode(d->root, here) && steps.size() > 1) {
        steps.removeLast();
        here.clear();
        for (const QString &step : std::as_const(steps))
            here = joinPath(here, step);
        const Json *parent = findPath(d->root, here);
        if (!parent || !parent->is_object() || !parent->empty())
            break;
    }
}

Result<void> JobDocument::setConfiguration(const QByteArray &json)
{
    const QString asked = u"change the configuration"_s;
    Result<Json> configuration = scanJson(json, asked);
    if (!configuration)
        return fail(configuration.error());
    if (!configuration->is_object())
        return fail(Error::make(Error::Kind::BadInput, asked, u"it must be an object"_s, u"Start it with {."_s));
    setRootKey(d->root, u"configuration"_s, std::move(*configuration));
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
    const Json *configuration = findPath(d->root, u"configuration"_s);
    if (!configuration || !configuration->is_object())
        setRootKey(d->root, u"configuration"_s, Json::object());
    d->root["configuration"]["parameters"] = std::move(*parameters);
    return {};
}

bool JobDocument::operator==(const JobDocument &other) const
{
    return d == other.d || (d->path == other.d->path && sameText(d->root, other.d->root));
}

} // namespace longshore
