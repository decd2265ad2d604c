// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/removalquestion.h"

#include "model/format.h"
#include "ui/images/markedlist.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QCheckBox>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

using Outcome = ImageRemovalPlan::Outcome;

RemovalQuestion::RemovalQuestion(const RemovalPlan &plan, const RemovalFacts &facts, QWidget *parent)
    : Question(parent, u"removeImagesQuestion"_s, tr("Remove images"), tr("This is what becomes of it:"), tr("Remove"))
    , m_plan(plan)
    , m_facts(facts)
    , m_rows(new QStandardItemModel(this))
    , m_force(new QCheckBox(this))
    , m_total(new PlainLabel({}, TextRole::Heading, Ink::Normal, this))
{
    resize(620, height());
    column->addWidget(markedList(m_rows, u"removalRows"_s, tr("What is removed"), this));
    m_force->setObjectName(u"force"_s);
    m_force->setVisible(plan.forceHelps());
    m_force->setText(plan.kind == EngineKind::Podman ? tr("Force: Podman stops and removes the containers that use it, too")
                                                     : tr("Force: also what containers use; they keep what they have of it"));
    column->addWidget(m_force);
    m_total->setObjectName(u"removalTotal"_s);
    m_total->setWordWrap(true);
    column->addWidget(m_total);
    cancel->setDefault(true);
    connect(m_force, &QCheckBox::toggled, this, &RemovalQuestion::showPlan);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT answered(m_plan, isForced()); });
    showPlan();
}

bool RemovalQuestion::isForced() const
{
    return m_force->isChecked();
}

void RemovalQuestion::showPlan()
{
    const bool force = isForced();
    m_rows->removeRows(0, m_rows->rowCount());
    for (const ImageRemovalPlan &image : std::as_const(m_plan.images))
        addImage(image, force);
    for (const ImageUser &user : m_plan.killed(force))
        add(Mark::Warning, tr("Container %1").arg(user.name), user.isUp ? tr("is killed and removed") : tr("is removed"));
    for (const QString &name : std::as_const(m_plan.unknown))
        add(Mark::Waiting, name, tr("is gone already"));
    m_total->setText(sentence(force));
    accepting->setText(withoutMnemonic(buttonText(force)));
    accepting->setEnabled(m_plan.doesSomething(force));
    fitMarkedList(findChild<QTreeView *>(u"removalRows"_s));
    fit();
}

void RemovalQuestion::add(Mark mark, const QString &text, const QString &what)
{
    addMarked(m_rows, mark, text, what);
}

void RemovalQuestion::addImage(const ImageRemovalPlan &image, bool force)
{
    const QString name = tr("Image %1").arg(image.image.shortText());
    const Outcome outcome = image.outcome(force);
    if (outcome == Outcome::Refused)
        return add(Mark::Waiting, image.untagged.isEmpty() ? name : image.untagged.join(u", "_s), tr("stays. %1").arg(image.refusal(force)));
    for (const QString &tag : image.untagged) {
        add(Mark::Cancelled, tag,
            outcome == Outcome::Untagged ? tr("is untagged; the image stays as %1").arg(image.stays.join(u", "_s)) : tr("is untagged"));
    }
    if (outcome == Outcome::Deleted)
        add(Mark::Error, name, tr("is deleted, %1").arg(format::bytes(image.size)));
    else if (outcome == Outcome::Nameless)
        add(Mark::Note, name, image.users.isEmpty() ? tr("stays without a name: other images were built on it")
                                                    : tr("stays without a name, since a container runs it"));
}

QString RemovalQuestion::sentence(bool force) const
{
    if (!m_plan.doesSomething(force)) {
        const ImageRemovalPlan &first = m_plan.images.constFirst();
        return tr("Nothing can be removed. %1").arg(first.advice(force));
    }
    RemovalReport report;
    report.untagged = m_plan.untagged(force);
    report.deleted = m_plan.deleted(force);
    report.freed = m_facts.freed(report.deleted);
    for (const ImageUser &user : m_plan.killed(force))
        report.killed.append(user.name);
    return report.sentence();
}

QString RemovalQuestion::buttonText(bool force) const
{
    const QStringList tags = m_plan.untagged(force);
    const qsizetype images = m_plan.deleted(force).size();
    if (images == 0)
        return tags.size() == 1 ? tr("Untag %1").arg(tags.constFirst()) : tr("Untag %n tags", nullptr, int(tags.size()));
    if (images == 1)
        return tags.size() == 1 ? tr("Remove %1").arg(tags.constFirst()) : tr("Delete 1 image");
    return tr("Delete %n images", nullptr, int(images));
}

void showRemovalReport(const RemovalReport &report, QWidget *parent)
{
    auto *dialog = new Question(parent, u"removalReport"_s, RemovalQuestion::tr("What was removed"), report.sentence(), RemovalQuestion::tr("Close"));
    auto *rows = new QStandardItemModel(dialog);
    QTreeView *list = markedList(rows, u"reportRows"_s, RemovalQuestion::tr("What was done"), dialog);
    for (const QString &name : report.untagged)
        addMarked(rows, Mark::Cancelled, name, RemovalQuestion::tr("was untagged"));
    for (const ImageId &image : report.deleted)
        addMarked(rows, Mark::Error, RemovalQuestion::tr("Image %1").arg(image.shortText()), RemovalQuestion::tr("was deleted"));
    for (const ImageId &image : report.nameless)
        addMarked(rows, Mark::Note, RemovalQuestion::tr("Image %1").arg(image.shortText()), RemovalQuestion::tr("has no name any more, and stays"));
    for (const QString &name : report.killed)
        addMarked(rows, Mark::Warning, RemovalQuestion::tr("Container %1").arg(name), RemovalQuestion::tr("was removed"));
    for (const RemovalReport::Kept &kept : report.kept)
        addMarked(rows, Mark::Waiting, kept.name, RemovalQuestion::tr("stays"));
    fitMarkedList(list);
    dialog->column->addWidget(list);
    for (const RemovalReport::Kept &kept : report.kept.mid(0, 3)) {
        auto *why = new PlainLabel(RemovalQuestion::tr("%1: %2. %3").arg(kept.name, kept.error.reason(), kept.error.advice), TextRole::Body, Ink::Normal, dialog);
        why->setObjectName(u"keptWhy"_s);
        why->setWordWrap(true);
        why->setSelectable();
        dialog->column->addWidget(why);
    }
    dialog->cancel->hide();
    dialog->resize(620, dialog->height());
    dialog->ask();
    dialog->fit();
}

} // namespace longshore
