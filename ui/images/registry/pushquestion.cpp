// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/registry/pushquestion.h"

#include "model/images/registrycommands.h"
#include "ui/images/registry/credentialline.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

PushQuestion::PushQuestion(RegistryCommands &commands, const Reference &reference, QWidget *parent)
    : Question(parent, u"pushQuestion"_s, tr("Push"), tr("This image goes to %1, and a tag of this name there is moved to it:").arg(reference.registry),
               tr("Push %1").arg(reference.familiar()))
{
    setMinimumWidth(520);
    auto *target = new PlainLabel(reference.full(), TextRole::Heading, Ink::Normal, this);
    target->setObjectName(u"pushTarget"_s);
    target->setWordWrap(true);
    column->addWidget(target);
    if (reference.registry == "docker.io"_L1 && reference.account() == "library"_L1) {
        auto *warning = new MarkLabel(Mark::Warning, tr("Only Docker's own people may push here. Tag it with your account or registry first."), TextRole::Body, this);
        warning->setObjectName(u"pushWarning"_s);
        warning->setWordWrap(true);
        column->addWidget(warning);
    }
    auto *who = new CredentialLine(commands, this);
    who->setRepository(reference.fullRepository());
    column->addWidget(who);
    accepting->setDefault(true);
    accepting->setFocus();
}

} // namespace longshore
