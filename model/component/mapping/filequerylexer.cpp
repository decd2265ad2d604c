// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/filequerylexer.h"

#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

using Token = QueryToken;

/// Splits a query; a field's name goes with the token behind it.
class Lexer
{
public:
    explicit Lexer(const QString &text)
        : m_text(text)
    {
    }
    Result<QList<Token>> tokens();

private:
    std::optional<QString> upTo(QChar end);
    Result<Token> next();
    Token word();

    const QString &m_text;
    qsizetype m_at = 0;
};

std::optional<QString> Lexer::upTo(QChar end)
{
    QString content;
    for (++m_at; m_at < m_text.size(); ++m_at) {
        if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
            content += m_text[++m_at];
        else if (m_text[m_at] == end)
            return ++m_at, content;
        else
            content += m_text[m_at];
    }
    return std::nullopt;
}

Token Lexer::word()
{
    static const QString ends = u" \t\r\n()[]{}\""_s;
    Token token{Token::Kind::Word, {}, {}};
    while (m_at < m_text.size() && !ends.contains(m_text[m_at])) {
        if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
            ++m_at;
        else if (m_text[m_at] == u':' && token.field.isEmpty()) {
            token.field = std::exchange(token.text, {});
            ++m_at;
            continue;
        }
        token.text += m_text[m_at++];
    }
    if (token.field.isEmpty()) {
        const QString text = token.text;
        token.kind = text == "AND"_L1 || text == "&&"_L1 ? Token::Kind::And
            : text == "OR"_L1 || text == "||"_L1         ? Token::Kind::Or
            : text == "NOT"_L1                           ? Token::Kind::Not
                                                         : Token::Kind::Word;
    }
    return token;
}

Result<Token> Lexer::next()
{
    const QChar c = m_text[m_at];
    if (c == u'(' || c == u')')
        return ++m_at, Token{c == u'(' ? Token::Kind::Open : Token::Kind::Close, {}, {}};
    if (c == u'"' || c == u'[' || c == u'{') {
        const std::optional<QString> content = upTo(c == u'"' ? u'"' : c == u'[' ? u']' : u'}');
        if (!content || c == u'{')
            return fail(refusedQuery(m_text, c == u'{' ? u"a range in braces is not understood"_s : u"a \"%1\" is not closed"_s.arg(c)));
        return Token{c == u'"' ? Token::Kind::Phrase : Token::Kind::Range, *content, {}};
    }
    if (c == u'!' || c == u'-')
        return ++m_at, Token{Token::Kind::Not, {}, {}};
    if (c == u'+')
        return fail(refusedQuery(m_text, u"a + is not understood"_s));
    if (QStringView(m_text).sliced(m_at).startsWith("&&"_L1) || QStringView(m_text).sliced(m_at).startsWith("||"_L1))
        return m_at += 2, Token{c == u'&' ? Token::Kind::And : Token::Kind::Or, {}, {}};
    return word();
}

Result<QList<Token>> Lexer::tokens()
{
    QList<Token> list;
    QString field;
    while (m_at < m_text.size()) {
        if (m_text[m_at].isSpace()) {
            ++m_at;
            continue;
        }
        const qsizetype before = m_at;
        Result<Token> token = next();
        if (!token)
            return fail(token.error());
        if (m_at == before)
            return fail(refusedQuery(m_text, u"\"%1\" is not understood"_s.arg(m_text[m_at])));
        if (token->kind == Token::Kind::Word && token->text.isEmpty() && !token->field.isEmpty()) {
            field = token->field; // what it is for comes next
            continue;
        }
        if (!field.isEmpty())
            token->field = std::exchange(field, {});
        list.append(*token);
    }
    if (!field.isEmpty())
        return fail(refusedQuery(m_text, u"nothing stands behind \"%1:\""_s.arg(field)));
    list.append(Token{});
    return list;
}

} // namespace

Error refusedQuery(const QString &query, const QString &what)
{
    return Error::make(Error::Kind::BadInput, u"understand the file query %1"_s.arg(query.left(100)), what,
                       u"Use tags:, name:, id: and created: with AND, OR, NOT and parentheses, or plain words."_s);
}

Result<QList<QueryToken>> splitFileQuery(const QString &query)
{
    return Lexer(query).tokens();
}

} // namespace longshore
