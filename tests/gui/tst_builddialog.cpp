// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/lighttheme.h"
#include "tests/gui/picture.h"
#include "tests/support/testmain.h"
#include "ui/images/build/builddialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeView>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

/// The dialog over two folders: something was built in `old` before, never in `fresh`.
struct Desk {
    Desk()
    {
        write(u"old"_s, "ARG VERSION=1\nARG API_TOKEN\nFROM scratch AS one\n");
        write(u"fresh"_s, "ARG VERSION=2\nFROM scratch AS two\n");
        last.folder = path(u"old"_s);
        last.tags = QStringList{u"team/old:1"_s};
        last.arguments = {{u"VERSION"_s, u"7"_s}};
        last.labels = {{u"team"_s, u"x"_s}};
        last.platform = u"linux/arm64"_s;
        last.pull = true;
        const auto recall = [this](const QString &folder) { return folder == last.folder ? std::optional(last) : std::nullopt; };
        dialog = new BuildDialog({last.folder}, recall, true, nullptr);
        wanted = std::make_unique<QSignalSpy>(dialog, &BuildDialog::buildRequested);
        dialog->show();
        dialog->activateWindow();
        if (!QTest::qWaitForWindowActive(dialog))
            qFatal("the dialog did not become active");
    }
    ~Desk() { delete dialog; }
    QString path(const QString &name) const { return dir.filePath(name); }
    void write(const QString &name, const QByteArray &text) const
    {
        QDir(dir.path()).mkpath(name);
        QFile file(dir.filePath(name + u"/Dockerfile"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no Dockerfile");
    }
    template<class T>
    T *find(const QString &name) const
    {
        return dialog->findChild<T *>(name);
    }
    void type(const QString &name, const QString &text) const
    {
        auto *edit = find<QLineEdit>(name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    /// Opens the editor of a cell and types; it stays open.
    QLineEdit *typeInCell(const QString &table, int row, int column, const QString &text) const
    {
        auto *view = find<QTreeView>(table);
        const QModelIndex index = view->model()->index(row, column);
        view->setFocus();
        view->setCurrentIndex(index);
        view->edit(index);
        auto *editor = qobject_cast<QLineEdit *>(view->indexWidget(index));
        if (!editor)
            qFatal("no editor");
        editor->selectAll();
        QTest::keyClicks(editor, text);
        return editor;
    }
    BuildRequest built() const { return wanted->isEmpty() ? BuildRequest() : wanted->constLast().constFirst().value<BuildRequest>(); }

    LightTheme theme;
    QTemporaryDir dir;
    BuildRequest last;
    QPointer<BuildDialog> dialog;
    std::unique_ptr<QSignalSpy> wanted;
};

} // namespace

/// What is asked for in Build… is what is built.
class tst_BuildDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setPictureFont(); }

    void A3_36_ctrlEnterBuildsTheFolderThatIsTyped()
    {
        Desk desk;
        QCOMPARE(desk.dialog->request().folder, desk.path(u"old"_s));
        desk.type(u"buildFolder"_s, desk.path(u"fresh"_s));
        QTest::keyClick(desk.find<QLineEdit>(u"buildFolder"_s), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(desk.wanted->size(), 1);
        QCOMPARE(desk.built().folder, desk.path(u"fresh"_s));
        QCOMPARE(desk.built().tags, QStringList{u"fresh:latest"_s});
        QCOMPARE(desk.built().arguments, (QMap<QString, QString>()));
    }
    void A3_36_ctrlEnterRefusesTheFolderThatIsTyped()
    {
        Desk desk;
        desk.type(u"buildFolder"_s, u"/nowhere/at/all"_s);
        QTest::keyClick(desk.find<QLineEdit>(u"buildFolder"_s), Qt::Key_Enter, Qt::ControlModifier);
        QCOMPARE(desk.wanted->size(), 0);
        QVERIFY(desk.find<QWidget>(u"buildProblem"_s)->isVisible());
    }

    void A3_38_ctrlEnterTakesTheOpenCell_data()
    {
        QTest::addColumn<QString>("table");
        QTest::newRow("argument") << u"buildArguments"_s;
        QTest::newRow("label") << u"buildLabels"_s;
    }
    void A3_38_ctrlEnterTakesTheOpenCell()
    {
        QFETCH(QString, table);
        Desk desk;
        QLineEdit *editor = desk.typeInCell(table, 0, 1, u"typed"_s);
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(desk.wanted->size(), 1);
        const BuildRequest built = desk.built();
        QCOMPARE(table == u"buildLabels" ? built.labels.value(u"team"_s) : built.arguments.value(u"VERSION"_s), u"typed"_s);
        QCOMPARE(built.folder, desk.path(u"old"_s));
    }

    /// The line edit itself takes the text without calling it typed.
    void A3_36_aFolderChosenFromTheList()
    {
        Desk desk;
        auto *folder = desk.find<QLineEdit>(u"buildFolder"_s);
        desk.type(u"buildFolder"_s, desk.path(u"fresh"_s));
        QTest::keyClick(folder, Qt::Key_Return);
        QCOMPARE(desk.dialog->request().folder, desk.path(u"fresh"_s));
        Q_EMIT folder->completer()->activated(desk.path(u"old"_s));
        QTRY_COMPARE(desk.dialog->request().folder, desk.path(u"old"_s));
        QCOMPARE(desk.dialog->request(), desk.last);
    }

    void A3_38_anotherFolderReplacesWhatNobodyTouched()
    {
        Desk desk;
        QCOMPARE(desk.dialog->request(), desk.last);
        desk.type(u"buildFolder"_s, desk.path(u"fresh"_s));
        QTest::keyClick(desk.find<QLineEdit>(u"buildFolder"_s), Qt::Key_Return);
        BuildRequest fresh;
        fresh.folder = desk.path(u"fresh"_s);
        fresh.tags = QStringList{u"fresh:latest"_s};
        QCOMPARE(desk.dialog->request(), fresh);
    }
    void A3_38_anotherFolderKeepsWhatWasTyped()
    {
        Desk desk;
        desk.type(u"buildTags"_s, u"team/app:9"_s);
        desk.find<QComboBox>(u"buildTarget"_s)->setCurrentText(u"two"_s);
        desk.find<QComboBox>(u"buildPlatform"_s)->setCurrentText(u"linux/amd64"_s);
        desk.find<QCheckBox>(u"buildNoCache"_s)->click();
        desk.typeInCell(u"buildArguments"_s, 1, 1, u"s3cret"_s); // API_TOKEN
        desk.type(u"buildFolder"_s, desk.path(u"fresh"_s));
        QTest::keyClick(desk.find<QLineEdit>(u"buildFolder"_s), Qt::Key_Return);
        BuildRequest kept;
        kept.folder = desk.path(u"fresh"_s);
        kept.tags = QStringList{u"team/app:9"_s};
        kept.target = u"two"_s;
        kept.platform = u"linux/amd64"_s;
        kept.noCache = true;
        kept.arguments = {{u"API_TOKEN"_s, u"s3cret"_s}};
        QCOMPARE(desk.dialog->request(), kept);
        // And back: VERSION was not touched, so the remembered one counts again.
        desk.type(u"buildFolder"_s, desk.path(u"old"_s));
        QTest::keyClick(desk.find<QLineEdit>(u"buildFolder"_s), Qt::Key_Return);
        kept.folder = desk.path(u"old"_s);
        kept.arguments[u"VERSION"_s] = u"7"_s;
        kept.labels = desk.last.labels;
        kept.pull = true;
        QCOMPARE(desk.dialog->request(), kept);
    }

    void A3_38_secretsShowWhileTheyAreTyped()
    {
        Desk desk;
        auto *table = desk.find<QTreeView>(u"buildArguments"_s);
        const QModelIndex value = table->model()->index(1, 1);
        table->model()->setData(value, u"s3cret"_s);
        QCOMPARE(value.data().toString(), u"•••"_s);
        QCOMPARE(table->model()->index(0, 1).data().toString(), u"7"_s);
        QCOMPARE(desk.dialog->request().arguments.value(u"API_TOKEN"_s), u"s3cret"_s);
        table->setCurrentIndex(value);
        table->edit(value);
        QCOMPARE(qobject_cast<QLineEdit *>(table->indexWidget(value))->text(), u"s3cret"_s);
    }

    /// V12d
    void textsBeginInOneColumn()
    {
        Desk desk;
        const auto textStart = [&desk](const QLineEdit *edit) {
            return edit->mapTo(desk.dialog, edit->inputMethodQuery(Qt::ImCursorRectangle).toRect().topLeft()).x();
        };
        auto *tags = desk.find<QLineEdit>(u"buildTags"_s);
        tags->clear();
        for (const QString &name : {u"dockerfile"_s, u"buildTarget"_s, u"buildPlatform"_s}) {
            auto *combo = desk.find<QComboBox>(name);
            combo->setCurrentText({});
            QCOMPARE(textStart(combo->lineEdit()), textStart(tags));
        }
    }
};

LONGSHORE_GUI_TEST_MAIN(tst_BuildDialog)
#include "tst_builddialog.moc"
