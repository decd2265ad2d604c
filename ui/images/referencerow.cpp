// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/referencerow.h"

#include "model/images/reference.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/plainlabel.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// A part in its box with its name below, and the separator that follows it.
QWidget *part(const QString &text, Chip::Look look, const QString &label, const QString &separator, QWidget *parent)
{
    auto *widget = new QWidget(parent);
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::unit / 2);
    grid->setVerticalSpacing(metrics::unit / 2);
    grid->addWidget(new Chip(text, look, widget), 0, 0, Qt::AlignLeft);
    if (!separator.isEmpty())
        grid->addWidget(new PlainLabel(separator, TextRole::Code, Ink::Muted, widget), 0, 1);
    grid->addWidget(new PlainLabel(label, TextRole::Small, Ink::Muted, widget), 1, 0);
    return widget;
}

} // namespace

ReferenceRow::ReferenceRow(const QString &reference, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"referenceRow"_s);
    auto *flow = new FlowLayout(this, metrics::unit / 2, metrics::gap);
    const Result<Reference> parsed = Reference::parse(reference);
    if (!parsed) {
        flow->addWidget(part(reference, Chip::Look::Code, tr("as the engine names it"), {}, this));
        return;
    }
    const QString slash = u"/"_s;
    // Familiar names leave out what is a default, so parsing one says which parts were.
    flow->addWidget(part(parsed->registry, parsed->registryDefaulted ? Chip::Look::CodeDefault : Chip::Look::Code,
                         parsed->registryDefaulted ? tr("registry · default") : tr("registry"), slash, this));
    if (const QString account = parsed->account(); !account.isEmpty()) {
        flow->addWidget(part(account, parsed->accountDefaulted ? Chip::Look::CodeDefault : Chip::Look::Code,
                             parsed->accountDefaulted ? tr("account · default") : tr("account"), slash, this));
    }
    const bool hasTag = !parsed->tag.isEmpty();
    flow->addWidget(part(parsed->name(), Chip::Look::Code, tr("image"), hasTag ? u":"_s : u"@"_s, this));
    if (hasTag)
        flow->addWidget(part(parsed->tag, Chip::Look::CodeAccent, tr("tag"), {}, this));
    else
        flow->addWidget(part(parsed->digest, Chip::Look::CodeAccent, tr("digest"), {}, this));
}

} // namespace longshore
