// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/datafoldercheck.h"
#include "tests/support/findings.h"
#include "tests/support/tree.h"

#include <QMap>
#include <QTest>

namespace longshore::test
{

/// Files of a data folder; a name that ends in a slash is a folder.
using FolderFiles = QMap<QString, QByteArray>;

/// The columns of a table of "files -> what `checkDataFolder` finds"; a bare `config.json` is there unless a row has one.
inline void folderColumns()
{
    QTest::addColumn<FolderFiles>("files");
    QTest::addColumn<QString>("finding"); ///< as `brief`; empty = nothing to object to
    QTest::addColumn<QString>("words");   ///< of its sentence
}

inline void checkFolderRow()
{
    QFETCH(FolderFiles, files);
    QFETCH(QString, finding);
    QFETCH(QString, words);
    const Tree tree;
    tree.write(QStringLiteral("config.json"), "{}");
    for (auto file = files.begin(); file != files.end(); ++file)
        file.key().endsWith(QLatin1Char('/')) ? (void)tree.folder(file.key()) : (void)tree.write(file.key(), *file);
    const Findings found = checkDataFolder(tree.root());
    if (finding.isEmpty())
        QVERIFY2(found.isEmpty(), qPrintable(told(found)));
    else
        QVERIFY2(brief(found).contains(finding), qPrintable(told(found)));
    QVERIFY2(told(found).contains(words), qPrintable(told(found)));
}

} // namespace longshore::test

Q_DECLARE_METATYPE(longshore::test::FolderFiles)
