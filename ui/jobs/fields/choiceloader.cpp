// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/choiceloader.h"

#include "model/jobs/formactions.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plaintext.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

ChoiceLoader::ChoiceLoader(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_spec(spec)
    , m_path(path)
    , m_button(flatButton(u"view-refresh"_s, {}, u"load."_s + path, this))
    , m_state(new MarkLabel(Mark::None, {}, TextRole::Small, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(metrics::gap);
    row->addWidget(m_button, 0, Qt::AlignTop);
    row->addWidget(m_state, 1);
    m_state->setObjectName(u"loadState."_s + path);
    m_state->setWordWrap(true);
    m_button->setAccessibleName(tr("Load the choices of %1").arg(spec.title));
    setPlainToolTip(m_button, tr("Asks the component: action %1").arg(spec.choiceSource.action));
    FormActions &actions = model.actions();
    connect(m_button, &QToolButton::clicked, this, &ChoiceLoader::press);
    connect(&actions, &FormActions::runnerChanged, this, &ChoiceLoader::showState);
    connect(&actions, &FormActions::changed, this, [this](const QString &changed) {
        if (changed != m_path)
            return;
        showState();
        Q_EMIT loaded();
    });
    actions.open(path);
    showState();
}

void ChoiceLoader::press()
{
    FormActions &actions = m_model.actions();
    if (actions.state(m_path).isRunning)
        actions.cancel(m_path);
    else
        actions.run(m_path);
}

void ChoiceLoader::showState()
{
    const FormActions &actions = m_model.actions();
    const FormActions::State state = actions.state(m_path);
    const QString label = m_spec.choiceSource.label.isEmpty() ? tr("Load") : m_spec.choiceSource.label;
    m_button->setText(state.isRunning ? tr("Stop") : withoutMnemonic(visibleText(label)));
    m_button->setIcon(Icons::get(state.isRunning ? u"media-playback-stop"_s : u"view-refresh"_s));
    m_button->setEnabled(actions.canRun());
    if (state.isRunning)
        m_state->set(Mark::Running, tr("Asking the component"));
    else if (!state.error.isEmpty())
        m_state->set(Mark::Error, state.error);
    else if (state.isLoaded && !state.answer.hasChoices)
        m_state->set(Mark::Error, tr("The answer is no list of choices: %1").arg(state.answer.message));
    else if (state.isLoaded)
        m_state->set(Mark::Note, state.answer.choices.isEmpty() ? tr("The component knows no choices")
                           : state.answer.choices.size() == 1    ? tr("1 choice")
                                                                 : tr("%1 choices").arg(state.answer.choices.size()));
    else
        m_state->set(Mark::None, {});
    m_state->setVisible(state.isRunning || state.isLoaded || !state.error.isEmpty());
}

} // namespace longshore
