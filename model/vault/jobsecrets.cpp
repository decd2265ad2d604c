// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/jobsecrets.h"

#include "model/component/ciphers.h"
#include "model/component/phptext.h"
#include "model/component/secretnodes.h"
#include "model/json/json.h"
#include "model/json/jsontext.h"
#include "model/secretnames.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

class Encryption
{
public:
    Encryption(const Json &root, const EncryptionContext &context) : m_root(root), m_context(context)
    {
        for (const SecretInfo &secret : context.known)
            m_names.append(secret.name);
        const Json *id = findPath(root, u"id"_s);
        const Json *name = findPath(root, u"name"_s);
        m_jobId = id ? toQString(*id) : QString();
        m_jobName = name && !toQString(*name).isEmpty() ? toQString(*name) : u"job"_s;
    }

    /// Below `path` in the file; `stable` is the same with rows by id.
    void walk(const QString &path, const QString &stable)
    {
        if (const Json *node = findPath(m_root, path))
            visit(*node, {path, stable, {}});
    }
    void rows();
    void components();
    void environment();

    QMap<QString, QByteArray> replacements; ///< by path in the file
    JobEncryption result;

private:
    /// One place, three ways.
    struct Place {
        QString path;   ///< in the file
        QString stable; ///< the same, rows by id
        QString inside; ///< below the configuration, state or parameters that it is in
    };
    void visit(const Json &node, const Place &place);
    void value(const Json &node, const Place &place, const QString &key);
    SecretId add(const SecretId &wanted, const Place &place, const QString &text);
    bool isSecret(const Json &node, const Place &place, bool isMember) const;

    const Json &m_root;
    const EncryptionContext &m_context;
    QStringList m_names;
    QString m_jobId;
    QString m_jobName;
};

void Encryption::visit(const Json &node, const Place &place)
{
    int index = 0;
    for (auto item = node.begin(); node.is_structured() && item != node.end(); ++item, ++index) {
        const QString key = node.is_object() ? QString::fromStdString(item.key()) : QString::number(index);
        const Place at{joinPath(place.path, key), joinPath(place.stable, key), joinPath(place.inside, key)};
        if (isSecret(*item, at, node.is_object()))
            value(*item, at, key);
        else
            visit(*item, at);
    }
}

bool Encryption::isSecret(const Json &node, const Place &place, bool isMember) const
{
    if (isSecretReference(node))
        return true;
    if (node.is_structured())
        return false;
    return (isMember && splitPath(place.path).last().startsWith(u'#')) || m_context.paths.contains(place.path);
}

void Encryption::value(const Json &node, const Place &place, const QString &key)
{
    const bool known = isSecretReference(node);
    const SecretReference reference{place.inside, key, known ? toQString(node["$secret"]) : QString()};
    const std::optional<QString> given = m_context.given ? m_context.given(reference) : std::nullopt;
    const QString text = known ? QString() : phpText(node);
    const bool isCipher = isPlatformCipher(text) || text == QLatin1String(hiddenMark);
    if (known || isCipher) { // N3: it stays, the value for it is kept beside
        if (given)
            add(SecretId::isId(reference.id) ? SecretId{reference.id} : SecretId(), place, *given);
        else if (isCipher)
            result.unsolved.append(place.path);
        return;
    }
    if (isPlaceholder(text)) // N3
        return;
    const SecretId id = add({}, place, given.value_or(text));
    replacements.insert(place.path, R"({"$secret": ")" + id.value.toLatin1() + R"("})");
}

/// An empty `wanted` is the secret that this key has already, else a new one.
SecretId Encryption::add(const SecretId &wanted, const Place &place, const QString &text)
{
    SecretId id = wanted;
    QString name;
    for (const SecretInfo &secret : m_context.known) {
        const bool isOfKey = !m_jobId.isEmpty() && secret.jobId == m_jobId && secret.keyPath == place.stable;
        if (id.isEmpty() ? isOfKey : secret.id == id) {
            id = secret.id;
            name = secret.name;
        }
    }
    if (name.isEmpty()) {
        name = freeSecretName(m_jobName, place.stable, m_names);
        m_names.append(name);
    }
    if (id.isEmpty())
        id = SecretId::make();
    QByteArray bytes = text.toUtf8();
    result.secrets.push_back({id, name, m_jobId, place.stable, SecretBuffer::copyOf(bytes)});
    result.paths.append(place.path);
    wipe(bytes);
    return id;
}

void Encryption::rows()
{
    const Json *list = findPath(m_root, u"rows"_s);
    for (int i = 0; list && list->is_array() && i < int(list->size()); ++i) {
        const Json *id = findPath((*list)[size_t(i)], u"id"_s);
        const QString row = id && !toQString(*id).isEmpty() ? toQString(*id) : QString::number(i);
        for (const QString &part : {u"configuration"_s, u"state"_s})
            walk(joinPath(joinPath(u"rows"_s, i), part), joinPath(joinPath(u"rows"_s, row), part));
    }
}

void Encryption::components()
{
    QStringList places{u"component"_s};
    if (const Json *others = findPath(m_root, u"components"_s); others && others->is_object()) {
        for (auto other = others->begin(); other != others->end(); ++other)
            places.append(joinPath(u"components"_s, QString::fromStdString(other.key())));
    }
    for (const QString &place : std::as_const(places))
        walk(place + u".data.image_parameters"_s, place + u".data.image_parameters"_s);
}

/// Variables have no mark of their own: the name tells.
void Encryption::environment()
{
    const QString path = u"extra.env"_s;
    const Json *variables = findPath(m_root, path);
    if (!variables || !variables->is_object())
        return;
    for (const auto &[key, node] : variables->items()) {
        const QString name = QString::fromStdString(key);
        const QString at = joinPath(path, name);
        const bool isText = node.is_string() && !toQString(node).isEmpty();
        if (isSecretReference(node) || (isText && (looksSecret(name) || m_context.paths.contains(at))))
            value(node, {at, at, at}, name);
    }
}

Result<Json> readJob(const QByteArray &text)
{
    const QString asked = u"encrypt the secrets of the job"_s;
    JsonRemarks remarks;
    auto root = scanJson(text, asked, &remarks);
    if (!root)
        return root;
    if (!root->is_object())
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is %1, not an object"_s.arg(jsonTypeName(*root))));
    if (!remarks.duplicateKeys.isEmpty()) // which of the two would it be?
        return fail(Error::make(Error::Kind::BadInput, asked, u"it has keys twice: %1"_s.arg(remarks.duplicateKeys.join(u", "_s)),
                                u"Remove one of each."_s));
    return root;
}

} // namespace

QString freeSecretName(const QString &jobName, const QString &keyPath, const QStringList &taken)
{
    constexpr qsizetype longest = 180;
    const QString where = keyPath.startsWith("configuration."_L1) ? keyPath.mid(14) : keyPath;
    const QString name = (jobName + u": "_s + where).simplified().left(longest).trimmed();
    QString free = name;
    for (int i = 2; taken.contains(free); ++i)
        free = u"%1 (%2)"_s.arg(name).arg(i);
    return free;
}

Result<JobEncryption> encryptJob(const QByteArray &text, const EncryptionContext &context)
{
    const auto root = readJob(text);
    if (!root)
        return fail(root.error());
    Encryption encryption(*root, context);
    for (const QString &part : {u"configuration"_s, u"state"_s})
        encryption.walk(part, part);
    encryption.rows();
    encryption.components();
    encryption.environment();
    encryption.result.text = replaceJsonValues(text, encryption.replacements);
    return std::move(encryption.result);
}

Result<QByteArray> askAtStart(const QByteArray &text, const EncryptionContext &context)
{
    const auto encryption = encryptJob(text, context);
    if (!encryption)
        return fail(encryption.error());
    QMap<QString, QByteArray> blanks;
    const auto clear = readJob(text);
    for (const QString &path : encryption->paths) {
        const Json *node = clear ? findPath(*clear, path) : nullptr;
        if (node && !node->is_structured())
            blanks.insert(path, R"({"$secret": ""})");
    }
    return replaceJsonValues(text, blanks);
}

} // namespace longshore
