// SPDX-License-Identifier: GPL-3.0-or-later
// The widgets JobEditorView is made of; what it does is in jobeditorview.cpp.
#include "ui/jobs/formbody.h"
#include "ui/jobs/formpart.h"
#include "ui/jobs/jobeditorview.h"
#include "ui/jobs/jobjsonedit.h"
#include "ui/jobs/jobschema.h"
#include "ui/jobs/jobsection.h"
#include "ui/jobs/jobsections.h"
#include "ui/jobs/jobtruth.h"
#include "ui/jobs/problemlist.h"
#include "ui/jobs/sectionlist.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/verdictbar.h"

#include <QAction>
#include <QCompleter>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QStringListModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

JobEditorView::JobEditorView(std::unique_ptr<JobEditor> editor, const JobContext &context, QWidget *parent)
    : QWidget(parent)
    , m_editor(std::move(editor))
    , m_schema(new JobSchema(*m_editor, this))
    , m_context(context)
{
    setObjectName(u"jobEditor"_s);
    setBaseGround(this);
    makeActions();
    m_list = new SectionList(this);
    m_list->setFixedWidth(162);
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setObjectName(u"jobSplitter"_s);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(makeForm());
    m_truth = new JobTruth(m_split);
    m_split->addWidget(m_truth);
    m_split->setSizes({590, 530});
    m_split->setStretchFactor(0, 1);
    m_outside = new VerdictBar(this);
    m_outside->setObjectName(u"jobOutside"_s);
    m_outside->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(new Hairline(Qt::Vertical, this));
    row->addWidget(m_split, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_outside);
    column->addLayout(row, 1);
    m_soon.setSingleShot(true);
    m_schema->sources().setLabelRecord(m_context.labelRecord);
    m_sections->setLabelRecord(m_context.labelRecord);
    if (m_context.image)
        m_sections->setImage(*m_context.image);
    m_list->setSections(m_sections->all());
    m_list->setCurrent(m_sections->parameters());
    connect(&m_soon, &QTimer::timeout, this, &JobEditorView::refresh);
    connect(m_editor.get(), &JobEditor::changed, this, &JobEditorView::refreshSoon);
    connect(m_schema, &JobSchema::changed, this, &JobEditorView::refreshSoon);
    connect(m_schema, &JobSchema::changed, this, &JobEditorView::showOutside); // and no failure of before
    connect(m_schema, &JobSchema::failed, this, &JobEditorView::schemaFailed);
    connect(m_editor.get(), &JobEditor::outsideChanged, this, &JobEditorView::showOutside);
    connect(m_sections, &JobSections::problemsChanged, this, &JobEditorView::refreshProblems);
    connect(m_sections, &JobSections::summariesChanged, m_list, &SectionList::refresh);
    connect(m_jsonEdit, &JobJsonEdit::errorChanged, this, &JobEditorView::refreshProblems);
    connect(m_list, &SectionList::chosen, this, &JobEditorView::goToSection);
    connect(m_truth->problems(), &ProblemList::chosen, this, &JobEditorView::goTo);
    showHeader();
    refresh();
}

QAction *JobEditorView::addAction(const QString &name, const QString &text, const QString &icon, const QKeySequence &key,
                                  void (JobEditorView::*slot)())
{
    auto *action = new QAction(Icons::get(icon), text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    QWidget::addAction(action);
    m_actions.append(action);
    return action;
}

void JobEditorView::makeActions()
{
    addAction(u"runJob"_s, tr("Run"), u"media-playback-start"_s, Qt::CTRL | Qt::Key_Return, &JobEditorView::run);
    addAction(u"checkJob"_s, tr("Check"), u"edit-find"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_C, &JobEditorView::check);
    m_actions.append(nullptr);
    addAction(u"saveJob"_s, tr("Save"), u"document-save"_s, QKeySequence::Save, &JobEditorView::save);
    addAction(u"saveJobAs"_s, tr("Save as…"), u"document-save"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_S, &JobEditorView::saveElsewhere);
    addAction(u"chooseSchema"_s, tr("Use a schema file…"), u"document-open"_s, {}, &JobEditorView::chooseSchema);
    addAction(u"editSchema"_s, tr("Edit schema…"), u"view-form"_s, {}, &JobEditorView::editSchema);
    addAction(u"exportJob"_s, tr("Export as zip…"), u"document-export"_s, {}, &JobEditorView::exportZip);
    m_actions.append(nullptr);
    m_undo = addAction(u"undoJob"_s, tr("Undo"), u"edit-undo"_s, QKeySequence::Undo, &JobEditorView::undo);
    m_redo = addAction(u"redoJob"_s, tr("Redo"), u"edit-undo"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_Z, &JobEditorView::redo);
    m_json = new QAction(Icons::get(u"view-list-tree"_s), tr("JSON"), this);
    m_json->setObjectName(u"showJobJson"_s);
    m_json->setCheckable(true);
    connect(m_json, &QAction::triggered, this, &JobEditorView::setJsonShown);
    m_actions.append(m_json);
}

QWidget *JobEditorView::makeHeader()
{
    auto *bar = new Bar(Bar::Kind::Header, this);
    QAction *back = addAction(u"backToJobs"_s, tr("Jobs"), u"go-previous"_s, Qt::ALT | Qt::Key_Left, &JobEditorView::goBack);
    m_actions.removeOne(back);
    bar->addAction(back);
    auto *texts = new QWidget(bar);
    auto *lines = new QVBoxLayout(texts);
    lines->setContentsMargins({});
    lines->setSpacing(2);
    auto *first = new QHBoxLayout;
    first->setSpacing(metrics::gap);
    m_title = new ElidedLabel({}, Qt::ElideRight, TextRole::Object, Ink::Normal, texts);
    m_title->setObjectName(u"jobTitle"_s);
    m_modified = new PlainLabel({}, TextRole::Body, Ink::Muted, texts);
    m_modified->setObjectName(u"jobModified"_s);
    first->addWidget(m_title);
    first->addWidget(m_modified);
    first->addStretch(1);
    m_subtitle = new ElidedLabel({}, Qt::ElideMiddle, TextRole::Small, Ink::Muted, texts);
    m_subtitle->setObjectName(u"jobSubtitle"_s);
    lines->addStretch(1);
    lines->addLayout(first);
    lines->addWidget(m_subtitle);
    lines->addStretch(1);
    bar->add(texts, 1);
    const auto button = [this, bar](QPushButton *made, void (JobEditorView::*slot)()) {
        connect(made, &QPushButton::clicked, this, slot);
        bar->add(made);
    };
    button(outlinedButton(tr("Check"), u"checkJobButton"_s, bar), &JobEditorView::check);
    button(outlinedButton(tr("Save"), u"saveJobButton"_s, bar), &JobEditorView::save);
    button(primaryButton(u"media-playback-start"_s, tr("Run"), u"runJobButton"_s, bar), &JobEditorView::run);
    QToolButton *more = flatButton(u"overflow-menu"_s, {}, u"jobMore"_s, bar);
    more->setAccessibleName(tr("More actions"));
    more->setToolButtonStyle(Qt::ToolButtonIconOnly);
    auto *menu = new QMenu(more);
    for (QAction *action : std::as_const(m_actions)) {
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    }
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    bar->add(more);
    auto *enter = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Enter), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(enter, &QShortcut::activated, this, &JobEditorView::run);
    return bar;
}

QWidget *JobEditorView::makeSearch(QWidget *parent)
{
    auto *bar = new Bar(Bar::Kind::Tools, parent);
    m_search = new QLineEdit(bar);
    m_search->setObjectName(u"goToField"_s);
    m_search->setPlaceholderText(tr("Go to a field"));
    m_search->setAccessibleName(tr("Go to a field"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(Icons::get(u"edit-find"_s), QLineEdit::LeadingPosition);
    m_search->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    bar->add(m_search, 1);
    bar->addAction(m_json);
    auto *names = new QStringListModel(m_search);
    auto *completer = new QCompleter(names, m_search);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_search->setCompleter(completer);
    const auto fields = [this] {
        QMap<QString, QString> found;
        for (JobSection *section : m_sections->all()) {
            for (FormPart *part : section->parts()) {
                for (const auto &[title, path] : part->fields())
                    found.insert(tr("%1 – %2").arg(title, section->title()), path);
            }
        }
        return found;
    };
    connect(m_search, &QLineEdit::textEdited, names, [names, fields] { names->setStringList(fields().keys()); });
    const auto go = [this, fields](const QString &text) {
        const QMap<QString, QString> all = fields();
        for (auto field = all.cbegin(); field != all.cend() && !text.isEmpty(); ++field) {
            if (field.key().contains(text, Qt::CaseInsensitive))
                return goToPath(QString(field.value()).replace(u".*"_s, u".0"_s));
        }
    };
    connect(completer, qOverload<const QString &>(&QCompleter::activated), this, go);
    connect(m_search, &QLineEdit::returnPressed, this, [this, go] { go(m_search->text()); });
    return bar;
}

QWidget *JobEditorView::makeForm()
{
    auto *form = new QWidget(m_split);
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_stack = new QStackedWidget(form);
    m_scroll = new QScrollArea(m_stack);
    m_scroll->setObjectName(u"jobFormScroll"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *body = new FormBody(m_scroll);
    setBaseGround(body);
    setBaseGround(m_scroll->viewport());
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    m_sections = new JobSections(*m_editor, *m_schema, rows, body);
    rows->addStretch(1);
    m_scroll->setWidget(body);
    m_jsonEdit = new JobJsonEdit(*m_editor, m_stack);
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_jsonEdit);
    column->addWidget(makeSearch(form));
    column->addWidget(m_stack, 1);
    form->setMinimumWidth(360);
    return form;
}

} // namespace longshore
