// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imageoverview.h"

#include "model/component/secrets.h"
#include "model/format.h"
#include "model/images/reference.h"
#include "model/images/registrytwin.h"
#include "model/secretnames.h"
#include "ui/images/referencerow.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/keyvaluesection.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int widestLabel = 190;

/// `value` is elided where it does not fit, the note beside it is not.
void addText(KeyValueSection *section, const QString &label, const QString &value, const QString &note = {}, TextRole role = TextRole::Body)
{
    auto *line = new QWidget(section);
    auto *across = new QHBoxLayout(line);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(metrics::gap);
    auto *shown = new ElidedLabel(value.isEmpty() ? format::none() : value, Qt::ElideMiddle, role, Ink::Normal, line);
    shown->setSelectable();
    shown->setAccessibleName(label);
    across->addWidget(shown, note.isEmpty() ? 1 : 0);
    if (!note.isEmpty()) {
        across->addWidget(new PlainLabel(note, TextRole::Small, Ink::Muted, line));
        across->addStretch(1);
    }
    section->addRow(label, line);
}

/// `repository@sha256:…`: the repository is told below it, where there is more than one.
void addDigest(KeyValueSection *section, const QString &digest, bool tellsRepository)
{
    auto *lines = new QWidget(section);
    auto *column = new QVBoxLayout(lines);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *shown = new ElidedLabel(digest.section(u'@', -1), Qt::ElideMiddle, TextRole::Code, Ink::Normal, lines);
    shown->setSelectable();
    column->addWidget(shown);
    if (tellsRepository)
        column->addWidget(new ElidedLabel(ImageOverview::tr("of %1").arg(digest.section(u'@', 0, 0)), Qt::ElideMiddle, TextRole::Small, Ink::Muted, lines));
    section->addRow(ImageOverview::tr("Digest"), lines);
}

/// Wide enough for the longest of `names`, if that leaves room for what stands beside it.
int labelWidthFor(const QStringList &names, const QWidget &widget)
{
    int width = metrics::detailLabel;
    for (const QString &name : names)
        width = qMax(width, QFontMetrics(Theme::of(&widget).font(TextRole::Body)).horizontalAdvance(name) + 1 + metrics::gap);
    return qMin(width, widestLabel);
}

QString countOf(int count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(format::count(count));
}

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
    addComponent(column, content);
    addIdentity(column, content);
    if (content.details)
        addLists(column, *content.details);
    showPage(column, position);
}

void ImageOverview::addReference(QVBoxLayout *column, const ImageOverviewContent &content)
{
    KeyValueSection *section = addSection(column, tr("Reference"));
    section->addWide(new ReferenceRow(content.reference, section));
    if (content.twin != RegistryTwin::Unknown) {
        const QString registry = fullReference(content.reference).section(u'/', 0, 0);
        const bool isSame = content.twin == RegistryTwin::Same;
        auto *twin = new MarkLabel(isSame ? Mark::Success : Mark::Warning,
                                   isSame ? tr("the same as at %1").arg(registry) : tr("%1 has another image under this tag by now").arg(registry),
                                   TextRole::Body, section);
        twin->setObjectName(u"registryTwin"_s);
        twin->setWordWrap(true);
        section->addRow(tr("Registry"), twin);
    }
    if (!content.alsoTagged.isEmpty())
        section->addRow(tr("Also tagged"), new ChipRow(content.alsoTagged, Chip::Look::Plain, section));
}

void ImageOverview::addRunsAs(QVBoxLayout *column, const ImageDetails &details)
{
    KeyValueSection *section = addSection(column, tr("Runs as"));
    if (!details.isRunnable()) {
        auto *warning = new MarkLabel(Mark::Warning, tr("cannot run: no ENTRYPOINT or CMD"), TextRole::Body, section);
        warning->setObjectName(u"cannotRun"_s);
        section->addWide(warning);
        section->addWide(new PlainLabel(tr("Give a command in the run form to start it all the same."), TextRole::Small, Ink::Muted, section));
    }
    const QStringList argv = argvWithoutSecrets(details.entrypoint + details.cmd); // Inspect can show what is hidden
    section->addRow(u"ENTRYPOINT"_s, new ChipRow(argv.mid(0, details.entrypoint.size()), Chip::Look::Code, section));
    section->addRow(u"CMD"_s, new ChipRow(argv.mid(details.entrypoint.size()), Chip::Look::Code, section));
    addText(section, tr("Working dir"), details.workingDir.isEmpty() ? u"/"_s : details.workingDir, {}, TextRole::Code);
    addText(section, tr("User"), details.user, userNote(details.user), TextRole::Code);
}

void ImageOverview::addComponent(QVBoxLayout *column, const ImageOverviewContent &content)
{
    if (content.fact == ComponentFact::None)
        return;
    KeyValueSection *section = addSection(column, tr("Component"));
    section->setObjectName(u"componentSection"_s);
    if (content.fact == ComponentFact::Damaged) {
        section->addWide(new MarkLabel(Mark::Warning, tr("its label longshore.component holds no valid record"), TextRole::Body, section));
        return;
    }
    const bool hasSchema = content.fact == ComponentFact::Schema;
    section->setAside(new MarkLabel(hasSchema ? Mark::Success : Mark::Note, hasSchema ? tr("Schema found") : tr("No schema"), TextRole::Body, section));
    if (content.record && content.record->hasSchema) {
        QString fields = countOf(content.record->parameters, tr("1 parameter"), tr("%1 parameters"));
        if (content.record->secrets > 0)
            fields = tr("%1, %2").arg(fields, countOf(content.record->secrets, tr("1 secret"), tr("%1 secrets")));
        addText(section, tr("Schema"), fields, tr("read from its label"));
    } else if (hasSchema) {
        addText(section, tr("Schema"), content.schemaFile, tr("among its files"), TextRole::Code);
    }
    if (!content.record)
        return;
    addText(section, tr("Memory"), format::binaryBytes(content.record->memory));
    addText(section, tr("Timeout"), format::duration(content.record->timeout * 1000));
    addText(section, tr("Network"), content.record->network);
}

void ImageOverview::addIdentity(QVBoxLayout *column, const ImageOverviewContent &content)
{
    KeyValueSection *section = addSection(column, tr("Identity"));
    const ImageSummary &image = content.summary;
    addText(section, tr("Image ID"), u"sha256:"_s + image.id.value, {}, TextRole::Code);
    for (const QString &digest : image.repoDigests)
        addDigest(section, digest, image.repoDigests.size() > 1);
    if (content.details) {
        const ImageDetails &details = *content.details;
        QStringList platform{details.os, details.architecture, details.variant};
        platform.removeAll(QString());
        addText(section, tr("Platform"), platform.join(u'/'));
    }
    addText(section, tr("Created"), format::dateTime(image.created),
            image.created.isValid() ? tr("%1 ago").arg(format::age(image.created, content.now)) : QString());
    addText(section, tr("Size"), format::bytes(image.size), content.unique < 0 ? QString() : tr("%1 unique").arg(format::bytes(content.unique)));
    if (!content.formerName.isEmpty())
        addText(section, tr("Former name"), content.formerName);
}

void ImageOverview::addLists(QVBoxLayout *column, const ImageDetails &details)
{
    if (!details.env.isEmpty()) {
        QStringList names;
        for (const QString &variable : details.env)
            names.append(variable.section(u'=', 0, 0));
        KeyValueSection *section = addSection(column, tr("Environment"), labelWidthFor(names, *this));
        for (const QString &variable : details.env) {
            const QString shown = withoutSecrets(variable);
            addText(section, variable.section(u'=', 0, 0), shown.section(u'=', 1), shown == variable ? QString() : tr("hidden"), TextRole::Code);
        }
    }
    if (!details.exposedPorts.isEmpty() || !details.volumes.isEmpty()) {
        KeyValueSection *section = addSection(column, tr("Ports and volumes"));
        section->addRow(tr("Ports"), new ChipRow(details.exposedPorts, Chip::Look::Plain, section));
        section->addRow(tr("Volumes"), new ChipRow(details.volumes, Chip::Look::Code, section));
    }
    if (details.labels.isEmpty())
        return;
    KeyValueSection *section = addSection(column, tr("Labels"), labelWidthFor(details.labels.keys(), *this));
    for (const auto &[name, value] : details.labels.asKeyValueRange()) {
        const QString shown = looksSecret(name) && !value.isEmpty() ? QString::fromUtf8(maskDots) : withoutSecrets(value);
        addText(section, name, shown, shown == value ? QString() : tr("hidden"));
    }
}

} // namespace longshore
