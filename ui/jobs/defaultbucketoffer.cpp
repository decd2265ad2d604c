// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/defaultbucketoffer.h"

#include "model/jobs/imagejob.h"
#include "ui/jobs/fieldrow.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace longshore
{

DefaultBucketOffer::DefaultBucketOffer(JobEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_give(outlinedButton({}, u"giveDefaultBucket"_s, this))
{
    setObjectName(u"defaultBucketOffer"_s);
    auto *why = new MarkLabel(Mark::Warning, tr("A table that names no place of its own would have none: the run would end as a user error."),
                              TextRole::Small, this);
    why->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(FieldRow::labelStart(), 0, metrics::field + metrics::gap, 0);
    row->setSpacing(metrics::gap);
    row->addWidget(why, 1);
    row->addWidget(m_give, 0, Qt::AlignTop);
    connect(m_give, &QPushButton::clicked, this, &DefaultBucketOffer::give);
}

bool DefaultBucketOffer::showFor(const QByteArray &labelRecord)
{
    std::optional<ComponentDefinition> labelled;
    if (const auto record = parseComponentDefinition(labelRecord, u"read the image's record"_s); !labelRecord.isEmpty() && record)
        labelled = *record;
    const JobDocument &job = m_editor.document();
    m_give->setText(tr("Use %1").arg(proposedBucket(job)));
    const bool lacks = lacksDefaultBucket(job, labelled);
    setVisible(lacks);
    return lacks;
}

void DefaultBucketOffer::give()
{
    JobDocument next = m_editor.document();
    setDefaultBucket(&next, proposedBucket(next));
    m_editor.change(next, tr("Default bucket"));
}

} // namespace longshore
