// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/storagearguments.h"

#include <QCommandLineParser>
#include <QDir>
#include <QSet>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

using Action = StorageArguments::Action;

tl::unexpected<Error> usageError(const QString &happened)
{
    return fail(Error::make(Error::Kind::BadInput, u"longshore storage"_s, happened, u"longshore storage --help lists what there is."_s));
}

struct Form {
    const char *word;
    Action action;
    QStringList words; ///< names of the arguments, those in [] may be missing
    QSet<QString> options;
};

const QList<Form> &forms()
{
    static const QList<Form> list{
        {"ls", Action::List, {u"[BUCKET|TABLE|files]"_s}, {u"tag"_s, u"limit"_s}},
        {"import", Action::Import, {u"FILE"_s, u"TABLE"_s},
         {u"key"_s, u"no-key"_s, u"incremental"_s, u"columns"_s, u"skip-header"_s, u"delimiter"_s, u"enclosure"_s}},
        {"import", Action::Import, {u"FILE"_s}, {u"file"_s, u"name"_s, u"tag"_s, u"permanent"_s}},
        {"export", Action::Export, {u"TABLE"_s, u"[FILE|-]"_s}, {u"columns"_s, u"where"_s, u"changed-since"_s, u"limit"_s}},
        {"export", Action::Export, {u"ID"_s, u"[FILE|-]"_s}, {u"file"_s}},
        {"drop", Action::Drop, {u"TABLE|BUCKET"_s}, {u"force"_s}},
        {"drop", Action::Drop, {u"ID"_s}, {u"file"_s}},
    };
    return list;
}

QString usageOf(const Form &form)
{
    QString line = u"storage "_s + QLatin1String(form.word) + (form.options.contains(u"file"_s) ? u" --file "_s : u" "_s) + form.words.join(u' ');
    QStringList options(form.options.begin(), form.options.end());
    options.removeAll(u"file"_s);
    options.sort();
    for (const QString &option : std::as_const(options))
        line += u" [--%1]"_s.arg(option);
    return line;
}

/// Of an option that may be repeated, and whose values may be lists.
QStringList namesOf(const QCommandLineParser &parser, const QString &option)
{
    QStringList names;
    for (const QString &value : parser.values(option))
        for (const QString &name : value.split(u',', Qt::SkipEmptyParts))
            names.append(name.trimmed());
    return names;
}

Result<char> readCharacter(const QCommandLineParser &parser, const QString &option, char otherwise)
{
    if (!parser.isSet(option))
        return otherwise;
    const QString text = parser.value(option);
    if (text == "tab"_L1 || text == "\\t"_L1)
        return '\t';
    if (text.isEmpty() && option == "enclosure"_L1)
        return '\0';
    const QByteArray bytes = text.toUtf8();
    if (bytes.size() != 1)
        return usageError(u"--%1 is one character, or 'tab', not '%2'"_s.arg(option, text));
    return bytes[0];
}

Result<void> readWhere(const QStringList &conditions, StorageArguments *arguments)
{
    for (const QString &condition : conditions) {
        const qsizetype at = condition.indexOf(u'=');
        const bool negated = at > 0 && condition[at - 1] == u'!';
        const QString column = condition.left(negated ? at - 1 : at);
        if (at < 1 || column.isEmpty())
            return usageError(u"--where is COLUMN=VALUE or COLUMN!=VALUE, not '%1'"_s.arg(condition));
        if (!arguments->whereColumn.isEmpty() && (column != arguments->whereColumn || negated != arguments->whereNot))
            return usageError(u"--where can be repeated for other values of the same column only"_s);
        arguments->whereColumn = column;
        arguments->whereNot = negated;
        arguments->whereValues.append(condition.mid(at + 1));
    }
    return {};
}

Result<void> readOptions(const QCommandLineParser &parser, StorageArguments *arguments)
{
    arguments->file = parser.isSet(u"file"_s);
    arguments->incremental = parser.isSet(u"incremental"_s);
    arguments->skipHeader = parser.isSet(u"skip-header"_s);
    arguments->force = parser.isSet(u"force"_s);
    arguments->permanent = parser.isSet(u"permanent"_s);
    arguments->noKey = parser.isSet(u"no-key"_s);
    arguments->key = namesOf(parser, u"key"_s);
    arguments->columns = namesOf(parser, u"columns"_s);
    arguments->tags = parser.values(u"tag"_s);
    arguments->name = parser.value(u"name"_s);
    if (arguments->noKey && !arguments->key.isEmpty())
        return usageError(u"--key and --no-key exclude each other"_s);
    if (arguments->skipHeader && arguments->columns.isEmpty())
        return usageError(u"--skip-header needs --columns"_s);
    const Result<char> delimiter = readCharacter(parser, u"delimiter"_s, ',');
    const Result<char> enclosure = readCharacter(parser, u"enclosure"_s, '"');
    if (!delimiter || !enclosure)
        return fail(delimiter ? enclosure.error() : delimiter.error());
    arguments->delimiter = *delimiter;
    arguments->enclosure = *enclosure;
    if (parser.isSet(u"limit"_s)) {
        bool good = false;
        arguments->limit = parser.value(u"limit"_s).toLongLong(&good);
        if (!good || *arguments->limit < 0)
            return usageError(u"--limit is a number of rows, not '%1'"_s.arg(parser.value(u"limit"_s)));
    }
    if (parser.isSet(u"changed-since"_s)) {
        arguments->changedSince = QDateTime::fromString(parser.value(u"changed-since"_s), Qt::ISODateWithMs);
        if (!arguments->changedSince.isValid())
            return usageError(u"--changed-since is a time such as 2026-01-31T12:00:00Z, not '%1'"_s.arg(parser.value(u"changed-since"_s)));
    }
    return readWhere(parser.values(u"where"_s), arguments);
}

Result<void> readWords(const Form &form, const QStringList &words, StorageArguments *arguments)
{
    const qsizetype needed = std::count_if(form.words.begin(), form.words.end(), [](const QString &word) { return !word.startsWith(u'['); });
    if (words.size() < needed)
        return usageError(u"'storage %1' needs %2: %3"_s.arg(QLatin1String(form.word), form.words[words.size()], usageOf(form)));
    if (words.size() > form.words.size())
        return usageError(u"'%1' is one argument too many"_s.arg(words[form.words.size()]));
    arguments->what = words.value(0);
    arguments->to = words.value(1);
    if (form.action == Action::Import)
        arguments->what = QDir().absoluteFilePath(arguments->what);
    if (form.action == Action::Export && arguments->to == "-"_L1)
        arguments->to.clear(); // stdout
    if (form.action == Action::Export && !arguments->to.isEmpty())
        arguments->to = QDir().absoluteFilePath(arguments->to);
    return {};
}

} // namespace

QList<QCommandLineOption> storageOptions()
{
    return {{u"file"_s, u"A file of Storage, not a table."_s},
            {u"key"_s, u"import: columns of the primary key, with commas between; that of the table unless given."_s, u"COLUMNS"_s},
            {u"no-key"_s, u"import: the table has no primary key any more."_s},
            {u"incremental"_s, u"import: add to the table, by its key if it has one; else its rows are replaced."_s},
            {u"columns"_s, u"import: the names, for a CSV without a header; export: only these."_s, u"COLUMNS"_s},
            {u"skip-header"_s, u"import: leave the first line out although --columns are given."_s},
            {u"delimiter"_s, u"import: what is between the fields, a comma unless given; 'tab' for tabs."_s, u"CHARACTER"_s},
            {u"enclosure"_s, u"import: what fields are enclosed in, \" unless given; '' for nothing."_s, u"CHARACTER"_s},
            {u"where"_s, u"export: only rows with COLUMN=VALUE, or COLUMN!=VALUE; may be repeated for other values."_s, u"CONDITION"_s},
            {u"changed-since"_s, u"export: only rows changed at this time or later."_s, u"TIME"_s},
            {u"limit"_s, u"export, ls files: at most so many."_s, u"N"_s},
            {u"name"_s, u"import --file: its name in Storage."_s, u"NAME"_s},
            {u"tag"_s, u"import --file, ls files: a tag; may be repeated."_s, u"TAG"_s},
            {u"permanent"_s, u"import --file: keep it; else it expires after 15 days."_s},
            {u"force"_s, u"drop BUCKET: with all its tables."_s}};
}

QString storageUsage()
{
    QString text = u"\nUsage:\n"_s;
    for (const Form &form : forms())
        text += u"  longshore "_s + usageOf(form) + u'\n';
    return text;
}

Result<StorageArguments> readStorageArguments(const QCommandLineParser &parser, const QStringList &words)
{
    const QString word = words.value(0);
    const bool file = parser.isSet(u"file"_s);
    const Form *form = nullptr;
    for (const Form &each : forms())
        if (word == QLatin1String(each.word) && (!form || each.options.contains(u"file"_s) == file))
            form = &each;
    if (!form)
        return usageError(word.isEmpty() ? u"'storage' needs one of ls, import, export, drop"_s
                                         : u"'%1' is none of ls, import, export, drop"_s.arg(word));
    for (const QCommandLineOption &option : storageOptions()) {
        const QString name = option.names().constFirst();
        if (parser.isSet(name) && !form->options.contains(name))
            return usageError(u"--%1 does not go with: %2"_s.arg(name, usageOf(*form)));
    }
    StorageArguments arguments;
    arguments.action = form->action;
    if (const Result<void> good = readOptions(parser, &arguments); !good)
        return fail(good.error());
    if (const Result<void> good = readWords(*form, words.mid(1), &arguments); !good)
        return fail(good.error());
    return arguments;
}

} // namespace longshore
