// SPDX-License-Identifier: GPL-3.0-or-later
// The widgets SchemaLabWindow is made of; what it does is in schemalabwindow.cpp.
#include "model/jobs/formmodel.h"
#include "model/json/json.h"
#include "ui/jobs/configpreview.h"
#include "ui/jobs/formview.h"
#include "ui/jobs/jsonhighlighter.h"
#include "ui/jobs/problemlist.h"
#include "ui/jobs/schemalabwindow.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QPlainTextEdit>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr QSize startSize(1200, 780);
constexpr int pauseMs = 150; ///< in typing, until the text is read

const char *const smallSchema = R"({
  "type": "object",
  "title": "Parameters",
  "required": ["name"],
  "properties": {
    "name": {
      "type": "string",
      "title": "Name",
      "propertyOrder": 1
    },
    "#token": {
      "type": "string",
      "title": "Token",
      "format": "password",
      "propertyOrder": 2
    }
  }
}
)";

/// What comes out of a record is on one line.
QByteArray readable(const QByteArray &schema)
{
    const Result<Json> json = schema.contains('\n') ? Result<Json>(fail({})) : scanJson(schema, {});
    return json ? writeJson(*json, JsonStyle::Canonical) + '\n' : schema;
}

QWidget *inColumn(QWidget *parent, std::initializer_list<QWidget *> widgets)
{
    auto *pane = new QWidget(parent);
    setBaseGround(pane);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins({});
    column->setSpacing(0);
    for (QWidget *widget : widgets)
        column->addWidget(widget);
    return pane;
}

PlainLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel(text, TextRole::Heading, Ink::Normal, parent);
    label->setContentsMargins(metrics::paneInset, 0, metrics::paneInset, 0);
    label->setMinimumHeight(metrics::height(metrics::sectionHeader, label->fontMetrics()));
    return label;
}

MarkLabel *banner(const QString &name, QWidget *parent)
{
    auto *label = new MarkLabel(Mark::Error, {}, TextRole::Small, parent);
    label->setObjectName(name);
    label->setContentsMargins(metrics::paneInset, metrics::gap, metrics::paneInset, metrics::gap);
    label->setWordWrap(true);
    label->hide();
    return label;
}

QSplitter *splitter(Qt::Orientation orientation, QWidget *first, QWidget *second, const QList<int> &sizes, QWidget *parent)
{
    auto *made = new QSplitter(orientation, parent);
    made->setChildrenCollapsible(false);
    made->addWidget(first);
    made->addWidget(second);
    made->setSizes(sizes);
    made->setStretchFactor(0, 1);
    return made;
}

} // namespace

SchemaLabWindow::SchemaLabWindow(const Start &start, QWidget *parent)
    : QDialog(parent)
    , m_job(start.job)
    , m_model(new FormModel(this))
{
    setObjectName(u"schemaLab"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    setWindowTitle(tr("Schema lab"));
    setBaseGround(this);
    resize(startSize);
    m_message = banner(u"schemaLabMessage"_s, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHeader(start.forJob));
    column->addWidget(m_message);
    QSplitter *split = splitter(Qt::Horizontal, makeText(), makeForm(), {600, 600}, this);
    split->setStretchFactor(1, 1);
    column->addWidget(split, 1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(m_text, &QPlainTextEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_text, &QPlainTextEdit::textChanged, this, &SchemaLabWindow::showHeader);
    connect(&m_pause, &QTimer::timeout, this, [this] { m_lab.setText(text()); });
    connect(&m_lab, &SchemaLab::schemaChanged, this, &SchemaLabWindow::schemaChanged);
    connect(&m_lab, &SchemaLab::read, this, &SchemaLabWindow::showReading);
    connect(m_model, &FormModel::documentChanged, this, &SchemaLabWindow::showConfig);
    connect(m_findings, &ProblemList::chosen, this, &SchemaLabWindow::goTo);
    connect(new QShortcut(QKeySequence::Open, this), &QShortcut::activated, this, &SchemaLabWindow::askOpen);
    connect(new QShortcut(QKeySequence::Save, this), &QShortcut::activated, this, &SchemaLabWindow::save);
    if (!m_model->load({}, start.job.parameters()))
        m_model->setText("{}"); // the job's own problem
    setText(start.schema.isEmpty() ? QByteArray(smallSchema) : readable(start.schema), start.path);
    m_text->setFocus();
}

Bar *SchemaLabWindow::makeHeader(bool forJob)
{
    auto *bar = new Bar(Bar::Kind::Header, this);
    auto *words = new QWidget(bar);
    auto *column = new QVBoxLayout(words);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_title = new ElidedLabel({}, Qt::ElideRight, TextRole::Object, Ink::Normal, words);
    m_title->setObjectName(u"schemaLabTitle"_s);
    m_subtitle = new ElidedLabel({}, Qt::ElideMiddle, TextRole::Small, Ink::Muted, words);
    column->addStretch(1);
    column->addWidget(m_title);
    column->addWidget(m_subtitle);
    column->addStretch(1);
    bar->add(words, 1);
    const auto button = [this, bar](QPushButton *made, void (SchemaLabWindow::*slot)()) {
        made->setAutoDefault(false); // Enter belongs to the text
        connect(made, &QPushButton::clicked, this, slot);
        bar->add(made);
    };
    button(outlinedButton(tr("Open…"), u"openSchema"_s, bar), &SchemaLabWindow::askOpen);
    button(outlinedButton(tr("Save"), u"saveSchema"_s, bar), &SchemaLabWindow::save);
    button(outlinedButton(tr("Save as…"), u"saveSchemaAs"_s, bar), &SchemaLabWindow::saveAs);
    if (forJob)
        button(primaryButton(u"view-form"_s, tr("Use in the job"), u"useSchema"_s, bar), &SchemaLabWindow::use);
    return bar;
}

QWidget *SchemaLabWindow::makeText()
{
    m_text = new QPlainTextEdit(this);
    setUpJsonEdit(m_text);
    m_text->setObjectName(u"schemaText"_s);
    m_text->setAccessibleName(tr("Configuration schema"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(metrics::barInset);
    m_findings = new ProblemList(this);
    QSplitter *split = splitter(Qt::Vertical, m_text, m_findings, {520, 200}, this);
    split->setMinimumWidth(360);
    return split;
}

QWidget *SchemaLabWindow::makeForm()
{
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(u"schemaFormScroll"_s);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    setBaseGround(scroll->viewport());
    auto *body = new QWidget(scroll);
    setBaseGround(body);
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins(metrics::gap, metrics::gap, metrics::gap, metrics::paneInset);
    rows->addWidget(new FormView(*m_model, body));
    rows->addStretch(1);
    scroll->setWidget(body);
    m_banner = banner(u"schemaBanner"_s, this);
    QWidget *form = inColumn(this, {heading(tr("Form"), this), m_banner, scroll});
    static_cast<QVBoxLayout *>(form->layout())->setStretchFactor(scroll, 1);
    m_config = new ConfigPreview(this);
    QWidget *config = inColumn(this, {new Hairline(Qt::Horizontal, this), heading(u"config.json"_s, this), m_config});
    static_cast<QVBoxLayout *>(config->layout())->setStretchFactor(m_config, 1);
    QSplitter *split = splitter(Qt::Vertical, form, config, {480, 240}, this);
    split->setMinimumWidth(360);
    return split;
}

} // namespace longshore
