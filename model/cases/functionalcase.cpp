// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/cases/functionalcase.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int deepest = 32;

void readExpectedCode(FunctionalCase &found)
{
    QFile file(found.folder + u"/expected-code"_s);
    if (!file.exists())
        return;
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.read(64).trimmed() : QByteArray();
    bool number = false;
    const int code = text.toInt(&number);
    if (number && code >= 0 && code <= 255)
        found.expectedCode = code;
    else
        found.trouble = u"expected-code holds no exit code from 0 to 255"_s;
}

class Finder
{
public:
    explicit Finder(const QString &root)
        : m_root(root)
    {
    }

    QList<FunctionalCase> find()
    {
        visit(m_root.absolutePath(), {}, 0);
        return m_cases;
    }

private:
    void visit(const QString &folder, const QString &skipped, int depth)
    {
        const bool isCase = QFileInfo(folder + u"/source/data"_s).isDir();
        if (isCase)
            add(folder, skipped);
        if (depth >= deepest)
            return;
        const QStringList names =
            QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
        for (const QString &name : names) {
            if (isCase && (name == u"source"_s || name == u"expected"_s))
                continue;
            const bool set = !skipped.isEmpty() || !name.startsWith(u'_');
            visit(folder + u'/' + name, set ? skipped : u"the name of %1 starts with _"_s.arg(name), depth + 1);
        }
    }

    void add(const QString &folder, const QString &skipped)
    {
        FunctionalCase found;
        found.folder = folder;
        found.name = folder == m_root.absolutePath() ? QFileInfo(folder).fileName() : m_root.relativeFilePath(folder);
        found.hasExpected = QFileInfo(folder + u"/expected"_s).isDir();
        found.skipped = skipped;
        readExpectedCode(found);
        for (const QString &script :
             {u"source/set_up.py"_s, u"source/post_run.py"_s, u"source/tear_down.py"_s, u"set_up.py"_s}) {
            if (QFileInfo::exists(folder + u'/' + script))
                found.notes.append(u"%1 is not run: only the image is"_s.arg(script));
        }
        m_cases.append(found);
    }

    QDir m_root;
    QList<FunctionalCase> m_cases;
};

bool matches(const QString &name, const QString &wanted)
{
    if (name == wanted || name.startsWith(wanted + u'/') || name.endsWith(u'/' + wanted))
        return true;
    if (!wanted.contains(u'*') && !wanted.contains(u'?'))
        return false;
    return QRegularExpression(QRegularExpression::wildcardToRegularExpression(wanted)).match(name).hasMatch();
}

} // namespace

QString FunctionalCase::codeWords() const
{
    if (expectedCode)
        return QString::number(*expectedCode);
    return hasExpected ? u"0"_s : u"any but 0"_s;
}

bool FunctionalCase::acceptsCode(int code) const
{
    if (expectedCode)
        return code == *expectedCode;
    return (code == 0) == hasExpected;
}

Result<QList<FunctionalCase>> findCases(const QString &directory)
{
    const QString asked = u"find cases in %1"_s.arg(directory);
    if (!QFileInfo(directory).isDir())
        return fail(Error::make(Error::Kind::NotFound, asked,
                                QFileInfo::exists(directory) ? u"it is not a folder"_s : u"there is no such folder"_s,
                                u"Name the folder of the cases, often tests/functional."_s));
    QList<FunctionalCase> cases = Finder(directory).find();
    if (cases.isEmpty())
        return fail(Error::make(Error::Kind::NotFound, asked, u"no folder in it holds source/data"_s,
                                u"A case is a folder with source/data and expected/data/out."_s));
    return cases;
}

Result<QList<FunctionalCase>> chooseCases(const QList<FunctionalCase> &cases, const QStringList &wanted)
{
    if (wanted.isEmpty())
        return cases;
    QList<bool> chosen(cases.size(), false);
    for (QString each : wanted) {
        while (each.endsWith(u'/'))
            each.chop(1);
        bool any = false;
        for (qsizetype i = 0; i < cases.size(); ++i) {
            const bool hit = !each.isEmpty() && matches(cases[i].name, each);
            chosen[i] = chosen[i] || hit;
            any = any || hit;
        }
        if (any)
            continue;
        QStringList names;
        for (const FunctionalCase &one : cases.first(qMin<qsizetype>(cases.size(), 8)))
            names.append(one.name);
        if (cases.size() > names.size())
            names.append(u"… (%1 in all)"_s.arg(cases.size()));
        return fail(Error::make(Error::Kind::NotFound, u"find the case %1"_s.arg(each), u"there is none of that name"_s,
                                u"There are: %1."_s.arg(names.join(u", "_s))));
    }
    QList<FunctionalCase> result;
    for (qsizetype i = 0; i < cases.size(); ++i) {
        if (chosen[i])
            result.append(cases[i]);
    }
    return result;
}

} // namespace longshore
