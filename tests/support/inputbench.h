// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of input staging make: a Storage with a table and files, and a folder to stage into.
#pragma once

#include "model/component/state.h"
#include "model/json/json.h"
#include "model/run/inputmanifests.h"
#include "model/run/inputstaging.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

namespace longshore::test
{

using namespace Qt::StringLiterals;

inline QByteArray q(QByteArray text)
{
    return text.replace('\'', '"');
}

inline void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

inline QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "no file " + path.toUtf8();
}

inline QByteArray compact(const QByteArray &json)
{
    const Result<Json> parsed = scanJson(json, u"read"_s);
    return parsed ? writeJson(*parsed, JsonStyle::Compact) : "not JSON: " + json;
}

/// A Storage with one table and four files, and a data folder to stage into.
struct Bench {
    QTemporaryDir dir;
    std::shared_ptr<Storage> storage;
    QDateTime now = QDateTime::currentDateTimeUtc();
    QList<qint64> ids;

    Bench()
    {
        Result<std::shared_ptr<Storage>> opened = Storage::open(dir.filePath(u"storage"_s));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().sentence()));
        storage = *opened;
        load("\"id\",\"name\",\"kind\"\n\"1\",\"a\"\"b\",\"x\"\n\"2\",\"žluť\",\"y\"\n\"3\",\"\",\"x\"\n");
    }

    StorageTable load(const QByteArray &csv, bool incremental = false)
    {
        const QString path = dir.filePath(u"load.csv"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size())
            qFatal("no file");
        file.close();
        StorageLoad what;
        what.table = u"in.c-main.people"_s;
        what.sources = {path};
        what.primaryKey = {u"id"_s};
        what.incremental = incremental;
        const Result<StorageLoaded> loaded = storage->load(what);
        if (!loaded)
            qFatal("%s", qPrintable(loaded.error().sentence()));
        return loaded->table;
    }

    StorageFile add(const QString &name, const QStringList &tags, const QByteArray &content)
    {
        const QString path = dir.filePath(u"upload"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
            qFatal("no file");
        file.close();
        StorageFileUpload upload;
        upload.name = name;
        upload.source = path;
        upload.tags = tags;
        const Result<StorageFile> added = storage->addFile(upload);
        if (!added)
            qFatal("%s", qPrintable(added.error().sentence()));
        return *added;
    }

    InputRequest request(const QByteArray &input)
    {
        InputRequest made;
        const Result<InputMapping> mapping = parseInputMapping(q("{'storage':{'input':" + input + "}}"));
        if (!mapping)
            qFatal("%s", qPrintable(mapping.error().sentence()));
        made.mapping = *mapping;
        made.folder = dir.filePath(u"data%1"_s.arg(++folders));
        made.now = now;
        return made;
    }

    int folders = 0;
};

inline QByteArray manifestOf(const InputRequest &request, const QString &path)
{
    return compact(read(request.folder + u'/' + path + u".manifest"_s));
}

} // namespace longshore::test
