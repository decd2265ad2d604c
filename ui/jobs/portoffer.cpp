// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/portoffer.h"

#include "model/jobs/freeport.h"
#include "ui/jobs/fieldrow.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{
constexpr int usualPort = 80;
constexpr int fieldWidth = 96;
}

PortOffer::PortOffer(JobEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_port(new QSpinBox(this))
{
    auto *label = new PlainLabel(tr("Publish port"), TextRole::Body, Ink::Normal, this);
    label->setFixedWidth(metrics::formLabel);
    label->setBuddy(m_port);
    m_port->setObjectName(u"containerPort"_s);
    m_port->setAccessibleName(tr("Port in the container"));
    m_port->setRange(1, 0xffff);
    m_port->setValue(usualPort);
    m_port->setFixedWidth(fieldWidth);
    m_port->setAlignment(Qt::AlignRight);
    m_port->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    QPushButton *give = outlinedButton(tr("On a free port of this machine"), u"publishPort"_s, this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(FieldRow::labelStart(), 0, metrics::field + metrics::gap, 0);
    row->setSpacing(metrics::gap);
    row->addWidget(label);
    row->addWidget(m_port);
    row->addWidget(give);
    row->addStretch(1);
    setFocusProxy(m_port);
    connect(give, &QPushButton::clicked, this, &PortOffer::publish);
}

void PortOffer::publish()
{
    JobDocument next = m_editor.document();
    publishPort(&next, quint16(m_port->value()));
    m_editor.change(next, tr("Ports"));
}

} // namespace longshore
