// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/imagejob.h"
#include "model/store/store.h"
#include "tests/support/fakekeychain.h"
#include "ui/jobs/jobeditorview.h"
#include "ui/jobs/jobspage.h"
#include "ui/theme/theme.h"
#include "ui/vault/secretkeeper.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

namespace longshore::test
{

using namespace Qt::StringLiterals;

inline const QByteArray splitterSchema = "{\"type\":\"object\",\"required\":[\"column\"],\"properties\":{"
                          "\"column\":{\"type\":\"string\",\"title\":\"Text column\",\"propertyOrder\":1},"
                          "\"max\":{\"type\":\"integer\",\"title\":\"Max length\",\"default\":100,\"minimum\":1,\"propertyOrder\":2},"
                          "\"split\":{\"type\":\"string\",\"title\":\"Split at\",\"enum\":[\"words\",\"letters\"],\"default\":\"words\",\"propertyOrder\":3},"
                          "\"#token\":{\"type\":\"string\",\"title\":\"API token\",\"format\":\"password\",\"propertyOrder\":4}}}";
inline const QByteArray splitterRecord = "{\"id\":\"demo.text-splitter\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"longshore/demo-text-splitter\"},"
                          "\"memory\":\"256m\"},\"configurationSchema\":"
                          + splitterSchema + "}";

/// A workspace of its own with one job, and the Jobs page over it.
struct JobWorkspace {
    explicit JobWorkspace(Theme::Scheme scheme = Theme::Scheme::Light)
        : theme(qApp, scheme)
        , folders({folder.path()})
        , page(folders, model, {[] { return QStringList{u"longshore/demo-text-splitter:1.0.0"_s}; }, [](const QString &) { return splitterRecord; }}, nullptr,
               [] { return QDateTime::fromString(u"2026-11-28T12:00:00Z"_s, Qt::ISODate); })
    {
        page.resize(1290, 780);
        page.show();
        page.activateWindow();
        if (!QTest::qWaitForWindowActive(&page))
            qFatal("the page did not become active");
    }

    QString path(const QString &name) const { return folder.filePath(name); }
    /// Saves a job with these parameters.
    void save(const QString &name, const QByteArray &parameters)
    {
        JobDocument job = JobDocument::create(u"Split comments"_s, u"longshore/demo-text-splitter:1.0.0"_s, splitterRecord);
        QVERIFY(job.setParameters(parameters));
        giveDefaultBucket(&job);
        QVERIFY(job.save(path(name)));
    }
    void list()
    {
        QSignalSpy listed(&folders, &JobFolders::listed);
        folders.refresh();
        QVERIFY(listed.wait());
    }
    /// Opens the saved job.
    void open(const QByteArray &parameters = "{\"column\":\"text\",\"max\":75}")
    {
        save(u"split.job.json"_s, parameters);
        list();
        page.openFile(path(u"split.job.json"_s));
    }
    template<class T>
    T *find(const QString &name, const QString &inside = {}) const
    {
        const QWidget *parent = inside.isEmpty() ? &page : page.findChild<QWidget *>(inside);
        return parent ? parent->findChild<T *>(name) : nullptr;
    }
    JobEditor &editor() const { return page.findChild<JobEditorView *>(u"jobEditor"_s)->editor(); }
    QString config() const { return find<QPlainTextEdit>(u"configPreview"_s, u"configTab"_s)->toPlainText(); }
    QLineEdit *field(const QString &path, const QString &section = u"parametersSection"_s) const { return find<QLineEdit>(u"field."_s + path, section); }
    QStringList problems() const
    {
        QStringList paths;
        const auto *list = find<QTreeWidget>(u"problems"_s);
        for (int row = 0; row < list->topLevelItemCount(); ++row)
            paths.append(list->topLevelItem(row)->text(1));
        return paths;
    }
    void type(QLineEdit *edit, const QString &text)
    {
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void press(const QString &name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }

    /// A store with a vault that is still to be made.
    void useVault()
    {
        vault = std::make_unique<Vault>(Store::open(storeFolder.path()).value());
        keeper = std::make_unique<SecretKeeper>(*vault, keychain);
        page.setKeeper(keeper.get());
    }

    QTemporaryDir folder;
    QTemporaryDir storeFolder;
    FakeKeychain keychain;
    std::unique_ptr<Vault> vault;
    std::unique_ptr<SecretKeeper> keeper;
    Theme theme;
    JobFolders folders;
    JobsModel model;
    JobsPage page;
};

} // namespace longshore::test
