// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/json.h"
#include "model/json/yaml.h"

#include <QRegularExpression>
#include <QStringDecoder>
#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int maximumNodes = 1'000'000;              // aliases repeat what they name
constexpr qint64 maximumText = 64LL * 1024 * 1024;   // likewise
constexpr qsizetype maximumDocument = 16 * 1024 * 1024;

/// What ends a conversion early; never leaves this file.
struct Refusal {
    YAML::Mark mark;
    QString what;
};

Json fromNumber(const QString &text)
{
    static const QRegularExpression number(u"^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$"_s);
    static const QRegularExpression bare(u"^([+-]?)(\\.[0-9]+.*|[0-9].*)$"_s);
    static const QRegularExpression based(u"^([+-]?)0([xo])([0-9A-Fa-f]{1,15})$"_s);
    if (const auto match = based.match(text); match.hasMatch()) {
        bool ok = false;
        const qint64 value = match.captured(3).toLongLong(&ok, match.captured(2) == "x"_L1 ? 16 : 8);
        return ok ? Json(match.captured(1) == "-"_L1 ? -value : value) : Json();
    }
    const auto match = bare.match(text);
    if (!match.hasMatch())
        return {};
    QString spelled = match.captured(2);
    if (spelled.startsWith(u'.'))
        spelled.prepend(u'0');
    if (match.captured(1) == "-"_L1)
        spelled.prepend(u'-');
    if (!number.match(spelled).hasMatch())
        return {};
    const Result<Json> json = scanJson(spelled.toUtf8(), u"read a number"_s);
    return json ? *json : Json();
}

/// A scalar without quotes, by the core schema; a number with a leading zero (`007`) is text, as in an identifier.
Json plainScalar(const std::string &raw)
{
    const QString text = QString::fromStdString(raw);
    const QString lower = text.toLower();
    if (text.isEmpty() || text == "~"_L1 || lower == "null"_L1)
        return nullptr;
    if (lower == "true"_L1 || lower == "false"_L1)
        return lower == "true"_L1;
    Json number = fromNumber(text);
    return number.is_null() ? Json(raw) : number;
}

class Converter
{
public:
    Json convert(const YAML::Node &node, int level);

private:
    Json scalar(const YAML::Node &node);
    Json map(const YAML::Node &node, int level);
    void merge(const YAML::Node &source, Json *into, int level);

    int m_nodes = 0;
    qint64 m_text = 0;
};

Json Converter::convert(const YAML::Node &node, int level)
{
    if (level > maximumJsonDepth)
        throw Refusal{node.Mark(), u"it is nested deeper than %1 levels"_s.arg(maximumJsonDepth)};
    if (++m_nodes > maximumNodes)
        throw Refusal{node.Mark(), u"its aliases make it too large"_s};
    if (node.IsScalar())
        return scalar(node);
    if (node.IsMap())
        return map(node, level);
    if (!node.IsSequence())
        return nullptr;
    Json list = Json::array();
    for (const YAML::Node &item : node)
        list.push_back(convert(item, level + 1));
    return list;
}

Json Converter::scalar(const YAML::Node &node)
{
    const std::string &tag = node.Tag();
    m_text += qint64(node.Scalar().size());
    if (m_text > maximumText)
        throw Refusal{node.Mark(), u"its aliases make it too large"_s};
    const bool quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
    return quoted ? Json(node.Scalar()) : plainScalar(node.Scalar());
}

void Converter::merge(const YAML::Node &source, Json *into, int level)
{
    if (source.IsSequence()) {
        for (const YAML::Node &one : source)
            merge(one, into, level);
        return;
    }
    if (!source.IsMap())
        throw Refusal{source.Mark(), u"a merge key (<<) must name a map"_s};
    const Json merged = map(source, level);
    for (const auto &[key, value] : merged.items()) {
        if (!into->contains(key))
            (*into)[key] = value;
    }
}

Json Converter::map(const YAML::Node &node, int level)
{
    if (level > maximumJsonDepth)
        throw Refusal{node.Mark(), u"it is nested deeper than %1 levels"_s.arg(maximumJsonDepth)};
    Json object = Json::object();
    QList<YAML::Node> merges;
    for (const auto &member : node) {
        if (!member.first.IsScalar() && !member.first.IsNull())
            throw Refusal{member.first.Mark(), u"a key must be a single word or number"_s};
        const std::string key = member.first.IsNull() ? std::string() : member.first.Scalar();
        m_text += qint64(key.size());
        if (key == "<<" && member.first.Tag() != "!") {
            merges.append(member.second);
            continue;
        }
        if (object.contains(key))
            throw Refusal{member.first.Mark(), u"the key \"%1\" is given twice"_s.arg(QString::fromStdString(key).left(60))};
        object[key] = convert(member.second, level + 1);
    }
    for (const YAML::Node &source : std::as_const(merges))
        merge(source, &object, level + 1);
    return object;
}

Error refused(const QString &asked, const YAML::Mark &mark, const QString &what)
{
    const QString where = mark.is_null() ? QString() : u"line %1, column %2: "_s.arg(mark.line + 1).arg(mark.column + 1);
    return Error::make(Error::Kind::BadInput, asked, where + what, u"Correct the YAML."_s);
}

} // namespace

Result<Json> readYaml(const QByteArray &text, const QString &asked)
{
    if (text.size() > maximumDocument)
        return fail(Error::make(Error::Kind::TooLarge, asked, u"it is larger than 16 MiB"_s));
    QStringDecoder decoder(QStringDecoder::Utf8);
    if (const QString decoded = decoder(text); decoder.hasError() || decoded.contains(QChar(0)))
        return fail(refused(asked, YAML::Mark::null_mark(), u"it is not UTF-8 text"_s));
    try {
        const std::vector<YAML::Node> documents = YAML::LoadAll(text.toStdString());
        if (documents.size() > 1)
            return fail(refused(asked, documents[1].Mark(), u"a second document starts here"_s));
        return documents.empty() ? Json() : Converter().convert(documents.front(), 0);
    } catch (const Refusal &refusal) {
        return fail(refused(asked, refusal.mark, refusal.what));
    } catch (const YAML::Exception &exception) {
        return fail(refused(asked, exception.mark, QString::fromStdString(exception.msg)));
    }
}

} // namespace longshore
