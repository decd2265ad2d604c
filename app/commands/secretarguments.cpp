// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/secretarguments.h"

#include "app/commands/subcommand.h"

#include <QCommandLineParser>
#include <QDir>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

const QString command = u"secret"_s;

using Action = SecretArguments::Action;

struct Form {
    QString word;
    Action action;
    QStringList words; ///< names of the arguments, those in [] may be missing
    QString option;    ///< that goes with it; empty = none
    QString help;
};

const QList<Form> &forms()
{
    static const QList<Form> list{
        {u"set"_s, Action::Set, {u"NAME"_s}, u"from"_s, u"Store a secret, read from stdin unless --from is given."_s},
        {u"ls"_s, Action::List, {}, {}, u"List the secrets, never a value."_s},
        {u"rm"_s, Action::Remove, {u"NAME"_s}, {}, u"Remove a secret."_s},
        {u"rename"_s, Action::Rename, {u"NAME"_s, u"NEW"_s}, {}, u"Rename a secret; jobs go on with its id."_s},
        {u"key"_s, Action::Key, {u"[keychain|passphrase|FILE]"_s}, u"new-passphrase-fd"_s, u"Say where the key of the vault is, or move it there."_s},
        {u"export"_s, Action::Export, {u"FILE"_s}, u"file-passphrase-fd"_s, u"Write all secrets to a file, sealed by a passphrase."_s},
        {u"import"_s, Action::Import, {u"FILE"_s}, u"file-passphrase-fd"_s, u"Take the secrets of such a file."_s},
    };
    return list;
}

QString usageOf(const Form &form)
{
    QString line = u"secret "_s + form.word;
    for (const QString &word : form.words)
        line += u' ' + word;
    if (form.action == Action::Export || form.action == Action::Import)
        return line + u" --file-passphrase-fd N"_s;
    return form.option.isEmpty() ? line : line + u" [--%1]"_s.arg(form.option);
}

Result<int> readDescriptor(const QCommandLineParser &parser, const QString &option)
{
    if (!parser.isSet(option))
        return -1;
    bool isNumber = false;
    const int fd = parser.value(option).toInt(&isNumber);
    if (!isNumber || fd < 0)
        return usageError(command, u"--%1 is the number of an open descriptor, not '%2'"_s.arg(option, parser.value(option)));
    return fd;
}

Result<void> checkNeeds(const SecretArguments &arguments)
{
    const bool sealed = arguments.action == Action::Export || arguments.action == Action::Import;
    if (sealed && arguments.filePassphraseFd < 0)
        return usageError(command, u"it needs --file-passphrase-fd N: the passphrase of the file"_s);
    const bool passphrase = arguments.action == Action::Key && arguments.what == "passphrase"_L1;
    if (passphrase != (arguments.newPassphraseFd >= 0))
        return usageError(command, u"'secret key passphrase' and --new-passphrase-fd N go together"_s);
    return {};
}

} // namespace

QList<QCommandLineOption> secretOptions()
{
    return {{u"from"_s, u"set: read the value from @FILE or fd:N."_s, u"SOURCE"_s},
            {u"new-passphrase-fd"_s, u"key passphrase: a descriptor that gives the new passphrase."_s, u"N"_s},
            {u"file-passphrase-fd"_s, u"export, import: a descriptor that gives the passphrase of the file."_s, u"N"_s}};
}

QString secretUsage()
{
    QString text = u"\nUsage:\n"_s;
    for (const Form &form : forms())
        text += u"  longshore "_s + usageOf(form).leftJustified(56) + form.help + u'\n';
    return text + u"\nA job file refers to a secret as {\"$secret\": \"ID\"} or {\"$secret\": \"NAME\"}; {\"$secret\": \"\"} is asked for at each\n"
                  "start (--secret KEY=SOURCE). The first secret makes the vault: locked by the passphrase of --passphrase-fd, else by the\n"
                  "--key-file, else by a key in the desktop's keychain.\n"_s;
}

Result<SecretArguments> readSecretCommand(const QCommandLineParser &parser, const QStringList &words)
{
    const Result<const Form *> chosen = chosenForm(command, forms(), words);
    if (!chosen)
        return fail(chosen.error());
    const Form *form = *chosen;
    for (const QCommandLineOption &option : secretOptions()) {
        const QString name = option.names().constFirst();
        if (parser.isSet(name) && form->option != name)
            return usageError(command, u"--%1 does not go with: %2"_s.arg(name, usageOf(*form)));
    }
    const qsizetype given = words.size() - 1;
    if (given < form->words.size() && !form->words[given].startsWith(u'['))
        return usageError(command, u"'secret %1' needs %2: %3"_s.arg(form->word, form->words[given], usageOf(*form)));
    if (given > form->words.size())
        return usageError(command, u"'%1' is one argument too many"_s.arg(words[form->words.size() + 1]));
    SecretArguments arguments{form->action, words.value(1), words.value(2), parser.value(u"from"_s)};
    const auto newPassphrase = readDescriptor(parser, u"new-passphrase-fd"_s);
    const auto filePassphrase = readDescriptor(parser, u"file-passphrase-fd"_s);
    if (!newPassphrase || !filePassphrase)
        return fail(newPassphrase ? filePassphrase.error() : newPassphrase.error());
    arguments.newPassphraseFd = *newPassphrase;
    arguments.filePassphraseFd = *filePassphrase;
    const bool isFile = form->action == Action::Export || form->action == Action::Import
        || (form->action == Action::Key && !arguments.what.isEmpty() && arguments.what != "keychain"_L1 && arguments.what != "passphrase"_L1);
    if (isFile)
        arguments.what = QDir().absoluteFilePath(arguments.what);
    if (auto good = checkNeeds(arguments); !good)
        return fail(good.error());
    return arguments;
}

} // namespace longshore
