// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/schemaline.h"

#include "ui/jobs/jobschema.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace longshore
{

SchemaLine::SchemaLine(JobSchema &schema, QWidget *parent)
    : QWidget(parent)
    , m_schema(schema)
    , m_words(new ElidedLabel({}, Qt::ElideMiddle, TextRole::Small, Ink::Muted, this))
    , m_hint(new MarkLabel(Mark::Note, {}, TextRole::Small, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::paneInset, 0, metrics::gap, 0);
    row->setSpacing(metrics::gap);
    row->addWidget(m_words, 1);
    row->addWidget(m_hint);
    QToolButton *change = flatButton(u"view-form"_s, tr("Schema"), u"schemaMenuButton"_s, this);
    change->setToolButtonStyle(Qt::ToolButtonTextOnly);
    change->setAccessibleName(tr("Choose or edit the schema"));
    auto *menu = new QMenu(change);
    menu->setObjectName(u"schemaMenu"_s);
    change->setMenu(menu);
    change->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(change);
    m_words->setObjectName(u"schemaOrigin"_s);
    m_hint->setObjectName(u"schemaHint"_s);
    setFocusProxy(change);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { m_schema.fillMenu(menu); });
    connect(&schema, &JobSchema::changed, this, &SchemaLine::refresh);
    refresh();
}

void SchemaLine::refresh()
{
    m_words->setText(tr("Schema: %1").arg(m_schema.words()));
    m_hint->set(Mark::Note, m_schema.hint());
    m_hint->setVisible(!m_schema.hint().isEmpty());
}

} // namespace longshore
