// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of the output mapping make: an out folder on the disk, and what is planned of it in words.
#pragma once

#include "model/run/outputlisting.h"
#include "model/run/outputloading.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

namespace longshore::test
{

using namespace Qt::StringLiterals;

using Files = QList<std::pair<const char *, const char *>>;

/// An `out` folder on the disk; names that end in a slash are folders, and single quotes in manifests are double ones.
class OutFolder
{
public:
    explicit OutFolder(const Files &files = {})
    {
        for (const auto &[name, text] : files)
            add(QString::fromUtf8(name), text);
    }

    void add(const QString &name, QByteArray text)
    {
        const QString path = m_dir.filePath(name);
        QDir().mkpath(name.endsWith(u'/') ? path : QFileInfo(path).path());
        if (name.endsWith(u'/'))
            return;
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write a test's file");
        file.write(name.endsWith(u".manifest") ? text.replace('\'', '"') : text);
    }

    QString path() const { return m_dir.path(); }

    OutputRequest request(QByteArray configuration = "{}") const
    {
        OutputRequest request;
        request.folder = m_dir.path();
        const auto found = scanOutputFolder(m_dir.path());
        request.entries = found ? found->entries : QList<CollectedEntry>();
        request.configuration = configuration.replace('\'', '"');
        request.component.id = u"acme.ex-a"_s;
        request.configurationId = u"7"_s;
        request.runId = u"r1"_s;
        return request;
    }

private:
    QTemporaryDir m_dir;
};

/// What is wrong, or what is planned: `source>table` and `file:name`, in order.
inline QString told(const Result<OutputPlan> &plan)
{
    if (!plan)
        return plan.error().happened;
    QStringList parts;
    for (const StorageFileUpload &file : plan->files)
        parts.append(u"file:"_s + file.name);
    for (const PlannedLoad &table : plan->tables)
        parts.append(table.source + u'>' + table.load.table);
    return parts.join(u' ');
}

inline QString plain(const Result<OutputPlan> &plan)
{
    QStringList lines;
    if (plan) {
        for (const Problem &problem : plan->problems)
            lines.append(problem.sentence());
    }
    return lines.join(u'\n');
}

inline constexpr const char *bucket = "{'storage':{'output':{'default_bucket':'in.c-x'}}}";

inline QByteArray mapped(const QByteArray &tables)
{
    return "{'storage':{'output':{'default_bucket':'in.c-x','tables':[" + tables + "]}}}";
}

} // namespace longshore::test
