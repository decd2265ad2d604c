// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/filterterms.h"

#include <QCoreApplication>
#include <algorithm>

namespace longshore
{
namespace
{

struct Unit {
    QStringView name;
    double factor;
};

/// `1.5G` with the units given; nothing for anything else.
template<size_t N>
std::optional<qint64> amountFrom(QStringView text, const Unit (&units)[N])
{
    qsizetype end = 0;
    while (end < text.size() && (text[end].isDigit() || text[end] == u'.'))
        ++end;
    bool ok = false;
    const double number = text.left(end).toString().toDouble(&ok);
    for (const Unit &unit : units) {
        if (ok && text.mid(end).compare(unit.name, Qt::CaseInsensitive) == 0 && number * unit.factor < 9e18)
            return qint64(number * unit.factor);
    }
    return {};
}

} // namespace

FilterTokens filterTokens(const QString &text)
{
    FilterTokens found;
    QString token;
    bool quoted = false;
    bool wasQuoted = false;
    const auto finish = [&] {
        if (!token.isEmpty() && token != u"-") {
            const bool negated = token.startsWith(u'-');
            found.tokens.append({negated ? token.mid(1) : token, negated, wasQuoted});
        }
        token.clear();
        wasQuoted = false;
    };
    for (const QChar c : text) {
        if (c == u'"') {
            quoted = !quoted;
            // Only a quote that opens the term makes it a plain word; label:"a b" stays a label.
            wasQuoted = wasQuoted || token.isEmpty() || token == u"-";
        } else if (c.isSpace() && !quoted) {
            finish();
        } else {
            token += c;
        }
    }
    finish();
    if (quoted)
        found.problems.append(QCoreApplication::translate("longshore::FilterTokens", "A quotation mark is not closed."));
    return found;
}

std::pair<QString, QString> splitKeyed(const QString &token)
{
    const qsizetype colon = token.indexOf(u':');
    return {token.left(qMax<qsizetype>(0, colon)).toLower(), token.mid(colon + 1)};
}

std::optional<qint64> bytesFromText(QStringView text)
{
    static constexpr Unit units[] = {{u"", 1},
                                     {u"B", 1},
                                     {u"k", 1e3},
                                     {u"kB", 1e3},
                                     {u"M", 1e6},
                                     {u"MB", 1e6},
                                     {u"G", 1e9},
                                     {u"GB", 1e9},
                                     {u"T", 1e12},
                                     {u"TB", 1e12},
                                     {u"KiB", 1024.},
                                     {u"MiB", 1048576.},
                                     {u"GiB", 1073741824.},
                                     {u"TiB", 1099511627776.}};
    return amountFrom(text, units);
}

std::optional<qint64> secondsFromText(QStringView text)
{
    static constexpr Unit units[] = {{u"s", 1},      {u"min", 60},      {u"h", 3600},     {u"d", 86400},
                                     {u"w", 604800}, {u"mo", 2592000.}, {u"y", 31536000.}};
    return amountFrom(text, units);
}

LabelTerm LabelTerm::parse(const QString &text)
{
    const qsizetype equals = text.indexOf(u'=');
    if (equals < 0)
        return {text, {}};
    return {text.left(equals), text.mid(equals + 1)};
}

bool matchesWildcard(QStringView pattern, QStringView text)
{
    const qsizetype star = pattern.indexOf(u'*');
    if (star < 0)
        return pattern.compare(text, Qt::CaseInsensitive) == 0;
    if (!text.startsWith(pattern.left(star), Qt::CaseInsensitive))
        return false;
    // Between two stars the first place where a part is found is as good as any; the last part has to be the end.
    const QList<QStringView> parts = pattern.mid(star + 1).split(u'*');
    qsizetype from = star;
    for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
        const qsizetype at = text.indexOf(parts[i], from, Qt::CaseInsensitive);
        if (at < 0)
            return false;
        from = at + parts[i].size();
    }
    return text.size() - from >= parts.back().size() && text.endsWith(parts.back(), Qt::CaseInsensitive);
}

bool LabelTerm::matches(const QMap<QString, QString> &labels) const
{
    const auto holds = [this](const QString &text) {
        return !value || (value->contains(u'*') ? matchesWildcard(*value, text) : *value == text);
    };
    if (!name.contains(u'*')) {
        const auto label = labels.constFind(name);
        return label != labels.constEnd() && holds(*label);
    }
    return std::any_of(labels.keyValueBegin(), labels.keyValueEnd(), [&](const auto &label) {
        return matchesWildcard(name, label.first) && holds(label.second);
    });
}

} // namespace longshore
