// SPDX-License-Identifier: GPL-3.0-or-later
// No key of the window means two things at once: Qt would do neither.
#include "app/windowparts.h"
#include "model/store/store.h"
#include "model/vault/vault.h"
#include "tests/gui/sharedkeys.h"
#include "tests/support/fakekeychain.h"
#include "tests/support/testmain.h"

#include <QLineEdit>
#include <QTemporaryDir>
#include <QVBoxLayout>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class TestWindowKeys : public QObject
{
    Q_OBJECT

    static QAction *add(QWidget &widget, const QString &name, Qt::ShortcutContext context)
    {
        auto *action = new QAction(name, &widget);
        action->setObjectName(name);
        action->setShortcut(Qt::CTRL | Qt::Key_T);
        action->setShortcutContext(context);
        widget.addAction(action);
        return action;
    }

private Q_SLOTS:
    void whatCountsAsShared_data()
    {
        QTest::addColumn<int>("outer"); // Qt::ShortcutContext of an action of the window
        QTest::addColumn<int>("inner"); // … and of one of a field in it
        QTest::addColumn<bool>("shared");
        QTest::newRow("the field's own key below the window's") << int(Qt::WindowShortcut) << int(Qt::WidgetShortcut) << true;
        QTest::newRow("both the window's") << int(Qt::WindowShortcut) << int(Qt::WindowShortcut) << true;
        QTest::newRow("around and within") << int(Qt::WidgetWithChildrenShortcut) << int(Qt::WidgetShortcut) << true;
        QTest::newRow("each has its own") << int(Qt::WidgetShortcut) << int(Qt::WidgetShortcut) << false;
    }
    void whatCountsAsShared()
    {
        QFETCH(int, outer);
        QFETCH(int, inner);
        QWidget window;
        QLineEdit field(&window);
        add(window, u"outer"_s, Qt::ShortcutContext(outer));
        add(field, u"inner"_s, Qt::ShortcutContext(inner));
        QTEST(!sharedKeys(window).isEmpty(), "shared");
    }

    void pagesOfAStackShareNothing()
    {
        QWidget window;
        auto *stack = new QStackedLayout;
        auto *column = new QVBoxLayout(&window);
        column->addLayout(stack);
        for (const char *page : {"one", "other"}) {
            auto *field = new QLineEdit(&window);
            stack->addWidget(field);
            add(*field, QString::fromLatin1(page), Qt::WindowShortcut);
        }
        QCOMPARE(sharedKeys(window), QStringList());
        auto *beside = new QLineEdit(&window);
        column->addWidget(beside);
        add(*beside, u"beside"_s, Qt::WindowShortcut);
        QCOMPARE(sharedKeys(window), (QStringList{u"Ctrl+T: beside, one"_s, u"Ctrl+T: beside, other"_s}));
    }

    void noTwoActionsShareAKey()
    {
        QTemporaryDir folder;
        const std::shared_ptr<Store> store = Store::open(folder.path()).value();
        FakeKeychain keychain;
        WindowParts parts(*qApp, store, folder.filePath(u"none.sock"_s), std::make_shared<Vault>(store), keychain);
        const QWidgetList windows = QApplication::topLevelWidgets();
        const auto at = std::find_if(windows.begin(), windows.end(), [](const QWidget *one) { return one->objectName() == u"mainWindow"; });
        QVERIFY(at != windows.end());
        auto *window = qobject_cast<MainWindow *>(*at);
        QVERIFY(keyOwners(*window).size() > 60);
        for (const QString &page : {u"images"_s, u"jobs"_s, u"runs"_s, u"containers"_s, u"storage"_s}) {
            window->openPage(page);
            QCOMPARE(window->currentPage(), page);
            QVERIFY2(sharedKeys(*window).isEmpty(), qPrintable(page + u": "_s + sharedKeys(*window).join(u"; "_s)));
        }
    }
};

LONGSHORE_GUI_TEST_MAIN(TestWindowKeys)
#include "tst_windowkeys.moc"
