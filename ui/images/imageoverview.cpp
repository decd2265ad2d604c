// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imageoverview.h"

#include "model/format.h"
#include "model/images/reference.h"
#include "model/images/registrytwin.h"
#include "model/secretnames.h"
#include "ui/images/referencerow.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QGridLayout>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// A heading with rows "label  value  note" below; a hairline parts it from what stands above.
class Section
{
public:
    Section(QVBoxLayout *column, const QString &title)
        : m_parent(column->parentWidget())
    {
        if (column->count() > 0) {
            column->addSpacing(metrics::gap);
            column->addWidget(new Hairline(Qt::Horizontal, m_parent));
            column->addSpacing(metrics::gap);
        }
        column->addWidget(new PlainLabel(title, TextRole::Heading, Ink::Normal, m_parent));
        m_grid = new QGridLayout;
        m_grid->setHorizontalSpacing(metrics::gap);
        m_grid->setVerticalSpacing(metrics::gap);
        m_grid->setColumnMinimumWidth(0, metrics::detailLabel - metrics::gap);
        m_grid->setColumnStretch(1, 1);
        column->addLayout(m_grid);
    }

    void row(const QString &label, QWidget *value, int height = 0)
    {
        const int at = m_grid->rowCount();
        auto *name = new ElidedLabel(label, Qt::ElideRight, TextRole::Body, Ink::Muted, m_parent);
        name->setFixedWidth(metrics::detailLabel - metrics::gap);
        name->setMinimumHeight(height);
        m_grid->addWidget(name, at, 0, Qt::AlignTop);
        m_grid->addWidget(value, at, 1);
    }

    void text(const QString &label, const QString &value, const QString &note = {}, TextRole role = TextRole::Body)
    {
        auto *line = new QWidget(m_parent);
        auto *across = new QHBoxLayout(line);
        across->setContentsMargins(0, 0, 0, 0);
        across->setSpacing(metrics::gap);
        auto *shown =
            new ElidedLabel(value.isEmpty() ? format::none() : value, Qt::ElideMiddle, role, Ink::Normal, line);
        shown->setSelectable();
        across->addWidget(shown, note.isEmpty() ? 1 : 0);
        if (!note.isEmpty()) {
            across->addWidget(new PlainLabel(note, TextRole::Small, Ink::Muted, line));
            across->addStretch(1);
        }
        row(label, line);
    }

    void whole(QWidget *value) { m_grid->addWidget(value, m_grid->rowCount(), 0, 1, 2); }
    QWidget *parent() const { return m_parent; }

private:
    QWidget *m_parent;
    QGridLayout *m_grid;
};

QString userNote(const QString &user)
{
    const QString name = user.section(u':', 0, 0);
    return name.isEmpty() || name == u"0" || name == u"root" ? ImageOverview::tr("root")
                                                             : ImageOverview::tr("not root");
}

} // namespace

ImageOverview::ImageOverview(QWidget *parent)
    : OverviewArea(parent)
{
    setObjectName(u"imageOverview"_s);
}

void ImageOverview::setContent(const ImageOverviewContent &content)
{
    if (m_shown == content)
        return;
    const bool sameRow =
        m_shown && m_shown->reference == content.reference && m_shown->summary.id == content.summary.id;
    const int position = sameRow ? verticalScrollBar()->value() : 0;
    m_shown = content;

    QVBoxLayout *column = newPage();
    if (!content.reference.isEmpty())
        addReference(column, content);
    if (content.details)
        addRunsAs(column, *content.details);
    addIdentity(column, content);
    if (content.details)
        addLists(column, *content.details);
    showPage(column, position);
}

void ImageOverview::addReference(QVBoxLayout *column, const ImageOverviewContent &content)
{
    Section section(column, tr("Reference"));
    section.whole(new ReferenceRow(content.reference, section.parent()));
    if (content.twin != RegistryTwin::Unknown) {
        const QString registry = fullReference(content.reference).section(u'/', 0, 0);
        const bool isSame = content.twin == RegistryTwin::Same;
        auto *twin = new MarkLabel(isSame ? Mark::Success : Mark::Warning,
                                   isSame ? tr("the same as at %1").arg(registry) : tr("%1 has another image under this tag by now").arg(registry),
                                   TextRole::Body, section.parent());
        twin->setObjectName(u"registryTwin"_s);
        twin->setWordWrap(true);
        section.row(tr("Registry"), twin);
    }
    if (!content.alsoTagged.isEmpty())
        section.row(tr("Also tagged"), new ChipRow(content.alsoTagged, Chip::Look::Plain, section.parent()),
                    metrics::chip);
}

void ImageOverview::addRunsAs(QVBoxLayout *column, const ImageDetails &details)
{
    Section section(column, tr("Runs as"));
    if (!details.isRunnable()) {
        auto *warning =
            new MarkLabel(Mark::Warning, tr("cannot run: no ENTRYPOINT or CMD"), TextRole::Body, section.parent());
        warning->setObjectName(u"cannotRun"_s);
        section.whole(warning);
        section.whole(new PlainLabel(tr("Give a command in the run form to start it all the same."), TextRole::Small,
                                     Ink::Muted, section.parent()));
    }
    section.row(u"ENTRYPOINT"_s, new ChipRow(details.entrypoint, Chip::Look::Code, section.parent()),
                metrics::codeChip);
    section.row(u"CMD"_s, new ChipRow(details.cmd, Chip::Look::Code, section.parent()), metrics::codeChip);
    section.text(tr("Working dir"), details.workingDir.isEmpty() ? u"/"_s : details.workingDir, {}, TextRole::Code);
    section.text(tr("User"), details.user, userNote(details.user), TextRole::Code);
}

void ImageOverview::addIdentity(QVBoxLayout *column, const ImageOverviewContent &content)
{
    Section section(column, tr("Identity"));
    const ImageSummary &image = content.summary;
    section.text(tr("Image ID"), u"sha256:"_s + image.id.value, {}, TextRole::Code);
    for (const QString &digest : image.repoDigests)
        section.text(tr("Digest"), digest.section(u'@', -1), {}, TextRole::Code);
    if (content.details) {
        const ImageDetails &details = *content.details;
        QStringList platform{details.os, details.architecture, details.variant};
        platform.removeAll(QString());
        section.text(tr("Platform"), platform.join(u'/'));
    }
    section.text(tr("Created"), format::dateTime(image.created),
                 image.created.isValid() ? tr("%1 ago").arg(format::age(image.created, content.now)) : QString());
    section.text(tr("Size"), format::bytes(image.size),
                 content.unique < 0 ? QString() : tr("%1 unique").arg(format::bytes(content.unique)));
    if (!content.formerName.isEmpty())
        section.text(tr("Former name"), content.formerName);
}

void ImageOverview::addLists(QVBoxLayout *column, const ImageDetails &details)
{
    if (!details.env.isEmpty()) {
        Section section(column, tr("Environment"));
        for (const QString &variable : details.env) { // Inspect can show what is hidden
            const QString shown = withoutSecrets(variable);
            section.text(variable.section(u'=', 0, 0), shown.section(u'=', 1), shown == variable ? QString() : tr("hidden"), TextRole::Code);
        }
    }
    if (!details.exposedPorts.isEmpty() || !details.volumes.isEmpty()) {
        Section section(column, tr("Ports and volumes"));
        section.row(tr("Ports"), new ChipRow(details.exposedPorts, Chip::Look::Plain, section.parent()), metrics::chip);
        section.row(tr("Volumes"), new ChipRow(details.volumes, Chip::Look::Code, section.parent()), metrics::codeChip);
    }
    if (!details.labels.isEmpty()) {
        Section section(column, tr("Labels"));
        for (auto label = details.labels.cbegin(); label != details.labels.cend(); ++label)
            section.text(label.key(), label.value());
    }
}

} // namespace longshore
