// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/mappingsources.h"
#include "model/storage/storagecommands.h"
#include "model/tasks/tasklist.h"
#include "tests/gui/jobworkspace.h"
#include "ui/jobs/jobsection.h"

#include <QAbstractButton>
#include <QFile>

namespace longshore::test
{

inline const QString inputTables = u"configuration.storage.input.tables"_s;

/// The editor of a job over a real Storage with one table.
struct MappedJob {
    explicit MappedJob(const QByteArray &storage, Theme::Scheme scheme = Theme::Scheme::Light)
        : commands(storageFolder.filePath(u"storage"_s), tasks)
        , work(scheme)
    {
        fill();
        work.page.setStorage(commands);
        work.save(u"split.job.json"_s, "{\"column\":\"text\"}");
        JobDocument job = *JobDocument::load(work.path(u"split.job.json"_s));
        if (!storage.isEmpty() && !job.setJsonAt(u"configuration.storage"_s, storage))
            qFatal("no JSON");
        if (!job.save(work.path(u"split.job.json"_s)))
            qFatal("the job cannot be saved");
        work.list();
        work.page.openFile(work.path(u"split.job.json"_s));
        if (!QTest::qWaitFor([this] { return sources().isListed(); }))
            qFatal("the Storage was not listed");
        for (auto *section : work.page.findChildren<JobSection *>())
            section->setOpen(section->objectName() == "inputSection"_L1 || section->objectName() == "outputSection"_L1);
    }
    QString put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(work.path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s", qPrintable(file.errorString()));
        return file.fileName();
    }
    void fill()
    {
        StorageLoad load;
        load.table = u"in.c-shop.orders"_s;
        load.sources = {put(u"orders.csv"_s, "id,customer,amount,note\n1,Ada,12.50,first\n2,Bob,7.00,\n3,Cleo,99.90,gift\n4,Dan,3.20,\n")};
        load.primaryKey = {u"id"_s};
        load.columns = {u"id"_s, u"customer"_s, u"amount"_s, u"note"_s};
        load.skipHeader = true;
        load.schema = {{u"id"_s, {{u"base"_s, {u"INTEGER"_s, std::nullopt, std::nullopt}}}, false, {}},
                       {u"customer"_s, {{u"base"_s, {u"STRING"_s, std::nullopt, std::nullopt}}}, true, {}},
                       {u"amount"_s, {{u"base"_s, {u"NUMERIC"_s, u"10,2"_s, std::nullopt}}}, true, {}},
                       {u"note"_s, {{u"base"_s, {u"STRING"_s, std::nullopt, std::nullopt}}}, true, {}}};
        Task *task = commands.importCsv(load);
        if (!QTest::qWaitFor([task] { return !task->isRunning(); }, 20'000))
            qFatal("the table was not loaded");
    }
    MappingSources &sources() const { return work.page.findChild<JobEditorView *>()->sources(); }
    QByteArray at(const QString &path) const { return work.editor().document().jsonAt(path); }
    template<class T>
    T *in(const QString &section, const QString &name) const
    {
        T *found = work.find<T>(name, section + u"Section"_s);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return found;
    }
    void click(const QString &section, const QString &name) const { in<QAbstractButton>(section, name)->click(); } // it may be scrolled away
    /// As if typed: typing would open the list of names, which the offscreen platform cannot.
    void type(const QString &section, const QString &name, const QString &text) const
    {
        auto *edit = in<QLineEdit>(section, name);
        edit->setFocus();
        edit->setText(text);
        edit->setModified(true);
        Q_EMIT edit->textEdited(text);
        Q_EMIT edit->editingFinished();
    }

    QTemporaryDir storageFolder;
    TaskList tasks;
    StorageCommands commands;
    JobWorkspace work;
};

} // namespace longshore::test
