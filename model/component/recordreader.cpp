// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/recordreader.h"

#include "model/json/json.h"

#include <limits>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

RecordReader::RecordReader(const Json *object, QString path, Problems *problems)
    : m_object(object && object->is_object() ? object : nullptr)
    , m_path(std::move(path))
    , m_problems(problems)
{
}

const Json *RecordReader::node(const QString &key) const
{
    if (!m_object)
        return nullptr;
    const auto found = m_object->find(key.toStdString());
    return found == m_object->end() || found->is_null() ? nullptr : &*found;
}

bool RecordReader::has(const QString &key) const
{
    return node(key);
}

QString RecordReader::path(const QString &key) const
{
    return joinPath(m_path, key);
}

void RecordReader::complain(const QString &key, const QString &message) const
{
    m_problems->append({path(key), message, Problem::Severity::Error});
}

RecordReader RecordReader::child(const QString &key) const
{
    const Json *found = node(key);
    if (found && !found->is_object() && !(found->is_array() && found->empty()))
        complain(key, u"must be an object, but is %1"_s.arg(jsonTypeName(*found)));
    return {found, path(key), m_problems};
}

QString RecordReader::string(const QString &key, const QString &fallback) const
{
    const Json *found = node(key);
    if (!found)
        return fallback;
    if (found->is_string())
        return toQString(*found);
    if (isNumber(*found))
        return QString::fromUtf8(numberText(*found));
    complain(key, u"must be a string, but is %1"_s.arg(jsonTypeName(*found)));
    return fallback;
}

QString RecordReader::oneOf(const QString &key, const QStringList &allowed, const QString &fallback) const
{
    const QString value = string(key, fallback);
    if (allowed.contains(value))
        return value;
    complain(key, u"must be one of %1, but is \"%2\""_s.arg(allowed.join(u", "_s), value.left(60)));
    return fallback;
}

QString RecordReader::required(const QString &key) const
{
    const QString value = string(key);
    if (!has(key) || (value.isEmpty() && node(key)->is_string()))
        complain(key, u"must be given"_s);
    return value;
}

bool RecordReader::boolean(const QString &key, bool fallback) const
{
    const Json *found = node(key);
    if (!found)
        return fallback;
    if (found->is_boolean())
        return found->get<bool>();
    complain(key, u"must be true or false, but is %1"_s.arg(jsonTypeName(*found)));
    return fallback;
}

int RecordReader::wholeNumber(const QString &key, int minimum, int fallback) const
{
    const Json *found = node(key);
    if (!found)
        return fallback;
    const bool fits = isWholeNumber(*found) && numberValue(*found) <= std::numeric_limits<int>::max();
    if (fits && numberValue(*found) >= minimum)
        return int(numberValue(*found));
    complain(key, u"must be a whole number of at least %1"_s.arg(minimum));
    return fallback;
}

QStringList RecordReader::strings(const QString &key) const
{
    const Json *found = node(key);
    if (!found)
        return {};
    if (!found->is_array()) {
        complain(key, u"must be a list, but is %1"_s.arg(jsonTypeName(*found)));
        return {};
    }
    QStringList values;
    for (std::size_t i = 0; i < found->size(); ++i) {
        const Json &item = (*found)[i];
        if (item.is_string())
            values.append(toQString(item));
        else
            m_problems->append({joinPath(path(key), int(i)), u"must be a string"_s, Problem::Severity::Error});
    }
    return values;
}

QByteArray RecordReader::jsonText(const QString &key) const
{
    const Json *found = node(key);
    return !found || (found->is_structured() && found->empty()) ? QByteArray() : writeJson(*found, JsonStyle::Compact);
}

} // namespace longshore
