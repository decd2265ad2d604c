// SPDX-License-Identifier: GPL-3.0-or-later
// How a form arranges its fields (tabs, categories, grid, table), and the schema lab, light and dark; see
// tests/gui/picture.h.
#include "tests/gui/picture.h"
#include "tests/support/testmain.h"
#include "ui/jobs/formview.h"
#include "ui/jobs/schemalabwindow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/hairline.h"

#include <QFile>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

const char *const tabsSchema = R"({"type": "object", "format": "tabs", "properties": {
  "server": {"type": "object", "title": "Server", "propertyOrder": 1, "required": ["host"], "properties": {
    "host": {"type": "string", "title": "Host", "description": "Name or address of the database.", "propertyOrder": 1},
    "port": {"type": "integer", "title": "Port", "default": 5432, "minimum": 1, "maximum": 65535, "propertyOrder": 2},
    "#password": {"type": "string", "title": "Password", "format": "password", "propertyOrder": 3},
    "ssl": {"type": "boolean", "title": "Encrypt the connection", "format": "checkbox", "propertyOrder": 4},
    "test": {"type": "button", "title": "Test connection", "format": "test-connection", "propertyOrder": 5}}},
  "load": {"type": "object", "title": "What to load", "propertyOrder": 2, "properties": {
    "tables": {"type": "array", "title": "Tables", "items": {"type": "string"}, "options": {"tags": true}},
    "since": {"type": "string", "title": "Since", "format": "date"}}},
  "limits": {"type": "object", "title": "Limits", "propertyOrder": 3, "properties": {
    "rows": {"type": "integer", "title": "Rows", "minimum": 10}}}}})";
const char *const tabsValues = R"({"server": {"host": "db.example.com", "port": 5432, "ssl": true}, "limits": {"rows": 1}})";

const char *const categoriesSchema = R"({"type": "object", "format": "categories", "properties": {
  "source": {"type": "object", "title": "Source", "propertyOrder": 1, "properties": {
    "mode": {"type": "string", "title": "Read", "format": "radio", "enum": ["all", "new"], "options": {"enum_titles": ["Everything", "What is new"]}},
    "url": {"type": "string", "title": "Address", "pattern": "^https?:"}}},
  "target": {"type": "object", "title": "Target", "propertyOrder": 2, "properties": {
    "table": {"type": "string", "title": "Table"}}},
  "advanced": {"type": "object", "title": "Advanced", "propertyOrder": 3, "properties": {
    "retries": {"type": "integer", "title": "Retries"}}}}})";
const char *const categoriesValues = R"({"source": {"mode": "new", "url": "ftp://example.com"}, "target": {"table": "orders"}})";

const char *const gridSchema = R"({"type": "object", "title": "Connection", "format": "grid-strict", "properties": {
  "host": {"type": "string", "title": "Host", "propertyOrder": 1, "options": {"grid_columns": 8}},
  "port": {"type": "integer", "title": "Port", "propertyOrder": 2, "options": {"grid_columns": 4}},
  "user": {"type": "string", "title": "User", "propertyOrder": 3, "options": {"grid_columns": 6}},
  "#password": {"type": "string", "title": "Password", "format": "password", "propertyOrder": 4, "options": {"grid_columns": 6}},
  "driver": {"type": "string", "title": "Driver", "enum": ["postgres", "mysql", "mssql"], "propertyOrder": 5, "options": {"grid_columns": 4}},
  "timeout": {"type": "integer", "title": "Timeout", "minimum": 1, "propertyOrder": 6, "options": {"grid_columns": 4}},
  "ssl": {"type": "boolean", "title": "Encrypted", "format": "checkbox", "propertyOrder": 7, "options": {"grid_columns": 4}},
  "note": {"type": "string", "title": "Note", "format": "textarea", "propertyOrder": 8, "options": {"grid_break": true}}}})";
const char *const gridValues = R"({"host": "db.example.com", "port": 5432, "user": "reader", "driver": "postgres", "timeout": 0, "ssl": true, "note": "Read only.\nAsk operations for more."})";

const char *const tableSchema = R"({"type": "object", "properties": {
  "columns": {"type": "array", "title": "Columns", "format": "table", "description": "What the table is made of.", "propertyOrder": 1,
    "items": {"type": "object", "required": ["name"], "properties": {
      "name": {"type": "string", "title": "Name", "propertyOrder": 1},
      "type": {"type": "string", "title": "Type", "enum": ["Integer", "String", "Timestamp"], "propertyOrder": 2},
      "null": {"type": "boolean", "title": "Nullable", "propertyOrder": 3},
      "max": {"type": "integer", "title": "Max length", "propertyOrder": 4}}}},
  "rules": {"type": "array", "title": "Rules", "propertyOrder": 2, "items": {"type": "object", "title": "Rule", "properties": {
      "from": {"type": "string", "title": "From"}, "to": {"type": "string", "title": "To"}}}}}})";
const char *const tableValues = R"({"columns": [{"name": "id", "type": "Integer"}, {"name": "author", "type": "String", "null": true, "max": 120},
  {"name": "comment", "type": "Strin", "null": true, "max": 75}, {"name": "created_at", "type": "Timestamp", "null": true}],
  "rules": [{"from": "a", "to": "b"}]})";

struct Layout {
    const char *name;
    const char *schema;
    const char *values;
};
const Layout layouts[] = {{"form-tabs", tabsSchema, tabsValues}, {"form-categories", categoriesSchema, categoriesValues},
                          {"form-grid", gridSchema, gridValues}, {"form-table", tableSchema, tableValues}};

} // namespace

class TestFormScreenshots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        setPictureFont();
    }

    void pictures_data()
    {
        QTest::addColumn<int>("layout");
        QTest::addColumn<bool>("dark");
        for (int i = 0; i < int(std::size(layouts)); ++i) {
            QTest::newRow(layouts[i].name) << i << false;
            QTest::addRow("%s dark", layouts[i].name) << i << true;
        }
    }
    void pictures()
    {
        QFETCH(int, layout);
        QFETCH(bool, dark);
        const Theme theme(qApp, dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        FormModel model;
        QVERIFY(model.load(layouts[layout].schema, layouts[layout].values));
        QScrollArea window;
        window.setFrameShape(QFrame::NoFrame);
        window.setWidgetResizable(true);
        auto *body = new QWidget(&window);
        auto *column = new QVBoxLayout(body);
        column->setContentsMargins(8, 8, 8, 8);
        auto *view = new FormView(model, body);
        column->addWidget(view);
        column->addStretch(1);
        window.setWidget(body);
        setBaseGround(body);
        window.resize(640, 480);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        view->completeNow();
        view->showProblems();
        QTest::qWait(1);
        const QString name = QLatin1String(layouts[layout].name) + (dark ? u"-dark"_s : u"-light"_s);
        QVERIFY(!isBlank(takePicture(window, name, target())));
    }

    void schemaLab_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    /// The demo's schema with a format that no form knows and a password that the platform would not seal.
    void schemaLab()
    {
        QFETCH(bool, dark);
        const Theme theme(qApp, dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        QFile demo(QStringLiteral(LONGSHORE_SOURCE_DIR "/resources/demo/component_config/configSchema.json"));
        QVERIFY(demo.open(QIODevice::ReadOnly));
        JobDocument job = JobDocument::create(u"Split comments"_s, u"longshore/demo-text-splitter:1.0.0"_s);
        QVERIFY(job.setParameters("{\"columns\":{\"id\":\"id\",\"text\":\"comment\"},\"max\":75}"));
        auto *lab = new SchemaLabWindow({job, demo.readAll().replace("\"checkbox\"", "\"switch\"").replace("\"#token\"", "\"token\""), {}, true});
        const std::unique_ptr<SchemaLabWindow> owner(lab);
        lab->show();
        QVERIFY(QTest::qWaitForWindowExposed(lab));
        QTRY_COMPARE(lab->findChild<QTreeWidget *>(u"problems"_s)->topLevelItemCount(), 2);
        QTRY_VERIFY(lab->findChild<QPlainTextEdit *>(u"configPreview"_s)->toPlainText().contains(u"comment"_s));
        QVERIFY(!isBlank(takePicture(*lab, dark ? u"schema-lab-dark"_s : u"schema-lab-light"_s, target())));
    }

private:
    QString target() const { return qEnvironmentVariable("LONGSHORE_PICTURES", m_pictures.path()); }

    QTemporaryDir m_pictures;
};

LONGSHORE_GUI_TEST_MAIN(TestFormScreenshots)
#include "tst_formscreenshots.moc"
