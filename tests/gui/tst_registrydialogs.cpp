// SPDX-License-Identifier: GPL-3.0-or-later
// Pull, push and login: their questions, and a pull in the list of tasks.
#include "model/engine/session.h"
#include "model/images/registrycommands.h"
#include "model/images/registrytags.h"
#include "model/images/transferlayers.h"
#include "model/tasks/tasklist.h"
#include "tests/gui/picture.h"
#include "tests/support/credentialfiles.h"
#include "tests/support/testmain.h"
#include "tests/support/tinyhttp.h"
#include "ui/images/registry/credentialline.h"
#include "ui/images/registry/loginquestion.h"
#include "ui/images/registry/pullquestion.h"
#include "ui/images/registry/registryactions.h"
#include "ui/shell/taskpanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/layerbars.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

/// A window with the questions over it, and a registry that lets alice in.
struct Desk {
    explicit Desk(Theme::Scheme scheme = Theme::Scheme::Light)
        : theme(qApp, scheme)
        , registry([](const TinyHttp::Ask &ask) { return answer(ask); })
        , session(EngineEnvironment())
        , tags(*files.auth)
        , commands(session, tasks, *files.auth, tags)
        , actions(commands, window)
    {
        window.resize(900, 700);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window did not become active");
    }
    static TinyHttp::Answer answer(const TinyHttp::Ask &ask)
    {
        if (ask.target.contains("/open/"))
            return {200, "{\"tags\":[\"1.9\",\"1.10\",\"latest\",\"2.0-rc.1\"]}"};
        if (ask.headers.value("authorization") == "Basic " + QByteArray("alice:s3cret").toBase64())
            return {200, "{\"tags\":[\"7\"]}"};
        return {401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\"}]}", {"WWW-Authenticate: Basic realm=\"x\""}};
    }
    QDialog *dialog(const QString &name) const
    {
        for (QDialog *one : window.findChildren<QDialog *>(name)) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    template<class T>
    T *find(const QString &dialogName, const QString &name) const
    {
        T *found = dialog(dialogName) ? dialog(dialogName)->findChild<T *>(name) : nullptr;
        if (!found)
            qFatal("no %s in %s", qPrintable(name), qPrintable(dialogName));
        return found;
    }
    void type(const QString &dialogName, const QString &field, const QString &text) const
    {
        auto *edit = find<QLineEdit>(dialogName, field);
        edit->setFocus();
        edit->selectAll();
        text.isEmpty() ? QTest::keyClick(edit, Qt::Key_Delete) : QTest::keyClicks(edit, text);
    }
    QString help() const { return find<PlainLabel>(u"pullQuestion"_s, u"pullHelp"_s)->text(); }
    bool mayPull() const { return find<QPushButton>(u"pullQuestion"_s, u"doIt"_s)->isEnabled(); }

    Theme theme;
    TinyHttp registry;
    CredentialFiles files;
    TaskList tasks;
    EngineSession session;
    RegistryTags tags;
    RegistryCommands commands;
    QWidget window;
    RegistryActions actions;
};

} // namespace

class TestRegistryDialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setPictureFont(); }

    void A2_23_theReferenceIsJudgedWhileTyped_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("isGood");
        QTest::addColumn<QString>("help");
        QTest::newRow("short") << u"python"_s << true << u"docker.io/library/python:latest"_s;
        QTest::newRow("whole") << u"quay.io/a/b:1.2"_s << true << u"quay.io/a/b:1.2"_s;
        QTest::newRow("upper case") << u"Python"_s << false << u"\"Python\""_s;
        QTest::newRow("blank inside") << u"a b"_s << false << u"a b"_s;
        QTest::newRow("empty tag") << u"a:"_s << false << u"the tag after"_s;
        QTest::newRow("bad digest") << u"a@sha256:12"_s << false << u"64 digits"_s;
        QTest::newRow("a URL") << u"https://quay.io/a"_s << false << u"."_s;
        QTest::newRow("markup") << u"<b>x</b>"_s << false << u"<b>"_s;
        QTest::newRow("nothing") << QString() << false << u"For example"_s;
    }
    void A2_23_theReferenceIsJudgedWhileTyped()
    {
        QFETCH(QString, typed);
        QFETCH(bool, isGood);
        QFETCH(QString, help);
        Desk desk;
        desk.actions.pull()->trigger();
        desk.type(u"pullQuestion"_s, u"pullReference"_s, typed);
        QCOMPARE(desk.mayPull(), isGood);
        QVERIFY2(desk.help().contains(help), qPrintable(desk.help()));
    }

    void A2_25_tagsAreCompleted()
    {
        Desk desk;
        desk.actions.pull()->trigger();
        const QString repository = desk.registry.host() + u"/open/x"_s;
        desk.type(u"pullQuestion"_s, u"pullReference"_s, repository);
        QTRY_COMPARE(desk.find<MarkLabel>(u"pullQuestion"_s, u"whoAsks"_s)->text(), u"Without logging in to "_s + desk.registry.host());
        QCOMPARE(desk.registry.asked.size(), 0); // no tag was begun
        auto *edit = desk.find<QLineEdit>(u"pullQuestion"_s, u"pullReference"_s);
        QTest::keyClicks(edit, u":1"_s);
        auto *told = desk.find<PlainLabel>(u"pullQuestion"_s, u"pullTagsHelp"_s);
        QTRY_COMPARE(told->text(), u"4 tag(s), newest first: latest, 2.0-rc.1, 1.10, 1.9"_s);
        edit->completer()->setCompletionPrefix(edit->text());
        QCOMPARE(edit->completer()->completionCount(), 2);
        QCOMPARE(edit->completer()->currentCompletion(), repository + u":1.10"_s);
        QTest::keyClicks(edit, u".10"_s);
        QCOMPARE(desk.registry.asked.size(), 1);
        desk.find<QPushButton>(u"pullQuestion"_s, u"doIt"_s)->click();
        QCOMPARE(desk.tasks.tasks().size(), 1);
        QCOMPARE(desk.tasks.tasks().first()->title(), u"Pull "_s + repository + u":1.10"_s);
    }

    void A2_25_tagsAfterLoggingIn()
    {
        Desk desk;
        desk.actions.pull()->trigger();
        desk.type(u"pullQuestion"_s, u"pullReference"_s, desk.registry.host() + u"/private/x:"_s);
        auto *told = desk.find<PlainLabel>(u"pullQuestion"_s, u"pullTagsHelp"_s);
        QTRY_VERIFY2(told->text().startsWith(u"Its tags are not known: %1 does not allow it"_s.arg(desk.registry.host())), qPrintable(told->text()));
        QVERIFY(desk.files.keep(CredentialFiles::login(desk.registry.host(), u"alice"_s, "s3cret"), RegistryAuth::Keep::Session));
        QTRY_COMPARE(told->text(), u"1 tag(s), newest first: 7"_s);
        QCOMPARE(desk.find<MarkLabel>(u"pullQuestion"_s, u"whoAsks"_s)->text(), u"As alice, from this session"_s);
    }

    void A2_33_platformIsChosen()
    {
        Desk desk;
        PullQuestion question(desk.commands, u"python"_s, &desk.window);
        question.setAttribute(Qt::WA_DeleteOnClose, false);
        question.ask();
        auto *platform = question.findChild<QComboBox *>(u"pullPlatform"_s);
        QCOMPARE(question.platform(), QString());
        platform->setCurrentText(u"linux/arm64"_s);
        QCOMPARE(question.platform(), u"linux/arm64"_s);
        QVERIFY(question.accepting->isEnabled());
        platform->setCurrentText(u"arm please"_s);
        QVERIFY(!question.accepting->isEnabled());
        QVERIFY(question.findChild<PlainLabel *>(u"pullHelp"_s)->text().contains(u"linux/arm64"_s));
        QSignalSpy chosen(&question, &PullQuestion::chosen);
        platform->setCurrentText(u"linux/arm/v7"_s);
        QTest::keyClick(&question, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().at(1).toString(), u"linux/arm/v7"_s);
    }

    void A2_30_whoAsksIsSaid_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("text");
        QTest::newRow("nobody") << "{}"_ba << u"Without logging in to q.io"_s;
        QTest::newRow("file") << "{\"auths\":{\"q.io\":" + CredentialFiles::pair("alice:Canary") + "}}" << u"As alice, from "_s;
        QTest::newRow("no helper") << "{\"credsStore\":\"gone\"}"_ba << u"Without logging in: ask docker-credential-gone for the login to q.io: there is no such program."_s;
    }
    void A2_30_whoAsksIsSaid()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, text);
        Desk desk;
        desk.files.docker(config);
        desk.actions.setCurrent(u"q.io/a/b:1"_s);
        QVERIFY(desk.actions.push()->isEnabled());
        desk.actions.push()->trigger();
        QCOMPARE(desk.find<PlainLabel>(u"pushQuestion"_s, u"pushTarget"_s)->text(), u"q.io/a/b:1"_s);
        auto *who = desk.find<MarkLabel>(u"pushQuestion"_s, u"whoAsks"_s);
        QTRY_VERIFY2(who->text().startsWith(text), qPrintable(who->text()));
        QVERIFY(!who->text().contains(u"Canary"_s));
    }

    void A2_29_pushIsConfirmed()
    {
        Desk desk;
        QVERIFY(!desk.actions.push()->isEnabled());
        desk.actions.setCurrent(u"docker.io/library/python:3"_s);
        desk.actions.push()->trigger();
        QVERIFY(desk.find<MarkLabel>(u"pushQuestion"_s, u"pushWarning"_s)->text().contains(u"Tag it"_s));
        QCOMPARE(desk.find<QPushButton>(u"pushQuestion"_s, u"doIt"_s)->text(), u"Push python:3"_s);
        QTest::keyClick(desk.dialog(u"pushQuestion"_s), Qt::Key_Return);
        QCOMPARE(desk.tasks.tasks().size(), 1);
        QCOMPARE(desk.tasks.tasks().first()->title(), u"Push python:3"_s);
    }

    void A2_31_logIn_data()
    {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<int>("kept"); // items of the keychain
        QTest::newRow("keychain") << u"loginKept"_s << 1;
        QTest::newRow("session") << u"loginOnce"_s << 0;
    }
    void A2_31_logIn()
    {
        QFETCH(QString, choice);
        QFETCH(int, kept);
        Desk desk;
        desk.actions.logIn()->trigger();
        const QString name = u"loginQuestion"_s;
        desk.type(name, u"loginRegistry"_s, desk.registry.host());
        desk.type(name, u"loginUser"_s, u"alice"_s);
        auto *button = desk.find<QPushButton>(name, u"doIt"_s);
        QVERIFY(!button->isEnabled());
        desk.type(name, u"loginPassword"_s, u"Canary"_s);
        desk.find<QRadioButton>(name, choice)->setChecked(true);
        QTest::keyClick(desk.dialog(name), Qt::Key_Return);
        auto *state = desk.find<MarkLabel>(name, u"loginState"_s);
        QTRY_VERIFY2(state->text().contains(u"does not know this user and password"_s), qPrintable(state->text()));
        QVERIFY(!state->text().contains(u"Canary"_s));
        QCOMPARE(CredentialFiles::shown(desk.files.find(desk.registry.host())), u"nobody"_s);
        desk.type(name, u"loginPassword"_s, u"s3cret"_s);
        QTest::keyClick(desk.dialog(name), Qt::Key_Return);
        QTRY_VERIFY(!desk.dialog(name));
        QCOMPARE(CredentialFiles::shown(desk.files.find(desk.registry.host())), u"alice:s3cret"_s);
        QCOMPARE(desk.files.keychain.items.size(), kept);
    }

    void A2_31_withoutAKeychain()
    {
        Desk desk;
        desk.files.keychain.refusal = Error::make(Error::Kind::Unreachable, u"x"_s, u"there is no keychain here"_s);
        desk.actions.logIn()->trigger();
        const QString name = u"loginQuestion"_s;
        desk.type(name, u"loginRegistry"_s, desk.registry.host());
        desk.type(name, u"loginUser"_s, u"alice"_s);
        desk.type(name, u"loginPassword"_s, u"s3cret"_s);
        QTest::keyClick(desk.dialog(name), Qt::Key_Return);
        auto *state = desk.find<MarkLabel>(name, u"loginState"_s);
        QTRY_VERIFY(state->text().contains(u"there is no keychain here. It is used until Longshore ends."_s));
        auto *button = desk.find<QPushButton>(name, u"doIt"_s);
        QCOMPARE(button->text(), u"Go on"_s);
        button->click();
        QTRY_VERIFY(!desk.dialog(name));
        QCOMPARE(desk.files.find(desk.registry.host()).from, u"this session"_s);
    }

    void A2_31_badRegistry_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("isGood");
        for (const char *good : {"quay.io", "localhost:5000", "https://index.docker.io/v1/", "docker.io", "127.0.0.1:5000"})
            QTest::newRow(good) << QString::fromLatin1(good) << true;
        for (const char *bad : {"alice", "quay.io/org", "a b.c", "q.io:port", "-.x"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << false;
    }
    void A2_31_badRegistry()
    {
        QFETCH(QString, typed);
        QFETCH(bool, isGood);
        Desk desk;
        desk.actions.logIn()->trigger();
        desk.type(u"loginQuestion"_s, u"loginUser"_s, u"a"_s);
        desk.type(u"loginQuestion"_s, u"loginPassword"_s, u"b"_s);
        desk.type(u"loginQuestion"_s, u"loginRegistry"_s, typed);
        QCOMPARE(desk.find<QPushButton>(u"loginQuestion"_s, u"doIt"_s)->isEnabled(), isGood);
        QCOMPARE(desk.find<MarkLabel>(u"loginQuestion"_s, u"loginState"_s)->isVisible(), !isGood);
    }

    /// A denied pull offers the way on; after it the pull is tried again.
    void B1_18_deniedOffersTheLogin()
    {
        Desk desk;
        RegistryRequest request{RegistryRequest::Kind::Pull, desk.registry.host(), desk.registry.host() + u"/a/b:1"_s};
        Q_EMIT desk.commands.loginWanted(request, Reference::parse(request.image).value());
        const QString name = u"loginQuestion"_s;
        QCOMPARE(desk.find<QLineEdit>(name, u"loginRegistry"_s)->text(), desk.registry.host());
        desk.type(name, u"loginUser"_s, u"alice"_s);
        desk.type(name, u"loginPassword"_s, u"s3cret"_s);
        QTest::keyClick(desk.dialog(name), Qt::Key_Return);
        QTRY_COMPARE(desk.tasks.tasks().size(), 1);
        QCOMPARE(desk.tasks.tasks().first()->title(), u"Pull "_s + request.image);
    }

    void A2_23_layersInTheTaskList()
    {
        Desk desk;
        TaskPanel panel(desk.tasks);
        panel.resize(420, 500);
        panel.show();
        Task *task = desk.tasks.add(u"Pull a"_s);
        QVERIFY(!panel.findChild<LayerBars *>());
        fill(*task);
        auto *bars = panel.findChild<LayerBars *>();
        QVERIFY(bars);
        QCOMPARE(bars->model()->rowCount(), 5);
        QTRY_VERIFY(bars->isVisible());
        QVERIFY(bars->height() >= 5 * 22);
        auto *offer = panel.findChild<QToolButton *>(u"taskOffer"_s);
        QVERIFY(!offer->isVisible());
        task->fail(Error::make(Error::Kind::PermissionDenied, u"pull a"_s, u"denied"_s));
        task->setOffer(u"Log in…"_s);
        QVERIFY(!bars->isVisible());
        QVERIFY(offer->isVisible());
        QSignalSpy taken(task, &Task::offerTaken);
        offer->click();
        QCOMPARE(taken.size(), 1);
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    /// For people to look at, with LONGSHORE_PICTURES=FOLDER.
    void pictures()
    {
        QFETCH(bool, dark);
        const QString folder = qEnvironmentVariable("LONGSHORE_PICTURES");
        if (folder.isEmpty())
            return;
        Desk desk(dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        const auto keep = [&](QWidget &widget, const QString &name) {
            QTest::qWait(600);
            QVERIFY(widget.grab().save(u"%1/%2-%3.png"_s.arg(folder, name, dark ? u"dark"_s : u"light"_s)));
        };
        desk.files.docker("{\"auths\":{\"quay.io\":" + CredentialFiles::pair("alice:s") + "}}");
        desk.actions.pull()->trigger();
        desk.type(u"pullQuestion"_s, u"pullReference"_s, desk.registry.host() + u"/open/x:1"_s);
        keep(*desk.dialog(u"pullQuestion"_s), u"pull"_s);
        desk.type(u"pullQuestion"_s, u"pullReference"_s, u"quay.io/Keboola/x"_s);
        keep(*desk.dialog(u"pullQuestion"_s), u"pull-bad"_s);
        desk.dialog(u"pullQuestion"_s)->close();
        desk.actions.setCurrent(u"quay.io/keboola/processor-move-files:2.2"_s);
        desk.actions.push()->trigger();
        keep(*desk.dialog(u"pushQuestion"_s), u"push"_s);
        desk.dialog(u"pushQuestion"_s)->close();
        desk.actions.logIn()->trigger();
        desk.type(u"loginQuestion"_s, u"loginRegistry"_s, desk.registry.host());
        desk.type(u"loginQuestion"_s, u"loginUser"_s, u"bob"_s);
        desk.type(u"loginQuestion"_s, u"loginPassword"_s, u"wrong"_s);
        QTest::keyClick(desk.dialog(u"loginQuestion"_s), Qt::Key_Return);
        keep(*desk.dialog(u"loginQuestion"_s), u"login"_s);
        desk.dialog(u"loginQuestion"_s)->close();
        TaskPanel panel(desk.tasks);
        panel.resize(432, 480);
        panel.show();
        fill(*desk.tasks.add(u"Pull keboola.ex-http:1.7.3"_s));
        keep(panel, u"tasks"_s);
    }

private:
    static void fill(Task &task)
    {
        auto *layers = new TransferLayers(&task);
        task.setParts(layers);
        layers->take({u"6a1f0c93be27"_s, u"Already exists"_s});
        layers->take({u"c20d7be15a94"_s, u"Downloading"_s, 44'000'000, 44'000'000});
        layers->take({u"c20d7be15a94"_s, u"Pull complete"_s});
        layers->take({u"93e4d1175fb0"_s, u"Extracting"_s, 22'880'000, 44'000'000});
        layers->take({u"0b7ac5fd2e18"_s, u"Downloading"_s, 48'000'000, 112'000'000});
        layers->take({u"f81d99c0ab36"_s, u"Waiting"_s});
        task.setProgress(118, 204);
        task.setStep(u"118 of 204 MB · 9.4 MB/s · about 9 s left"_s);
    }
};

LONGSHORE_GUI_TEST_MAIN(TestRegistryDialogs)
#include "tst_registrydialogs.moc"
