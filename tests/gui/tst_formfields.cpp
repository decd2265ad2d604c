// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/actionrunner.h"
#include "model/jobs/formactions.h"
#include "tests/support/testmain.h"
#include "tests/gui/picture.h"
#include "ui/jobs/formbar.h"
#include "ui/jobs/formview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/marklabel.h"

#include <QAction>
#include <QCalendarWidget>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{

QByteArray objectWith(const QByteArray &properties, const QByteArray &rest = {})
{
    return R"({"type": "object", "properties": {)" + properties + "}" + (rest.isEmpty() ? "" : ", " + rest) + "}";
}

/// A form with its bar in a window.
struct Shown {
    explicit Shown(const QByteArray &schema, const QByteArray &parameters = "{}")
    {
        if (!model.load(schema, parameters))
            qFatal("bad parameters in a test");
        view = new FormView(model, &window);
        bar = new FormBar(model, *view, &window);
        QObject::connect(bar, &FormBar::fieldChosen, view, &FormView::goTo);
        auto *column = new QVBoxLayout(&window);
        column->addWidget(bar);
        column->addWidget(view);
        column->addStretch(1);
        window.resize(700, 600);
        window.show();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window did not become active");
    }

    template<class T>
    T *find(const QString &name)
    {
        return window.findChild<T *>(name);
    }
    bool shows(const QString &name)
    {
        auto *widget = window.findChild<QWidget *>(name);
        return widget && widget->isVisible();
    }
    void click(const QString &name)
    {
        auto *button = window.findChild<QAbstractButton *>(name);
        if (!button)
            qFatal("no button %s", qPrintable(name));
        button->click();
    }
    void choose(const QString &name, int index)
    {
        auto *combo = find<QComboBox>(name);
        combo->setCurrentIndex(index);
        Q_EMIT combo->activated(index);
    }

    FormModel model;
    QWidget window;
    FormView *view = nullptr;
    FormBar *bar = nullptr;
};

const char *const pictureSchema = R"({"type": "object", "required": ["host"], "properties": {
    "host": {"type": "string", "title": "Host", "propertyOrder": 1, "description": "Name or address of the server.",
        "options": {"documentation": {"link": "https:\/\/example.com/host"}}},
    "port": {"type": "integer", "title": "Port", "minimum": 1, "default": 5432, "propertyOrder": 2},
    "secret": {"type": "string", "title": "Password", "format": "password", "propertyOrder": 3},
    "test": {"type": "button", "title": "Test connection", "format": "test-connection", "propertyOrder": 4},
    "schema": {"type": "string", "title": "Schema", "enum": [], "propertyOrder": 5,
        "options": {"async": {"label": "Load schemas", "action": "schemas"}}},
    "mode": {"type": "string", "title": "Load", "format": "radio", "enum": ["full", "new"], "propertyOrder": 6,
        "options": {"enum_titles": ["Everything", "What is new"]}},
    "since": {"type": "string", "title": "Since", "format": "date", "propertyOrder": 7},
    "tags": {"type": "array", "title": "Tags", "items": {"type": "string"}, "options": {"tags": true}, "propertyOrder": 8},
    "target": {"type": "object", "title": "Target", "propertyOrder": 9, "oneOf": [
        {"title": "A file", "properties": {"kind": {"const": "file", "title": "Kind"}, "path": {"type": "string", "title": "Path"}}},
        {"title": "A server", "properties": {"kind": {"const": "server"}, "url": {"type": "string", "title": "URL", "pattern": "^https:\/\/"},
            "retry": {"type": "boolean", "title": "Try again on errors"}}}]},
    "size": {"type": "object", "title": "Limits", "format": "grid", "propertyOrder": 10, "properties": {
        "rows": {"type": "integer", "title": "Rows", "options": {"grid_columns": 4}},
        "bytes": {"type": "integer", "title": "Bytes", "options": {"grid_columns": 4}},
        "unit": {"type": "string", "title": "Unit", "enum": ["kB", "MB"], "options": {"grid_columns": 4}}}},
    "columns": {"type": "array", "title": "Columns", "format": "table", "propertyOrder": 11, "items": {"type": "object", "properties": {
        "name": {"type": "string", "title": "Name"},
        "type": {"type": "string", "title": "Type", "enum": ["Integer", "String", "Timestamp"]},
        "null": {"type": "boolean", "title": "Nullable"}, "max": {"type": "integer", "title": "Max length"}}}},
    "tunnel": {"type": "object", "title": "SSH tunnel", "format": "ssh-editor", "propertyOrder": 12, "options": {"collapsed": true}},
    "parts": {"type": "object", "title": "Parts", "format": "tabs", "propertyOrder": 13, "properties": {
        "in": {"type": "object", "title": "Input", "properties": {"glob": {"type": "string", "title": "Files"}}},
        "out": {"type": "object", "title": "Output", "properties": {"name": {"type": "string", "title": "Name"}}}}}}})";

const char *const pictureValues = R"({"host": "db.example.com", "port": 5432, "secret": "not to be seen", "mode": "new", "since": "2026-03-01",
    "tags": ["daily", "sales"], "target": {"kind": "server", "url": "ftp:x"}, "size": {"rows": 1000, "unit": "kB"},
    "columns": [{"name": "id", "type": "Integer"}, {"name": "author", "type": "String", "null": true, "max": 120},
                {"name": "comment", "type": "Strin", "null": true, "max": 75}]})";

class FakeRunner : public ActionRunner
{
public:
    QList<Done> calls;
    quint64 run(const QString &, const QByteArray &, QObject *, Done done) override
    {
        calls.append(std::move(done));
        return quint64(calls.size());
    }
    void cancel(quint64) override {}
};

} // namespace

/// The widgets of a form, by the formats and options of contract §15.
class TestFormFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>(qApp, Theme::Scheme::Light);
    }

    void date()
    {
        Shown shown(objectWith(R"("d": {"type": "string", "format": "date"})"), R"({"d": "2026-03-01"})");
        QCOMPARE(shown.find<QLineEdit>(u"field.d"_s)->text(), u"2026-03-01"_s);
        shown.find<QAction>(u"calendar.d"_s)->trigger();
        auto *calendar = shown.find<QCalendarWidget>(u"calendarOf.d"_s);
        QVERIFY(calendar);
        QCOMPARE(calendar->selectedDate(), QDate(2026, 3, 1));
        Q_EMIT calendar->activated(QDate(2026, 3, 9));
        QCOMPARE(shown.model.value(u"d"_s), QVariant(u"2026-03-09"_s));
    }

    void radio()
    {
        Shown shown(objectWith(R"("r": {"type": "string", "format": "radio", "enum": ["a", "b"],
            "options": {"enum_titles": ["Ah", "Be"]}})"));
        QVERIFY(!shown.find<QRadioButton>(u"field.r.0"_s)->isChecked());
        QCOMPARE(shown.find<QRadioButton>(u"field.r.1"_s)->text(), u"Be"_s);
        shown.click(u"field.r.1"_s);
        QCOMPARE(shown.model.value(u"r"_s), QVariant(u"b"_s));
    }

    void trim()
    {
        Shown shown(objectWith(R"("t": {"type": "string", "format": "trim"}, "u": {"type": "string"})"));
        auto *edit = shown.find<QLineEdit>(u"field.t"_s);
        edit->setFocus();
        QTest::keyClicks(edit, u"  x y "_s);
        QTest::keyClick(edit, Qt::Key_Tab);
        QCOMPARE(shown.model.value(u"t"_s), QVariant(u"x y"_s));
    }

    void numbersStep()
    {
        Shown shown(objectWith(R"("n": {"type": "integer", "minimum": 0, "maximum": 3, "default": 2})"));
        auto *edit = shown.find<QLineEdit>(u"field.n"_s);
        QTest::keyClick(edit, Qt::Key_Up);
        QCOMPARE(shown.model.json(u"n"_s), QByteArray("3"));
        shown.click(u"more.n"_s);
        QCOMPARE(shown.model.json(u"n"_s), QByteArray("3"));
        shown.click(u"less.n"_s);
        QCOMPARE(edit->text(), u"2"_s);
    }

    void tags()
    {
        Shown shown(objectWith(R"("t": {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "options": {"tags": true}})"),
                    R"({"t": ["a"]})");
        auto *edit = shown.find<QLineEdit>(u"field.t"_s);
        edit->setFocus();
        QTest::keyClicks(edit, u"b,a"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(shown.model.value(u"t"_s).toList(), (QVariantList{u"a"_s, u"b"_s}));
        shown.click(u"field.t.0"_s);
        QCOMPARE(shown.model.value(u"t"_s).toList(), QVariantList{u"b"_s});
        QTest::keyClick(edit, Qt::Key_Backspace);
        QCOMPARE(edit->text(), u"b"_s);
        QVERIFY(shown.model.value(u"t"_s).toList().isEmpty());
    }

    void creatableList()
    {
        Shown shown(objectWith(R"("m": {"type": "array", "items": {"enum": ["x", "y"]}, "options": {"creatable": true}})"),
                    R"({"m": ["y"]})");
        auto *edit = shown.find<QLineEdit>(u"new.m"_s);
        QTest::keyClicks(edit, u"own"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(shown.model.value(u"m"_s).toList(), (QVariantList{u"y"_s, u"own"_s}));
        QCOMPARE(shown.find<QListWidget>(u"field.m"_s)->count(), 3);
        shown.find<QListWidget>(u"field.m"_s)->item(0)->setCheckState(Qt::Checked);
        QCOMPARE(shown.model.value(u"m"_s).toList(), (QVariantList{u"y"_s, u"own"_s, u"x"_s}));
    }

    void grid()
    {
        Shown shown(objectWith(R"("a": {"type": "string", "options": {"grid_columns": 4}}, "b": {"type": "string", "options": {"grid_columns": 4}},
            "c": {"type": "string", "options": {"grid_columns": 6}}, "d": {"type": "string", "options": {"grid_break": true}})",
                               R"("format": "grid-strict")"));
        const auto top = [&](const QString &name) { return shown.find<QWidget>(name)->mapTo(&shown.window, QPoint()).y(); };
        const auto left = [&](const QString &name) { return shown.find<QWidget>(name)->mapTo(&shown.window, QPoint()).x(); };
        QCOMPARE(top(u"field.a"_s), top(u"field.b"_s));
        QVERIFY(left(u"field.b"_s) > left(u"field.a"_s));
        QVERIFY(top(u"field.c"_s) > top(u"field.a"_s)); // 4 + 4 + 6 > 12
        QVERIFY(top(u"field.d"_s) > top(u"field.c"_s));
        shown.window.resize(400, 600);
        QTRY_VERIFY(top(u"field.b"_s) > top(u"field.a"_s));
    }

    void tabs()
    {
        Shown shown(objectWith(R"("one": {"type": "object", "title": "One", "properties": {"a": {"type": "string"}}},
            "two": {"type": "object", "title": "Two", "properties": {"b": {"type": "integer", "minimum": 5}}},
            "c": {"type": "string"})",
                               R"("format": "categories")"),
                    R"({"two": {"b": 1}})");
        auto *tabs = shown.find<QTabWidget>(u"fieldTabs"_s);
        QCOMPARE(tabs->count(), 2);
        QVERIFY(shown.shows(u"field.one.a"_s) && shown.shows(u"field.c"_s));
        QVERIFY(!shown.find<QLineEdit>(u"field.two.b"_s)); // not looked at yet
        QVERIFY(shown.view->goTo(u"two.b"_s));
        QCOMPARE(tabs->currentIndex(), 1);
        QVERIFY(shown.shows(u"field.two.b"_s));
    }

    void collapsed()
    {
        Shown shown(objectWith(R"("o": {"type": "object", "options": {"collapsed": true}, "properties": {"a": {"type": "string"}}},
            "p": {"type": "object", "options": {"collapsed": true, "disable_collapse": true}, "properties": {"b": {"type": "string"}}})"));
        QVERIFY(!shown.find<QLineEdit>(u"field.o.a"_s));
        QVERIFY(shown.shows(u"field.p.b"_s));
        shown.click(u"fold.o"_s);
        QVERIFY(shown.shows(u"field.o.a"_s));
        shown.click(u"fold.o"_s);
        QVERIFY(!shown.shows(u"field.o.a"_s));
        QVERIFY(shown.view->goTo(u"o.a"_s));
        QVERIFY(shown.shows(u"field.o.a"_s));
    }

    void U7_disabledArrayActions()
    {
        Shown shown(objectWith(R"("l": {"type": "array", "items": {"type": "string"},
            "options": {"disable_array_add": true, "disable_array_delete": true, "disable_array_reorder": true}},
            "m": {"type": "array", "maxItems": 1, "items": {"type": "string"}})"),
                    R"({"l": ["a", "b"]})");
        QVERIFY(!shown.shows(u"field.l.add"_s));
        QVERIFY(!shown.find<QToolButton>(u"field.l.0.remove"_s) && !shown.find<QToolButton>(u"field.l.0.up"_s));
        shown.click(u"field.m.add"_s); // U7
        QVERIFY(!shown.find<QToolButton>(u"field.m.add"_s)->isEnabled());
        QVERIFY(shown.find<QToolButton>(u"field.m.0.remove"_s));
    }

    void table()
    {
        Shown shown(objectWith(R"("t": {"type": "array", "format": "table", "items": {"type": "object", "properties": {
            "name": {"type": "string", "title": "Name"}, "kind": {"type": "string", "title": "Type", "enum": ["int", "text"], "options": {"enum_titles": ["Integer", "Text"]}},
            "null": {"type": "boolean", "title": "Nullable"}, "max": {"type": "integer", "title": "Max", "minimum": 1}}}})"),
                    R"({"t": [{"name": "id", "kind": "int"}, {"name": "x", "kind": "oops", "max": 1.10}]})");
        auto *view = shown.find<QTreeView>(u"field.t"_s);
        QAbstractItemModel *model = view->model();
        QCOMPARE(model->rowCount(), 2);
        QCOMPARE(model->index(0, 1).data().toString(), u"Integer"_s);
        QCOMPARE(model->index(1, 1).data().toString(), u"oops"_s); // kept
        QCOMPARE(model->index(1, 3).data().toString(), u"1.10"_s);
        QVERIFY(shown.find<MarkLabel>(u"rowError.t"_s)->text().startsWith(u"Row 2: "_s));
        model->setData(model->index(1, 1), u"Text"_s);
        model->setData(model->index(1, 3), u"5"_s);
        model->setData(model->index(0, 2), Qt::Checked, Qt::CheckStateRole);
        QVERIFY(!shown.shows(u"rowError.t"_s));
        QCOMPARE(shown.model.json(u"t.1"_s), QByteArray("{\n  \"name\": \"x\",\n  \"kind\": \"text\",\n  \"max\": 5\n}"));
        QCOMPARE(shown.model.value(u"t.0.null"_s), QVariant(true));
        view->setCurrentIndex(model->index(1, 0));
        shown.click(u"field.t.up"_s);
        QCOMPARE(shown.model.value(u"t.0.name"_s), QVariant(u"x"_s));
        shown.click(u"field.t.remove"_s);
        QCOMPARE(model->rowCount(), 1);
        QGuiApplication::clipboard()->setText(u"Name,Max\n\"a, b\",3\nc,4\n"_s);
        shown.click(u"field.t.paste"_s);
        QCOMPARE(model->rowCount(), 3);
        QCOMPARE(shown.model.value(u"t.1.name"_s), QVariant(u"a, b"_s));
        QCOMPARE(shown.model.json(u"t.2.max"_s), QByteArray("4"));
        QVERIFY(!shown.window.grab().isNull());
    }

    void variants()
    {
        Shown shown(objectWith(R"("s": {"type": "object", "title": "Source", "oneOf": [
            {"title": "File", "properties": {"kind": {"const": "file"}, "path": {"type": "string"}}},
            {"title": "Web", "properties": {"kind": {"const": "web"}, "url": {"type": "string"}}}]},
            "v": {"oneOf": [{"type": "integer"}, {"type": "string"}]})"),
                    R"({"s": {"kind": "web", "url": "u"}})");
        QCOMPARE(shown.find<QComboBox>(u"field.s.variant"_s)->currentText(), u"Web"_s);
        QVERIFY(shown.shows(u"field.s.url"_s) && !shown.find<QWidget>(u"field.s.path"_s));
        shown.choose(u"field.s.variant"_s, 0);
        QVERIFY(shown.shows(u"field.s.path"_s));
        QTRY_VERIFY(!shown.find<QWidget>(u"field.s.url"_s));
        QCOMPARE(shown.model.json(u"s"_s), QByteArray("{\n  \"kind\": \"file\"\n}"));
        shown.choose(u"field.s.variant"_s, 1);
        QCOMPARE(shown.find<QLineEdit>(u"field.s.url"_s)->text(), u"u"_s);
        shown.choose(u"field.v.variant"_s, 1);
        QCOMPARE(shown.model.json(u"v"_s), QByteArray("\"\""));
    }

    void variantsByAFieldBeside()
    {
        Shown shown(objectWith(R"("mode": {"type": "string", "enum": ["a", "b"]})",
                               R"("oneOf": [{"properties": {"mode": {"const": "a"}, "x": {"type": "string"}}},
                                            {"properties": {"mode": {"const": "b"}, "y": {"type": "string"}}}])"),
                    R"({"mode": "a"})");
        QVERIFY(!shown.find<QComboBox>(u"field.variant"_s));
        QVERIFY(shown.shows(u"field.x"_s));
        shown.choose(u"field.mode"_s, 1);
        QVERIFY(shown.shows(u"field.y"_s));
        QVERIFY(shown.view->goTo(u"y"_s));
    }

    void U9_asyncChoices()
    {
        Shown shown(objectWith(R"("t": {"type": "string", "enum": [], "options": {"async": {"label": "Load tables", "action": "tables"}}})"));
        FakeRunner runner;
        QVERIFY(!shown.find<QToolButton>(u"load.t"_s)->isEnabled());
        shown.model.actions().setRunner(&runner);
        QCOMPARE(shown.find<QToolButton>(u"load.t"_s)->text(), u"Load tables"_s);
        shown.click(u"load.t"_s);
        QCOMPARE(runner.calls.size(), 1);
        QVERIFY(shown.shows(u"loadState.t"_s));
        runner.calls[0](QByteArray(R"([{"value": "t1", "label": "Table 1"}])"));
        QCOMPARE(shown.find<QComboBox>(u"field.t"_s)->itemText(0), u"Table 1"_s);
        shown.click(u"load.t"_s);
        runner.calls[1](fail(Error::make(Error::Kind::Engine, u"list"_s, u"no <b>host</b>"_s, {})));
        QVERIFY(shown.find<MarkLabel>(u"loadState.t"_s)->text().contains(u"no <b>host</b>"_s));
        QCOMPARE(shown.find<QComboBox>(u"field.t"_s)->itemText(0), u"Table 1"_s);
        shown.model.actions().setRunner(nullptr);
    }

    void U5_buttons()
    {
        Shown shown(objectWith(R"("test": {"type": "button", "format": "test-connection", "title": "Test connection"})"));
        FakeRunner runner;
        shown.model.actions().setRunner(&runner);
        shown.click(u"field.test"_s);
        QVERIFY(shown.shows(u"stop.test"_s));
        runner.calls[0](QByteArray(R"({"status": "success"})"));
        QCOMPARE(shown.find<MarkLabel>(u"result.test"_s)->mark(), Mark::Success);
        QVERIFY(!shown.shows(u"stop.test"_s));
        shown.model.actions().setRunner(nullptr);
    }

    void largeFormsAreMadeInParts()
    {
        QByteArray groups;
        for (int i = 0; i < 20; ++i)
            groups += QByteArray(i ? ", " : "") + "\"g" + QByteArray::number(i) +
                      "\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}, \"b\": {\"type\": \"string\"}, "
                      "\"c\": {\"type\": \"string\"}, \"d\": {\"type\": \"string\"}}}";
        FormModel model;
        QVERIFY(model.load(objectWith(groups), "{}"));
        FormView view(model, nullptr);
        QVERIFY(view.findChild<QLineEdit *>(u"field.g0.a"_s));
        QVERIFY(!view.findChild<QLineEdit *>(u"field.g19.d"_s));
        QVERIFY(view.goTo(u"g19.d"_s)); // whoever asks for it gets it
        QVERIFY(view.findChild<QLineEdit *>(u"field.g19.d"_s));
        QVERIFY(!view.findChild<QLineEdit *>(u"field.g18.d"_s));
        QTRY_VERIFY(view.findChild<QLineEdit *>(u"field.g18.d"_s));
    }

    void searchGoesToTheField()
    {
        Shown shown(objectWith(R"("o": {"type": "object", "title": "Retry", "options": {"collapsed": true}, "properties": {"n": {"type": "integer", "title": "Attempts"}}})"));
        auto *search = shown.find<QLineEdit>(u"formSearch"_s);
        shown.bar->focusSearch();
        QTest::keyClicks(search, u"retry att"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY(shown.find<QLineEdit>(u"field.o.n"_s) && shown.find<QLineEdit>(u"field.o.n"_s)->hasFocus());
        QVERIFY(search->text().isEmpty());
    }

    void changedOnly()
    {
        Shown shown(objectWith(R"("a": {"type": "string"}, "o": {"type": "object", "properties": {"b": {"type": "string"}, "c": {"type": "string"}}})"));
        shown.model.setValue(u"o.b"_s, u"x"_s);
        shown.click(u"changedOnly"_s);
        QVERIFY(!shown.shows(u"field.a"_s) && shown.shows(u"field.o.b"_s) && !shown.shows(u"field.o.c"_s));
        shown.click(u"changedOnly"_s);
        QVERIFY(shown.shows(u"field.a"_s) && shown.shows(u"field.o.c"_s));
    }

    void resetToDefault()
    {
        Shown shown(objectWith(R"("n": {"type": "integer", "default": 7})"), R"({"n": 5})");
        QVERIFY(!shown.find<QToolButton>(u"reset.n"_s)); // made for the first change
        QTest::keyClick(shown.find<QLineEdit>(u"field.n"_s), Qt::Key_Up);
        QVERIFY(shown.shows(u"reset.n"_s));
        shown.find<QAction>(u"resetToDefault.n"_s)->trigger();
        QCOMPARE(shown.model.json(u"n"_s), QByteArray("7"));
        shown.click(u"reset.n"_s);
        QCOMPARE(shown.model.json(u"n"_s), QByteArray("5"));
        QVERIFY(!shown.shows(u"reset.n"_s));
    }

    void everyControlHasAName()
    {
        Shown shown(objectWith(R"("a": {"type": "string", "format": "date"}, "b": {"type": "string", "format": "radio", "enum": ["x"]},
            "c": {"type": "array", "options": {"tags": true}}, "d": {"oneOf": [{"type": "integer"}, {"type": "string"}]},
            "e": {"type": "object", "format": "ssh-editor"}, "f": {"type": "array", "format": "table", "items": {"type": "object", "properties": {"g": {"type": "string"}}}},
            "h": {"type": "button", "format": "sync-action", "title": "Go"})"));
        const QList<QWidget *> all = shown.view->findChildren<QWidget *>();
        for (const QWidget *widget : all) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(u"qt_"_s) || widget->focusProxy() ||
                !widget->isVisible())
                continue;
            const bool inner = qobject_cast<const QAbstractScrollArea *>(widget->parentWidget()) || qobject_cast<const QLineEdit *>(widget->parentWidget()) ||
                               qobject_cast<const QComboBox *>(widget->parentWidget());
            if (!inner)
                QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(QLatin1String(widget->metaObject()->className()) + widget->objectName()));
        }
    }

    void A02_schemaTextIsPlainText()
    {
        const QByteArray evil = "<img src=x>&amp;";
        QByteArray schema = objectWith(R"("r": {"type": "string", "title": "@", "format": "radio", "enum": ["@"]},
            "b": {"type": "button", "title": "@", "description": "@"}, "o": {"type": "object", "title": "@", "oneOf": [
            {"title": "@", "properties": {"k": {"const": "@"}}}, {"title": "@", "properties": {"k": {"const": "2"}}}]},
            "d": {"type": "string", "options": {"documentation": {"link": "https:\/\/x.test", "tooltip": "@"}}},
            "t": {"type": "array", "format": "table", "items": {"type": "object", "properties": {"g": {"type": "string", "title": "@"}}}})");
        Shown shown(schema.replace('@', evil), R"({"t": [{"g": "<b>x</b>"}]})");
        const QList<QLabel *> labels = shown.window.findChildren<QLabel *>();
        for (const QLabel *label : labels)
            QCOMPARE(label->textFormat(), Qt::PlainText);
        const QList<QWidget *> widgets = shown.window.findChildren<QWidget *>();
        for (const QWidget *widget : widgets)
            QVERIFY(!widget->toolTip().contains(u"<img"_s));
        QVERIFY(!shown.window.grab().isNull());
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("form-light") << false;
        QTest::newRow("form-dark") << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        m_theme.reset();
        m_theme = std::make_unique<Theme>(qApp, dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        test::setPictureFont();
        FormModel model;
        QVERIFY(model.load(pictureSchema, pictureValues));
        FakeRunner runner;
        model.actions().setRunner(&runner);
        QWidget window;
        auto *view = new FormView(model, &window);
        auto *bar = new FormBar(model, *view, &window);
        auto *column = new QVBoxLayout(&window);
        column->setContentsMargins({});
        column->addWidget(bar);
        column->addWidget(view);
        column->addStretch(1);
        window.setBackgroundRole(QPalette::Base);
        window.setAutoFillBackground(true);
        window.resize(760, 1180);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        model.setNumber(u"port"_s, u"0"_s);
        model.setValue(u"since"_s, u"2026-03-02"_s);
        model.actions().run(u"test"_s);
        runner.calls[0](QByteArray(R"({"message": "12 tables are visible", "type": "success"})"));
        model.actions().run(u"schema"_s);
        runner.calls[1](QByteArray(R"(["public", "sales"])"));
        view->showProblems();
        QTemporaryDir folder;
        const QImage image = test::takePicture(window, QString::fromLatin1(QTest::currentDataTag()), folder.path());
        QVERIFY(!image.isNull() && !test::isBlank(image));
        model.actions().setRunner(nullptr);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

LONGSHORE_GUI_TEST_MAIN(TestFormFields)
#include "tst_formfields.moc"
