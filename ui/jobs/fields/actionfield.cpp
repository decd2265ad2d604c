// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/actionfield.h"

#include "model/jobs/formactions.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plaintext.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

Mark markOf(ActionAnswer::Kind kind)
{
    switch (kind) {
    case ActionAnswer::Kind::Success:
        return Mark::Success;
    case ActionAnswer::Kind::Warning:
        return Mark::Warning;
    case ActionAnswer::Kind::Error:
        return Mark::Error;
    case ActionAnswer::Kind::Info:
        break;
    }
    return Mark::Note;
}

} // namespace

ActionField::ActionField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_button(outlinedButton(withoutMnemonic(visibleText(spec.title)), u"field."_s + path, this))
    , m_stop(flatButton(u"media-playback-stop"_s, tr("Stop"), u"stop."_s + path, this))
    , m_result(new MarkLabel(Mark::None, {}, TextRole::Small, this))
{
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::gap);
    row->addWidget(m_button);
    row->addWidget(m_stop);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(metrics::unit);
    column->addLayout(row);
    column->addWidget(m_result);
    m_result->setObjectName(u"result."_s + path);
    m_result->setWordWrap(true);
    m_stop->setAccessibleName(tr("Stop %1").arg(spec.title));
    adopt(m_button);
    setPlainToolTip(m_button, spec.tooltip.isEmpty() ? spec.description : spec.tooltip);
    FormActions &actions = model.actions();
    connect(m_button, &QPushButton::clicked, this, [this] { this->model().actions().run(this->path()); });
    connect(m_stop, &QToolButton::clicked, this, [this] { this->model().actions().cancel(this->path()); });
    connect(&actions, &FormActions::runnerChanged, this, &ActionField::showState);
    connect(&actions, &FormActions::changed, this, [this](const QString &changed) {
        if (changed == this->path())
            showState();
    });
    showState();
}

void ActionField::showState()
{
    const FormActions &actions = model().actions();
    const FormActions::State state = actions.state(path());
    m_button->setEnabled(actions.canRun() && !state.isRunning && !spec().action.isEmpty());
    m_stop->setVisible(state.isRunning);
    if (state.isRunning)
        m_result->set(Mark::Running, tr("Running %1").arg(spec().action));
    else if (!state.error.isEmpty())
        m_result->set(Mark::Error, state.error);
    else if (state.isLoaded)
        m_result->set(markOf(state.answer.kind), state.answer.message.isEmpty() ? tr("It works") : state.answer.message);
    else if (spec().action.isEmpty())
        m_result->set(Mark::Note, tr("The schema names no action for this button"));
    else if (!actions.canRun())
        m_result->set(Mark::Note, tr("Actions run where the component can: in the run form"));
    m_result->setVisible(state.isRunning || state.isLoaded || !state.error.isEmpty() || spec().action.isEmpty() ||
                         !actions.canRun());
}

} // namespace longshore
