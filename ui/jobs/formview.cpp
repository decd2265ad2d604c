// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/formview.h"

#include "ui/jobs/fields/objectfield.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QResizeEvent>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{
constexpr int narrowForm = 480;   ///< below this width labels stand above their fields
constexpr int firstFields = 60;   ///< of groups: more than a screen shows
constexpr int smallestForm = 280; ///< below the minimum of the widest row, which stacking makes smaller
}

FormView::FormView(FormModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins({});
    setMinimumWidth(smallestForm);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &FormView::makeNext);
    fill();
    connect(&model, &FormModel::reloaded, this, &FormView::fill);
    connect(&model, &FormModel::valueChanged, this, &FormView::refresh);
    connect(&model, &FormModel::visibilityChanged, this, &FormView::refresh);
}

void FormView::fill()
{
    if (m_editor && m_root == m_model.root())
        return m_editor->reload();
    while (QLayoutItem *item = m_column->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->setParent(nullptr);
            widget->deleteLater();
        }
        std::unique_ptr<QLayoutItem> spent(item);
    }
    m_root = m_model.root();
    m_made = 0;
    m_later.clear();
    m_editor = makeFieldEditor(m_model, m_root, {}, 0, this);
    m_editor->setStacked(m_stacked);
    if (m_onlyChanged)
        m_editor->setOnlyChanged(true);
    m_column->addWidget(m_editor);
    const int inset = m_root.kind == FieldKind::Object ? 0 : metrics::gap;
    m_column->setContentsMargins(inset, 0, inset, 0);
    if (m_root.kind == FieldKind::Object && m_root.children.empty()) {
        m_column->addWidget(new PlainLabel(tr("The schema asks for nothing. What you add as JSON is passed on."),
                                           TextRole::Body, Ink::Muted, this));
    }
}

void FormView::refresh(const QString &changed)
{
    m_editor->refresh(changed);
}

bool FormView::goTo(const QString &path)
{
    return m_editor->goTo(path);
}

bool FormView::makeLater(ObjectField *group)
{
    m_made += int(group->spec().children.size());
    if (m_made <= firstFields)
        return false;
    m_later.append(group);
    m_idle.start();
    return true;
}

void FormView::makeNext()
{
    while (!m_later.isEmpty()) {
        if (ObjectField *group = m_later.takeFirst()) {
            group->make();
            break;
        }
    }
    if (!m_later.isEmpty())
        m_idle.start();
}

void FormView::completeNow()
{
    while (!m_later.isEmpty())
        makeNext();
}

void FormView::setOnlyChanged(bool only)
{
    m_onlyChanged = only;
    m_editor->setOnlyChanged(only);
}

void FormView::showProblems()
{
    m_editor->showProblems();
}

void FormView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = event->size().width() < narrowForm;
    if (narrow == m_stacked)
        return;
    m_stacked = narrow;
    m_editor->setStacked(narrow);
}

} // namespace longshore
