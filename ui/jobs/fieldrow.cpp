// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fieldrow.h"

#include "ui/jobs/changeddot.h"
#include "ui/jobs/fields/fieldeditor.h"
#include "ui/jobs/problemline.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int nestedLabel = 104;
constexpr int deepest = 2; ///< levels whose labels fit beside their fields
enum Column { Dot, Label, Editor, Reset };

} // namespace

FieldRow::FieldRow(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_path(path)
    , m_alwaysStacked(depth >= deepest || spec.kind == FieldKind::Info)
    , m_marksChange(spec.hasValue() && spec.kind != FieldKind::Object)
    , m_grid(new QGridLayout(this))
    , m_dot(new ChangedDot(this))
    , m_indent(new QWidget(this))
    , m_editor(makeFieldEditor(model, spec, path, depth + 1, this))
    , m_line(new ProblemLine(model, path, spec.kind == FieldKind::Info ? QString() : spec.description, this))
    , m_reset(flatButton(u"edit-undo"_s, tr("Reset"), u"reset."_s + path, this))
{
    m_dot->setObjectName(u"changed."_s + path);
    m_reset->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_reset->setAccessibleName(tr("Reset %1").arg(spec.title));
    setPlainToolTip(m_reset, tr("Back to the value it had"));
    const int labelWidth = depth > 0 ? nestedLabel : metrics::formLabel;
    if (spec.kind != FieldKind::Boolean && spec.kind != FieldKind::Info)
        m_label = makeLabel(spec, labelWidth);
    QSizePolicy keeps = m_reset->sizePolicy();
    keeps.setRetainSizeWhenHidden(m_marksChange);
    m_reset->setSizePolicy(keeps);
    m_grid->setContentsMargins(metrics::gap, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics::gap);
    m_grid->setVerticalSpacing(metrics::unit);
    m_grid->setColumnStretch(Column::Editor, 1);
    m_indent->setFixedWidth(labelWidth);
    arrange(m_alwaysStacked);
    connect(m_reset, &QToolButton::clicked, this, &FieldRow::reset);
    connect(m_editor, &FieldEditor::edited, m_line, &ProblemLine::hold);
    connect(m_editor, &FieldEditor::left, m_line, &ProblemLine::tell);
    connect(m_line, &ProblemLine::wrong, m_editor, &FieldEditor::setWrong);
    refreshState();
}

QWidget *FieldRow::makeLabel(const FieldSpec &spec, int width)
{
    auto *label = new QWidget(this);
    auto *title = new PlainLabel(spec.title, TextRole::Body, Ink::Normal, label);
    title->setObjectName(u"label."_s + m_path);
    title->setBuddy(m_editor);
    setPlainToolTip(title, spec.tooltip);
    PlainLabel *required =
        spec.required ? new PlainLabel(tr("required"), TextRole::Small, Ink::Muted, label) : nullptr;
    const int wanted = title->sizeHint().width() + (required ? required->sizeHint().width() + 6 : 0);
    const bool oneLine = wanted <= width;
    auto *box = new QBoxLayout(oneLine ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom, label);
    const int top = qMax(0, (metrics::height(metrics::field, fontMetrics()) - fontMetrics().height()) / 2);
    box->setContentsMargins(0, top, 0, 0);
    box->setSpacing(oneLine ? 6 : 0);
    title->setWordWrap(!oneLine);
    box->addWidget(title, 0, Qt::Alignment());
    if (required)
        box->addWidget(required);
    box->addStretch(1);
    return label;
}

void FieldRow::arrange(bool stacked)
{
    for (QWidget *widget : std::initializer_list<QWidget *>{m_dot, m_indent, m_label, m_editor, m_line, m_reset}) {
        if (widget)
            m_grid->removeWidget(widget);
    }
    const int from = stacked ? Column::Label : Column::Editor;
    const int span = stacked ? 2 : 1;
    int at = 0;
    m_indent->setVisible(!stacked);
    if (m_label && stacked) {
        m_label->setMinimumWidth(0);
        m_label->setMaximumWidth(QWIDGETSIZE_MAX);
    } else if (m_label) {
        m_label->setFixedWidth(m_indent->minimumWidth());
    }
    if (!stacked)
        m_grid->addWidget(m_indent, 0, Column::Label);
    m_grid->addWidget(m_dot, 0, Column::Dot, Qt::AlignTop);
    if (m_label && stacked)
        m_grid->addWidget(m_label, at++, Column::Label, 1, 2);
    else if (m_label)
        m_grid->addWidget(m_label, 0, Column::Label, 2, 1, Qt::AlignTop | Qt::AlignLeft);
    // The help of a group opens it; that of a field follows it.
    const bool lineFirst = m_editor->isGroup();
    m_grid->addWidget(m_line, lineFirst ? at : at + 1, from, 1, span);
    m_grid->addWidget(m_editor, lineFirst ? at + 1 : at, from, 1, span);
    m_grid->addWidget(m_reset, at, Column::Reset, Qt::AlignTop);
}

void FieldRow::setStacked(bool stacked)
{
    arrange(stacked || m_alwaysStacked);
    m_editor->setStacked(stacked);
}

void FieldRow::refreshState()
{
    const bool changed = m_marksChange && m_model.isChanged(m_path);
    m_dot->setOn(changed);
    m_reset->setVisible(changed);
    setVisible(m_model.isVisible(m_path));
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
    m_line->tell();
    m_editor->showProblems();
}

bool FieldRow::goTo(const QString &fieldPath)
{
    m_line->tell();
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
    m_line->tell();
    m_editor->focusField();
}

} // namespace longshore
