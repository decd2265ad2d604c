// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mustache.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

Error broken(const QString &what)
{
    return Error::make(Error::Kind::BadInput, u"fill in the variables of the configuration"_s, what,
                       u"Correct the placeholders of the configuration."_s);
}

/// One tag: `kind` is the character after the opening braces, or 0 for a variable.
struct Tag {
    qsizetype start = 0;
    qsizetype end = 0;
    char kind = 0;
    QByteArray name;
};

class Renderer
{
public:
    Renderer(const QByteArray &text, const QMap<QString, QString> &values)
        : m_text(text)
        , m_values(values)
    {
    }

    Result<MustacheResult> render();

private:
    struct Section {
        QByteArray name;
        bool shown = true;
        QString dot; ///< what `{{.}}` is
    };

    Result<bool> nextTag(Tag *tag);
    Result<void> apply(const Tag &tag);
    Result<void> close(const QByteArray &name);
    Result<void> setDelimiters(const QByteArray &words);
    std::optional<QString> valueOf(const QByteArray &name);
    bool shown() const { return m_sections.isEmpty() || m_sections.last().shown; }
    void put(QByteArrayView text)
    {
        if (shown())
            m_result.text += text;
    }

    const QByteArray &m_text;
    const QMap<QString, QString> &m_values;
    qsizetype m_at = 0;
    QByteArray m_open = "{{";
    QByteArray m_close = "}}";
    QList<Section> m_sections;
    MustacheResult m_result;
};

Result<bool> Renderer::nextTag(Tag *tag)
{
    tag->start = m_text.indexOf(m_open, m_at);
    if (tag->start < 0)
        return false;
    qsizetype from = tag->start + m_open.size();
    const char kind = from < m_text.size() ? m_text[from] : '\0';
    QByteArray closing = m_close;
    tag->kind = 0;
    if (kind == '{' && m_open == "{{") {
        closing = "}}}";
        tag->kind = '&';
        ++from;
    } else if (QByteArrayView("#^/!>&=").contains(kind)) {
        tag->kind = kind;
        ++from;
        if (kind == '=')
            closing = '=' + m_close;
    }
    const qsizetype end = m_text.indexOf(closing, from);
    if (end < 0)
        return fail(broken(u"a placeholder is not closed: %1"_s.arg(QString::fromUtf8(m_text.mid(tag->start, 40)))));
    tag->name = m_text.mid(from, end - from).trimmed();
    tag->end = end + closing.size();
    return true;
}

std::optional<QString> Renderer::valueOf(const QByteArray &name)
{
    if (name == "." && !m_sections.isEmpty())
        return m_sections.last().dot;
    const QString key = QString::fromUtf8(name);
    const auto found = m_values.constFind(key);
    QStringList &list = found == m_values.constEnd() ? m_result.missing : m_result.used;
    if (!list.contains(key))
        list.append(key);
    return found == m_values.constEnd() ? std::nullopt : std::optional(*found);
}

Result<void> Renderer::close(const QByteArray &name)
{
    if (m_sections.isEmpty() || m_sections.last().name != name)
        return fail(broken(u"the section %1 is closed, but was not opened there"_s.arg(QString::fromUtf8(name.left(60)))));
    m_sections.removeLast();
    return {};
}

Result<void> Renderer::setDelimiters(const QByteArray &words)
{
    const QList<QByteArray> pair = words.simplified().split(' ');
    if (pair.size() != 2 || pair[0].isEmpty() || pair[1].isEmpty() || words.contains('='))
        return fail(broken(u"a placeholder sets delimiters that are none"_s));
    m_open = pair[0];
    m_close = pair[1];
    return {};
}

Result<void> Renderer::apply(const Tag &tag)
{
    switch (tag.kind) {
    case '!':
    case '>': return {};
    case '/': return close(tag.name);
    case '=': return setDelimiters(tag.name);
    case '#':
    case '^': {
        if (m_sections.size() >= maximumJsonDepth)
            return fail(broken(u"its sections are nested too deep"_s));
        const std::optional<QString> value = shown() ? valueOf(tag.name) : std::nullopt;
        const bool holds = value && !value->isEmpty() && *value != "0"_L1;
        m_sections.append({tag.name, shown() && holds == (tag.kind == '#'), value.value_or(QString())});
        return {};
    }
    default: break;
    }
    if (!shown())
        return {};
    if (const std::optional<QString> value = valueOf(tag.name))
        put(tag.kind == '&' ? value->toUtf8() : jsonEscaped(*value));
    return {};
}

Result<MustacheResult> Renderer::render()
{
    Tag tag;
    for (;;) {
        const Result<bool> more = nextTag(&tag);
        if (!more)
            return fail(more.error());
        if (!*more)
            break;
        put(QByteArrayView(m_text).sliced(m_at, tag.start - m_at));
        m_at = tag.end;
        if (const Result<void> done = apply(tag); !done)
            return fail(done.error());
        if (m_result.text.size() > 64 * 1024 * 1024)
            return fail(broken(u"its variables make it larger than 64 MiB"_s));
    }
    put(QByteArrayView(m_text).sliced(m_at));
    if (!m_sections.isEmpty())
        return fail(broken(u"the section %1 is not closed"_s.arg(QString::fromUtf8(m_sections.last().name.left(60)))));
    return std::move(m_result);
}

} // namespace

QByteArray jsonEscaped(const QString &value)
{
    const QByteArray quoted = writeJson(fromQString(value), JsonStyle::Compact);
    return quoted.sliced(1, quoted.size() - 2);
}

Result<MustacheResult> renderMustache(const QByteArray &text, const QMap<QString, QString> &values)
{
    return Renderer(text, values).render();
}

} // namespace longshore
