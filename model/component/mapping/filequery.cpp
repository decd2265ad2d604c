// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/filequery.h"

#include "model/component/mapping/filequerylexer.h"
#include "model/component/phpdate.h"

#include <QRegularExpression>
#include <optional>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

using Predicate = FileQuery::Predicate;

constexpr int maximumDepth = 50;
constexpr qsizetype maximumQuery = 8 * 1024;

using Token = QueryToken;

/// Whole text against a word with `*` and `?`.
bool wildcardMatches(const QString &pattern, const QString &text)
{
    if (!pattern.contains(u'*') && !pattern.contains(u'?'))
        return text.compare(pattern, Qt::CaseInsensitive) == 0;
    const QString anything = QRegularExpression::escape(pattern).replace("\\*"_L1, ".*"_L1).replace("\\?"_L1, "."_L1);
    const QRegularExpression expression(u"\\A(?:"_s + anything + u")\\z"_s,
                                        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return expression.match(text).hasMatch();
}

bool hasTag(const StorageFile &file, const QString &text, bool isPhrase)
{
    for (const QString &tag : file.tags) {
        if (isPhrase ? tag == text : wildcardMatches(text, tag))
            return true;
    }
    return false;
}

bool isNamed(const StorageFile &file, const QString &text, bool isPhrase)
{
    const bool wild = !isPhrase && (text.contains(u'*') || text.contains(u'?'));
    return wild ? wildcardMatches(text, file.name) : file.name.contains(text, Qt::CaseInsensitive);
}

std::optional<QDateTime> timeOf(const QString &text)
{
    return phpDateTime(text, QDateTime::currentDateTimeUtc());
}

/// Recursive descent: or := and (OR? and)*, and := not (AND not)*, not := NOT* primary.
class Parser
{
public:
    Parser(const QString &query, const QList<Token> &tokens)
        : m_query(query)
        , m_tokens(tokens)
    {
    }
    Result<Predicate> parse();

private:
    const Token &here() const { return m_tokens[m_at]; }
    Error bad(const QString &what) const { return refusedQuery(m_query, what); }
    Result<Predicate> anyOf(const QString &field, int depth);
    Result<Predicate> allOf(const QString &field, int depth);
    Result<Predicate> negation(const QString &field, int depth);
    Result<Predicate> primary(const QString &field, int depth);
    Result<Predicate> term(const Token &token, const QString &field) const;
    Result<Predicate> range(const QString &content, const QString &field) const;

    const QString &m_query;
    const QList<Token> &m_tokens;
    qsizetype m_at = 0;
};

Result<Predicate> Parser::parse()
{
    if (here().kind == Token::Kind::End)
        return Predicate([](const StorageFile &) { return true; });
    Result<Predicate> whole = anyOf({}, 0);
    if (whole && here().kind != Token::Kind::End)
        return fail(bad(u"a parenthesis closes what was not opened"_s));
    return whole;
}

Result<Predicate> Parser::anyOf(const QString &field, int depth)
{
    if (depth > maximumDepth)
        return fail(bad(u"it is nested too deep"_s));
    Result<Predicate> left = allOf(field, depth);
    while (left && here().kind != Token::Kind::End && here().kind != Token::Kind::Close) {
        bool both = false;
        if (here().kind == Token::Kind::Or)
            ++m_at;
        else
            both = here().kind == Token::Kind::Not; // `a -b`: a, but not b
        Result<Predicate> right = allOf(field, depth);
        if (!right)
            return right;
        left = Predicate([a = std::move(*left), b = std::move(*right), both](const StorageFile &file) { return both ? a(file) && b(file) : a(file) || b(file); });
    }
    return left;
}

Result<Predicate> Parser::allOf(const QString &field, int depth)
{
    Result<Predicate> left = negation(field, depth);
    while (left && here().kind == Token::Kind::And) {
        ++m_at;
        Result<Predicate> right = negation(field, depth);
        if (!right)
            return right;
        left = Predicate([a = std::move(*left), b = std::move(*right)](const StorageFile &file) { return a(file) && b(file); });
    }
    return left;
}

Result<Predicate> Parser::negation(const QString &field, int depth)
{
    bool negated = false;
    for (; here().kind == Token::Kind::Not; ++m_at)
        negated = !negated;
    Result<Predicate> inner = primary(field, depth);
    if (inner && negated)
        return Predicate([a = std::move(*inner)](const StorageFile &file) { return !a(file); });
    return inner;
}

Result<Predicate> Parser::primary(const QString &field, int depth)
{
    const Token token = here();
    const QString about = token.field.isEmpty() ? field : token.field;
    if (token.kind == Token::Kind::Open) {
        ++m_at;
        Result<Predicate> inner = anyOf(about, depth + 1);
        if (inner && here().kind != Token::Kind::Close)
            return fail(bad(u"a parenthesis is not closed"_s));
        ++m_at;
        return inner;
    }
    if (token.kind != Token::Kind::Word && token.kind != Token::Kind::Phrase && token.kind != Token::Kind::Range)
        return fail(bad(u"a word is missing"_s));
    ++m_at;
    return token.kind == Token::Kind::Range ? range(token.text, about) : term(token, about);
}

Result<Predicate> Parser::term(const Token &token, const QString &field) const
{
    const QString text = token.text;
    const bool phrase = token.kind == Token::Kind::Phrase;
    if (field.isEmpty())
        return Predicate([=](const StorageFile &file) { return isNamed(file, text, phrase) || hasTag(file, text, phrase); });
    if (field == "tags"_L1)
        return Predicate([=](const StorageFile &file) { return hasTag(file, text, phrase); });
    if (field == "name"_L1)
        return Predicate([=](const StorageFile &file) { return isNamed(file, text, phrase); });
    bool number = false;
    if (field == "id"_L1) {
        const qint64 id = text.toLongLong(&number);
        if (number)
            return Predicate([=](const StorageFile &file) { return file.id == id; });
        return fail(bad(u"\"%1\" is no id"_s.arg(text.left(40))));
    }
    static const QRegularExpression comparison(u"^(>=|>|<=|<)(.+)$"_s);
    if (const auto match = comparison.match(text); field == "created"_L1 && match.hasMatch()) {
        if (const std::optional<QDateTime> at = timeOf(match.captured(2))) {
            const bool later = match.captured(1).startsWith(u'>');
            return Predicate([=](const StorageFile &file) { return later ? file.created >= *at : file.created <= *at; });
        }
    }
    return fail(bad(u"\"%1:%2\" is not understood"_s.arg(field.left(40), text.left(40))));
}

Result<Predicate> Parser::range(const QString &content, const QString &field) const
{
    static const QRegularExpression shape(u"^\\s*\"?(.+?)\"?\\s+TO\\s+\"?(.+?)\"?\\s*$"_s);
    const QRegularExpressionMatch match = shape.match(content);
    if (!match.hasMatch() || (field != "created"_L1 && field != "id"_L1))
        return fail(bad(u"the range [%1] is not understood"_s.arg(content.left(60))));
    const QString low = match.captured(1);
    const QString high = match.captured(2);
    if (field == "id"_L1) {
        bool lowOk = low == "*"_L1, highOk = high == "*"_L1;
        const qint64 from = lowOk ? std::numeric_limits<qint64>::min() : low.toLongLong(&lowOk);
        const qint64 to = highOk ? std::numeric_limits<qint64>::max() : high.toLongLong(&highOk);
        if (lowOk && highOk)
            return Predicate([=](const StorageFile &file) { return file.id >= from && file.id <= to; });
    } else {
        const std::optional<QDateTime> from = low == "*"_L1 ? QDateTime() : timeOf(low);
        const std::optional<QDateTime> to = high == "*"_L1 ? QDateTime() : timeOf(high);
        if (from && to) {
            return Predicate([=](const StorageFile &file) {
                return (!from->isValid() || file.created >= *from) && (!to->isValid() || file.created <= *to);
            });
        }
    }
    return fail(bad(u"the range [%1] is not understood"_s.arg(content.left(60))));
}

} // namespace

Result<FileQuery> FileQuery::parse(const QString &text)
{
    if (text.size() > maximumQuery)
        return fail(refusedQuery(text, u"it is too long"_s));
    const Result<QList<Token>> tokens = splitFileQuery(text);
    if (!tokens)
        return fail(tokens.error());
    Result<Predicate> predicate = Parser(text, *tokens).parse();
    if (!predicate)
        return fail(predicate.error());
    return FileQuery(std::move(*predicate));
}

} // namespace longshore
