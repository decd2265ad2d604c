// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/json.h"

#include "model/json/jsontext.h"

#include <nlohmann/json.hpp>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// The members as the vector they are: the ordered map itself can only be searched.
Json::object_t::Container &membersOf(Json &object)
{
    return object.get_ref<Json::object_t &>();
}

/// Builds the document while it is read: what nlohmann's own builder drops (duplicate keys, spelling of numbers) is
/// only visible here.
class Builder final : public nlohmann::json_sax<Json>
{
public:
    Json root;
    QStringList duplicates;
    std::size_t errorPosition = 0;
    QString error;

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    // nlohmann reads "0" as unsigned, so a signed zero was "-0".
    bool number_integer(Json::number_integer_t value) override
    {
        return add(value == 0 ? numberFromText("-0") : Json(value));
    }
    bool number_unsigned(Json::number_unsigned_t value) override { return add(value); }
    bool number_float(Json::number_float_t value, const std::string &text) override
    {
        Json node = value;
        return add(node.dump() == text ? std::move(node) : numberFromText(QByteArray::fromStdString(text)));
    }
    bool string(std::string &value) override { return add(std::move(value)); }
    bool binary(Json::binary_t &) override { return false; }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(std::string &name) override;
    bool parse_error(std::size_t position, const std::string &token, const nlohmann::detail::exception &cause) override;

private:
    struct Level {
        Json *node;
        std::unordered_map<std::string, std::size_t> keys; ///< key -> index, since the ordered map searches linearly
        std::size_t current = 0;
    };

    bool add(Json value) { return place(std::move(value)) != nullptr; }
    Json *place(Json value);
    bool open(Json container);
    bool close()
    {
        m_levels.pop_back();
        return true;
    }
    QString here(const std::string &name) const;

    std::vector<Level> m_levels;
};

Json *Builder::place(Json value)
{
    if (m_levels.empty()) {
        root = std::move(value);
        return &root;
    }
    Level &level = m_levels.back();
    if (level.node->is_array()) {
        level.node->push_back(std::move(value));
        return &level.node->back();
    }
    Json &slot = membersOf(*level.node).at(level.current).second;
    slot = std::move(value);
    return &slot;
}

bool Builder::open(Json container)
{
    if (m_levels.size() >= maximumJsonDepth) {
        error = u"it is nested deeper than %1 levels"_s.arg(maximumJsonDepth);
        return false;
    }
    m_levels.push_back({place(std::move(container)), {}, 0});
    return true;
}

bool Builder::key(std::string &name)
{
    Level &level = m_levels.back();
    Json::object_t::Container &members = membersOf(*level.node);
    const auto [position, fresh] = level.keys.try_emplace(name, members.size());
    if (fresh)
        members.emplace_back(name, nullptr);
    else
        duplicates.append(here(name));
    level.current = position->second;
    return true;
}

QString Builder::here(const std::string &name) const
{
    QString path;
    for (std::size_t i = 0; i + 1 < m_levels.size(); ++i) {
        const Level &level = m_levels[i];
        if (level.node->is_array())
            path = joinPath(path, int(level.node->size()) - 1);
        else
            path = joinPath(path, QString::fromStdString(membersOf(*level.node).at(level.current).first));
    }
    return joinPath(path, QString::fromStdString(name));
}

/// nlohmann's reason without its frame, and without "last read", which quotes the document (it may be a secret).
QString plainReason(const std::string &what)
{
    QString reason = QString::fromStdString(what);
    const qsizetype start = reason.indexOf(u" - "_s);
    if (start >= 0)
        reason = reason.mid(start + 3);
    reason = reason.section(u"; last read"_s, 0, 0);
    reason.replace(u"unexpected end of input"_s, u"it ends too early"_s);
    return reason.simplified();
}

bool Builder::parse_error(std::size_t position, const std::string &token, const nlohmann::detail::exception &cause)
{
    errorPosition = position;
    if (cause.id == 406)
        error = u"the number %1 is out of range"_s.arg(QString::fromStdString(token).left(40));
    else
        error = plainReason(cause.what());
    return false;
}

/// The mistakes people make, in their words; empty when it is another one. `at` is the offset of the offending byte.
QString commonMistake(const QByteArray &text, qsizetype at)
{
    if (at < 0 || at >= text.size())
        return {};
    const char found = text.at(at);
    if (found == '/')
        return u"comments are not allowed in JSON"_s;
    if (found == '\'')
        return u"JSON takes double quotes, not single ones"_s;
    if (found == 'N' || found == 'I')
        return u"NaN and Infinity are no JSON numbers"_s;
    if (found == '}' || found == ']') {
        qsizetype before = at - 1;
        while (before >= 0 && QByteArrayView(" \t\r\n").contains(text.at(before)))
            --before;
        if (before >= 0 && text.at(before) == ',')
            return u"there is a comma before the closing bracket"_s;
    }
    return {};
}

QString lineAndColumn(const QByteArray &text, qsizetype offset)
{
    const TextPlace place = placeAt(text, offset);
    return u"line %1, column %2"_s.arg(place.line).arg(place.column);
}

/// What makes the bytes no UTF-8 text at all; empty when nothing does.
QString wrongEncoding(const QByteArray &text)
{
    if (text.startsWith("\xEF\xBB\xBF"))
        return u"it starts with a byte order mark (BOM)"_s;
    if (text.startsWith("\xFF\xFE") || text.startsWith("\xFE\xFF"))
        return u"it is UTF-16, not UTF-8"_s;
    if (const qsizetype nul = text.indexOf('\0'); nul >= 0)
        return u"there is a NUL byte at %1 (UTF-16 or a binary file?)"_s.arg(lineAndColumn(text, nul));
    if (text.trimmed().isEmpty())
        return u"it is empty"_s;
    return {};
}

/// Of the character that cannot be there; of a text that ends too early the last one.
qsizetype errorOffset(const QByteArray &text, const Builder &builder)
{
    return qMin(qsizetype(builder.errorPosition), text.size()) - 1;
}

} // namespace

std::optional<TextPlace> jsonErrorPlace(const QByteArray &text)
{
    Builder builder;
    if (!wrongEncoding(text).isEmpty() || Json::sax_parse(text.begin(), text.end(), &builder) || builder.errorPosition == 0)
        return std::nullopt;
    return placeAt(text, errorOffset(text, builder));
}

Result<Json> scanJson(const QByteArray &text, const QString &asked, JsonRemarks *remarks)
{
    const auto refuse = [&asked](const QString &happened) {
        return fail(Error::make(Error::Kind::BadInput, asked, happened, u"Correct it and try again."_s));
    };
    if (const QString wrong = wrongEncoding(text); !wrong.isEmpty())
        return fail(Error::make(Error::Kind::BadInput, asked, wrong, u"Save it as UTF-8 JSON and try again."_s));
    Builder builder;
    if (!Json::sax_parse(text.begin(), text.end(), &builder)) {
        if (builder.errorPosition == 0)
            return refuse(builder.error);
        const qsizetype at = errorOffset(text, builder);
        const QString mistake = commonMistake(text, at);
        return refuse(lineAndColumn(text, at) + u": "_s + (mistake.isEmpty() ? builder.error : mistake));
    }
    if (remarks)
        remarks->duplicateKeys = builder.duplicates;
    return std::move(builder.root);
}

} // namespace longshore
