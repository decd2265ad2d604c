// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fieldrow.h"

#include "ui/jobs/changeddot.h"
#include "ui/jobs/doclink.h"
#include "ui/jobs/fields/fieldeditor.h"
#include "ui/jobs/problemline.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QGridLayout>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int nestedLabel = 104;
constexpr int deepest = 2; ///< levels whose labels fit beside their fields
enum Column { Dot, Label, Editor, Reset };

/// What stands under the field: its help, and for secrets what becomes of them.
QString helpOf(const FieldSpec &spec)
{
    if (spec.kind == FieldKind::Info || spec.kind == FieldKind::Action)
        return {};
    return spec.description.isEmpty() ? spec.encryptionHint : spec.description;
}

bool hasOwnLabel(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Boolean || spec.kind == FieldKind::Action || (spec.kind == FieldKind::Info && spec.suggestion.what.isEmpty());
}

/// What is too wide to stand beside its label, whatever the width of the form.
bool isWide(const FieldSpec &spec)
{
    return spec.format == "entries"_L1 || (spec.kind == FieldKind::Info && spec.suggestion.what != "file"_L1);
}

} // namespace

FieldRow::FieldRow(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_spec(spec)
    , m_path(path)
    , m_depth(depth)
    , m_alwaysStacked(depth >= deepest || isWide(spec))
    , m_marksChange(spec.hasValue() && spec.kind != FieldKind::Object)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(metrics::gap, 0, 0, 0);
    m_grid->setHorizontalSpacing(0); // an empty column would lose its spacing: the columns hold it themselves
    m_grid->setVerticalSpacing(metrics::unit);
    m_grid->setColumnStretch(Column::Editor, 1);
    m_grid->setColumnMinimumWidth(Column::Dot, ChangedDot::diameter + metrics::gap);
    if (m_marksChange || spec.suggestion.what == "file"_L1) // the latter among such fields
        m_grid->setColumnMinimumWidth(Column::Reset, metrics::field + metrics::gap);
    if (!hasOwnLabel(spec))
        m_label = makeLabel(labelWidth(depth));
    m_editor = makeFieldEditor(model, spec, path, depth + 1, this);
    if (!helpOf(spec).isEmpty())
        m_line = new ProblemLine(model, path, helpOf(spec), this);
    arrange();
    connect(m_editor, &FieldEditor::edited, this, [this] {
        m_left = false;
        if (m_line)
            m_line->hold();
    });
    connect(m_editor, &FieldEditor::left, this, [this] {
        m_left = true;
        tellProblem();
    });
    connect(&model, &FormModel::problemsChanged, this, [this] { // of a large form they come after the field was left
        if (m_left)
            tellProblem();
    });
    if (m_line)
        connect(m_line, &ProblemLine::wrong, m_editor, &FieldEditor::setWrong);
    refreshState();
}

int FieldRow::labelWidth(int depth)
{
    return depth > 0 ? nestedLabel : metrics::formLabel;
}

int FieldRow::labelStart()
{
    return metrics::gap + ChangedDot::diameter + metrics::gap;
}

QWidget *FieldRow::makeTitle(QWidget *parent)
{
    auto *title = new PlainLabel(m_spec.title, TextRole::Body, Ink::Normal, parent);
    title->setObjectName(u"label."_s + m_path);
    setPlainToolTip(title, m_spec.tooltip);
    return title;
}

QWidget *FieldRow::makeLabel(int width)
{
    const int top = qMax(0, (metrics::height(metrics::field, fontMetrics()) - fontMetrics().height()) / 2);
    if (!m_spec.required && m_spec.documentationLink.isEmpty()) { // most fields: one widget
        auto *title = static_cast<PlainLabel *>(makeTitle(this));
        title->setContentsMargins(0, top, 0, 0);
        title->setWordWrap(title->sizeHint().width() > width);
        return title;
    }
    auto *label = new QWidget(this);
    auto *title = static_cast<PlainLabel *>(makeTitle(label));
    auto *required = m_spec.required ? new PlainLabel(tr("required"), TextRole::Small, Ink::Muted, label) : nullptr;
    const int wanted = title->sizeHint().width() + (required ? required->sizeHint().width() + 6 : 0);
    const bool oneLine = wanted <= width && m_spec.documentationLink.isEmpty();
    auto *box = new QBoxLayout(oneLine ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom, label);
    box->setContentsMargins(0, top, 0, 0);
    box->setSpacing(oneLine ? 6 : 0);
    title->setWordWrap(!oneLine);
    box->addWidget(title, 0, Qt::Alignment());
    if (required)
        box->addWidget(required);
    if (!m_spec.documentationLink.isEmpty())
        box->addWidget(docLink(m_spec, m_path, label), 0, Qt::AlignLeft);
    box->addStretch(1);
    return label;
}

void FieldRow::arrange()
{
    const bool stacked = m_stacked || m_alwaysStacked;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_dot, m_label, m_editor, m_line, m_reset}) {
        if (widget)
            m_grid->removeWidget(widget);
    }
    const int from = stacked ? Column::Label : Column::Editor;
    const int span = stacked ? 2 : 1;
    int at = 0;
    m_grid->setColumnMinimumWidth(Column::Label, stacked ? 0 : labelWidth(m_depth) + metrics::gap);
    if (m_label && stacked) {
        m_label->setMinimumWidth(0);
        m_label->setMaximumWidth(QWIDGETSIZE_MAX);
        m_grid->addWidget(m_label, at++, Column::Label, 1, 2);
    } else if (m_label) {
        m_label->setFixedWidth(labelWidth(m_depth));
        m_grid->addWidget(m_label, 0, Column::Label, 2, 1, Qt::AlignTop | Qt::AlignLeft);
    }
    if (m_dot)
        m_grid->addWidget(m_dot, 0, Column::Dot, Qt::AlignTop | Qt::AlignLeft);
    // The help of a group opens it; that of a field follows it.
    const bool lineFirst = m_line && m_editor->isGroup();
    if (m_line)
        m_grid->addWidget(m_line, lineFirst ? at : at + 1, from, 1, span);
    m_grid->addWidget(m_editor, lineFirst ? at + 1 : at, from, 1, span);
    if (m_reset)
        m_grid->addWidget(m_reset, at, Column::Reset, Qt::AlignTop | Qt::AlignRight);
}

ProblemLine &FieldRow::line()
{
    if (!m_line) {
        m_line = new ProblemLine(m_model, m_path, {}, this);
        connect(m_line, &ProblemLine::wrong, m_editor, &FieldEditor::setWrong);
        arrange();
    }
    return *m_line;
}

/// Not for a field that is fine: the window may be going, and a line would be made for nothing.
void FieldRow::tellProblem()
{
    if (m_line || !m_model.problemsAt(m_path).isEmpty())
        line().tell();
}

void FieldRow::setStacked(bool stacked)
{
    if (m_stacked != stacked) {
        m_stacked = stacked;
        arrange();
    }
    m_editor->setStacked(stacked);
}

void FieldRow::setOnlyChanged(bool only)
{
    m_onlyChanged = only;
    m_editor->setOnlyChanged(only);
    refreshState();
}

void FieldRow::showChanged(bool changed)
{
    if (changed && !m_dot) {
        m_dot = new ChangedDot(this);
        m_dot->setObjectName(u"changed."_s + m_path);
        m_reset = makeMenuButton();
        arrange();
        m_dot->show();
    }
    if (!m_dot)
        return;
    m_dot->setOn(changed);
    m_reset->setVisible(changed);
}

/// A click takes the change back; its menu, or a long press, also offers the schema's default.
QToolButton *FieldRow::makeMenuButton()
{
    QToolButton *button = flatButton(u"edit-undo"_s, tr("Reset"), u"reset."_s + m_path, this);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setFixedWidth(metrics::field);
    button->setAccessibleName(tr("Reset %1").arg(m_spec.title));
    setPlainToolTip(button, m_spec.defaultJson.isEmpty() ? tr("Back to the value it had")
                                                         : tr("Back to the value it had. Right click: to the default"));
    connect(button, &QToolButton::clicked, this, &FieldRow::reset);
    if (!m_spec.defaultJson.isEmpty()) {
        button->setContextMenuPolicy(Qt::ActionsContextMenu);
        auto *toDefault = new QAction(tr("Reset to default"), button);
        toDefault->setObjectName(u"resetToDefault."_s + m_path);
        connect(toDefault, &QAction::triggered, this, &FieldRow::resetToDefault);
        button->addAction(toDefault);
    }
    return button;
}

void FieldRow::refreshState()
{
    const bool changed = m_model.isChanged(m_path);
    if (m_marksChange)
        showChanged(changed);
    setVisible(m_model.isVisible(m_path) && (!m_onlyChanged || changed));
}

void FieldRow::refresh(const QString &changed)
{
    m_editor->refresh(changed);
    refreshState();
}

void FieldRow::reload()
{
    m_editor->reload();
    refreshState();
}

void FieldRow::showProblems()
{
    tellProblem();
    m_editor->showProblems();
}

bool FieldRow::goTo(const QString &fieldPath)
{
    tellProblem();
    if (!m_editor->goTo(fieldPath))
        m_editor->focusField();
    return true;
}

void FieldRow::focusField()
{
    m_editor->focusField();
}

void FieldRow::reset()
{
    m_model.reset(m_path);
    m_editor->reload();
    refreshState();
    tellProblem();
    m_editor->focusField();
}

void FieldRow::resetToDefault()
{
    m_model.resetToDefault(m_path);
    m_editor->reload();
    refreshState();
    tellProblem();
    m_editor->focusField();
}

} // namespace longshore
