// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/secrets.h"

#include "model/component/ciphers.h"
#include "model/component/phptext.h"
#include "model/component/secretnodes.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qsizetype shortSecret = 6; // bytes; reliability §4.4

bool matches(const QStringList &pattern, const QStringList &path)
{
    if (pattern.size() != path.size())
        return false;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (pattern[i] != "*"_L1 && pattern[i] != path[i])
            return false;
    }
    return true;
}

class Patterns
{
public:
    explicit Patterns(const SecretPatterns &patterns)
    {
        for (const QString &pattern : patterns)
            m_patterns.append(splitPath(pattern));
    }

    bool contain(const QStringList &path) const
    {
        for (const QStringList &pattern : m_patterns) {
            if (matches(pattern, path))
                return true;
        }
        return false;
    }

private:
    QList<QStringList> m_patterns;
};

bool isMarked(const QStringList &path, const Patterns &patterns)
{
    return (!path.isEmpty() && path.last().startsWith(u'#')) || patterns.contain(path);
}

/// Calls `visit(child, path)` for each member or element.
template<class Node, class Visitor>
void forEachChild(Node &json, const QStringList &path, const Visitor &visit)
{
    if (!json.is_structured())
        return;
    int index = 0;
    for (auto it = json.begin(); it != json.end(); ++it, ++index)
        visit(*it, path + QStringList(json.is_object() ? QString::fromStdString(it.key()) : QString::number(index)));
}

void mask(Json &json, const QStringList &path, const Patterns &patterns, const QByteArray &mark)
{
    if (isSecretReference(json))
        return;
    if (isMarked(path, patterns)) {
        json = mark.toStdString();
        return;
    }
    forEachChild(json, path,
                 [&](Json &child, const QStringList &childPath) { mask(child, childPath, patterns, mark); });
}

struct FoundSecret {
    QStringList path;
    QByteArray value;
};

void collect(const Json &json, const QStringList &path, const Patterns &patterns, bool inherited,
             QList<FoundSecret> &found)
{
    if (isSecretReference(json))
        return;
    const bool byPattern = inherited || patterns.contain(path);
    if (!json.is_structured()) {
        const QByteArray value = phpText(json).toUtf8();
        if (!value.isEmpty() && (byPattern || isMarked(path, patterns)))
            found.append({path, value});
        return;
    }
    forEachChild(json, path, [&](const Json &child, const QStringList &childPath) {
        collect(child, childPath, patterns, byPattern, found);
    });
}

QList<FoundSecret> collectFrom(const QByteArray &json, const SecretPatterns &patterns)
{
    QList<FoundSecret> found;
    if (const Result<Json> parsed = scanJson(json, u"look for secrets"_s))
        collect(*parsed, {}, Patterns(patterns), false, found);
    return found;
}

QString dotted(const QStringList &steps)
{
    QString path;
    for (const QString &step : steps)
        path = joinPath(path, step);
    return path;
}

/// A value that is no value here: the platform's cipher, or the mark in a debug archive.
bool isSealed(const Json &json, const QStringList &path)
{
    if (!json.is_string() || path.isEmpty() || !path.last().startsWith(u'#'))
        return false;
    return isPlatformCipher(toQString(json)) || toQString(json) == QLatin1String(hiddenMark);
}

/// Calls `visit(reference, node)` for each value that `isSealed`.
template<class Visitor>
void forEachSealed(Json &json, const QStringList &path, const Visitor &visit)
{
    if (isSealed(json, path))
        visit(SecretReference{dotted(path), path.last(), {}}, json);
    else
        forEachChild(json, path,
                     [&](Json &child, const QStringList &childPath) { forEachSealed(child, childPath, visit); });
}

/// Calls `visit(reference, node)` for each `{"$secret": id}`.
template<class Node, class Visitor>
void forEachReference(Node &json, const QStringList &path, const Visitor &visit)
{
    if (isSecretReference(json)) {
        visit(SecretReference{dotted(path), path.value(path.size() - 1), toQString(json["$secret"])}, json);
        return;
    }
    forEachChild(json, path,
                 [&](Node &child, const QStringList &childPath) { forEachReference(child, childPath, visit); });
}

} // namespace

Result<QByteArray> maskSecrets(const QByteArray &json, const SecretPatterns &patterns, const QByteArray &mark)
{
    Result<Json> parsed = scanJson(json, u"hide the secrets of a document"_s);
    if (!parsed)
        return fail(parsed.error());
    mask(*parsed, {}, Patterns(patterns), mark);
    return writeJson(*parsed, JsonStyle::Php);
}

QList<QByteArray> secretValues(const QByteArray &json, const SecretPatterns &patterns)
{
    QList<QByteArray> values;
    const QList<FoundSecret> found = collectFrom(json, patterns);
    for (const FoundSecret &secret : found) {
        if (!values.contains(secret.value))
            values.append(secret.value);
    }
    return values;
}

Problems shortSecretWarnings(const QByteArray &json, const SecretPatterns &patterns)
{
    Problems warnings;
    const QList<FoundSecret> found = collectFrom(json, patterns);
    for (const FoundSecret &secret : found) {
        if (secret.value.size() < shortSecret) {
            warnings.append({dotted(secret.path),
                             u"this secret is so short that hiding it may hide ordinary text of the log too"_s,
                             Problem::Severity::Warning});
        }
    }
    return warnings;
}

QList<SecretReference> secretReferences(const QByteArray &json)
{
    QList<SecretReference> references;
    const Result<Json> parsed = scanJson(json, u"look for secrets"_s);
    if (parsed) {
        forEachReference(*parsed, {},
                         [&](const SecretReference &reference, const Json &) { references.append(reference); });
    }
    return references;
}

Result<QByteArray> resolveSecrets(const QByteArray &json, const SecretLookup &lookup)
{
    Result<Json> parsed = scanJson(json, u"fill in the secrets"_s);
    if (!parsed)
        return fail(parsed.error());
    QStringList missing;
    forEachReference(*parsed, {}, [&](const SecretReference &reference, Json &node) {
        if (const std::optional<QString> value = lookup ? lookup(reference) : std::nullopt)
            node = fromQString(*value);
        else
            missing.append(reference.path);
    });
    QStringList sealed;
    forEachSealed(*parsed, {}, [&](const SecretReference &reference, Json &node) {
        if (const std::optional<QString> value = lookup ? lookup(reference) : std::nullopt)
            node = fromQString(*value);
        else if (isPlatformCipher(toQString(node)))
            sealed.append(reference.path);
    });
    if (missing.isEmpty() && sealed.isEmpty())
        return writeJson(*parsed, JsonStyle::Compact);
    QStringList sentences;
    if (!missing.isEmpty())
        sentences.append(u"there is no value for %1"_s.arg(missing.join(u", "_s)));
    if (!sealed.isEmpty())
        sentences.append(u"only the platform can decrypt %1"_s.arg(sealed.join(u", "_s)));
    return fail(Error::make(Error::Kind::BadInput, u"fill in the secrets"_s, sentences.join(u"; "_s),
                            u"Give it with --secret KEY=@FILE or type it into the form."_s));
}

SecretLookup lookupIn(const QMap<QString, QString> &values)
{
    return [values](const SecretReference &reference) -> std::optional<QString> {
        QStringList names{reference.path, reference.key};
        if (reference.path.startsWith("parameters."_L1))
            names.insert(1, reference.path.mid(11));
        if (reference.key.startsWith(u'#'))
            names.append(reference.key.mid(1));
        for (const QString &name : names) {
            if (const auto found = values.constFind(name); found != values.constEnd())
                return *found;
        }
        return std::nullopt;
    };
}

} // namespace longshore
