// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/jobsecrets.h"

#include "model/component/ciphers.h"
#include "model/component/phptext.h"
#include "model/component/secretnodes.h"
#include "model/json/json.h"
#include "model/json/jsontext.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

class Encryption
{
public:
    Encryption(const Json &root, const SecretLookup &given, const QStringList &reserved) : m_root(root), m_given(given), m_names(reserved)
    {
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
    void add(const SecretId &id, const Place &place, const QString &text);
    QString freeName(const QString &stable);

    const Json &m_root;
    const SecretLookup &m_given;
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
        if (isSecretReference(*item) || (!item->is_structured() && node.is_object() && key.startsWith(u'#')))
            value(*item, at, key);
        else
            visit(*item, at);
    }
}

void Encryption::value(const Json &node, const Place &place, const QString &key)
{
    const bool known = isSecretReference(node);
    const SecretReference reference{place.inside, key, known ? toQString(node["$secret"]) : QString()};
    const std::optional<QString> given = m_given ? m_given(reference) : std::nullopt;
    const QString text = known ? QString() : phpText(node);
    const bool isCipher = isPlatformCipher(text) || text == QLatin1String(hiddenMark);
    if (known || isCipher) { // N3: it stays, the value for it is kept beside
        if (given)
            add(SecretId::isId(reference.id) ? SecretId{reference.id} : SecretId::make(), place, *given);
        else if (isCipher)
            result.unsolved.append(place.path);
        return;
    }
    if (isPlaceholder(text)) // N3
        return;
    const SecretId id = SecretId::make();
    replacements.insert(place.path, R"({"$secret": ")" + id.value.toLatin1() + R"("})");
    add(id, place, given.value_or(text));
}

void Encryption::add(const SecretId &id, const Place &place, const QString &text)
{
    QByteArray bytes = text.toUtf8();
    result.secrets.push_back({id, freeName(place.stable), m_jobId, place.stable, SecretBuffer::copyOf(bytes)});
    result.paths.append(place.path);
    wipe(bytes);
}

/// "Split comments: parameters.#token"
QString Encryption::freeName(const QString &stable)
{
    constexpr qsizetype longest = 180;
    const QString where = stable.startsWith("configuration."_L1) ? stable.mid(14) : stable;
    const QString name = (m_jobName + u": "_s + where).simplified().left(longest).trimmed();
    QString free = name;
    for (int i = 2; m_names.contains(free); ++i)
        free = u"%1 (%2)"_s.arg(name).arg(i);
    m_names.append(free);
    return free;
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

} // namespace

QString secretKeyPath(const QString &rowId, const QString &pathInConfiguration)
{
    const QString inside = u"configuration."_s + pathInConfiguration;
    return rowId.isEmpty() ? inside : joinPath(u"rows"_s, rowId) + u'.' + inside;
}

Result<JobEncryption> encryptJob(const QByteArray &text, const SecretLookup &given, const QStringList &reserved)
{
    const QString asked = u"encrypt the secrets of the job"_s;
    JsonRemarks remarks;
    const auto root = scanJson(text, asked, &remarks);
    if (!root)
        return fail(root.error());
    if (!root->is_object())
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is %1, not an object"_s.arg(jsonTypeName(*root))));
    if (!remarks.duplicateKeys.isEmpty()) // which of the two would it be?
        return fail(Error::make(Error::Kind::BadInput, asked, u"it has keys twice: %1"_s.arg(remarks.duplicateKeys.join(u", "_s)),
                                u"Remove one of each."_s));
    Encryption encryption(*root, given, reserved);
    for (const QString &part : {u"configuration"_s, u"state"_s})
        encryption.walk(part, part);
    encryption.rows();
    encryption.components();
    encryption.result.text = replaceJsonValues(text, encryption.replacements);
    return std::move(encryption.result);
}

} // namespace longshore
