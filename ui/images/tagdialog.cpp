// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/tagdialog.h"

#include "model/engine/sync.h"
#include "model/format.h"
#include "model/images/reference.h"
#include "ui/images/markedlist.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"

#include <QCompleter>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>
#include <QStringListModel>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

TagDialog::TagDialog(ImageCommands &commands, const EngineSync &sync, const ImageId &image, QWidget *parent)
    : QDialog(parent)
    , m_commands(commands)
    , m_image(image)
    , m_rows(new QStandardItemModel(this))
    , m_known(new QStringListModel(this))
    , m_title(new PlainLabel({}, TextRole::Heading, Ink::Normal, this))
{
    setObjectName(u"tagDialog"_s);
    setWindowTitle(tr("Tags of image %1").arg(image.shortText()));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(560, 360);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::paneInset, metrics::paneInset, metrics::paneInset, metrics::paneInset);
    column->setSpacing(metrics::barInset);
    m_title->setObjectName(u"tagTitle"_s);
    column->addWidget(m_title);
    m_grid = new QGridLayout; // the list and the field end at the same place
    m_grid->setHorizontalSpacing(metrics::gap);
    m_grid->setVerticalSpacing(metrics::barInset);
    column->addLayout(m_grid, 1);
    makeList();
    makeField();
    makeFoot();
    connect(&sync, &EngineSync::imagesChanged, this, &TagDialog::refresh);
    connect(&commands, &ImageCommands::leavingChanged, this, [this] { showTags(m_commands.facts().find(m_image)); });
    connect(&commands, &ImageCommands::tagged, this, &TagDialog::added);
    connect(&commands, &ImageCommands::failed, this, &TagDialog::refused);
    refresh();
    m_field->setFocus();
}

void TagDialog::makeList()
{
    m_list = markedList(m_rows, u"tagRows"_s, tr("Tags of the image"), this);
    m_remove = outlinedButton(tr("Untag"), u"untag"_s, this);
    m_remove->setAutoDefault(false);
    m_grid->addWidget(m_list, 0, 0);
    m_grid->addWidget(m_remove, 0, 1, Qt::AlignTop);
    m_list->installEventFilter(this);
    connect(m_remove, &QPushButton::clicked, this, &TagDialog::removeTag);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { m_remove->setEnabled(!current().isEmpty() && !isLeaving(current())); });
}

void TagDialog::makeField()
{
    m_field = new QLineEdit(this);
    m_field->setObjectName(u"newTag"_s);
    m_field->setAccessibleName(tr("A further tag"));
    m_field->setPlaceholderText(tr("A further tag: registry/account/name:tag"));
    m_field->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    auto *completer = new QCompleter(m_known, m_field);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_field->setCompleter(completer);
    m_add = outlinedButton(tr("Add"), u"addTag"_s, this);
    m_add->setDefault(true);
    m_grid->addWidget(m_field, 1, 0);
    m_grid->addWidget(m_add, 1, 1);
    connect(m_field, &QLineEdit::textChanged, this, &TagDialog::edited);
    connect(m_add, &QPushButton::clicked, this, &TagDialog::addTag);
}

void TagDialog::makeFoot()
{
    m_help = new PlainLabel({}, TextRole::Small, Ink::Muted, this);
    m_help->setObjectName(u"tagHelp"_s);
    m_help->setWordWrap(true);
    m_help->setMinimumHeight(2 * m_help->fontMetrics().height());
    layout()->addWidget(m_help);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    layout()->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void TagDialog::suggest(const QString &reference)
{
    m_field->setText(reference);
    m_field->selectAll();
}

QString TagDialog::current() const
{
    return m_list->currentIndex().siblingAtColumn(0).data().toString();
}

void TagDialog::showTags(const ImageSummary *image)
{
    const QString chosen = current();
    const int before = m_list->currentIndex().row();
    m_rows->removeRows(0, m_rows->rowCount());
    for (const QString &tag : image ? image->repoTags : QStringList()) {
        const QString name = familiarImageName(tag);
        addMarked(m_rows, Mark::None, name, isLeaving(name) ? tr("removing…") : QString());
    }
    const QList<QStandardItem *> same = m_rows->findItems(chosen);
    const int row = same.isEmpty() ? qMin(qMax(0, before), m_rows->rowCount() - 1) : same.constFirst()->row();
    m_list->setCurrentIndex(m_rows->index(row, 0));
    m_remove->setEnabled(!current().isEmpty() && !isLeaving(current()));
}

void TagDialog::refresh()
{
    const RemovalFacts facts = m_commands.facts();
    const ImageSummary *image = facts.find(m_image);
    showTags(image);
    m_field->setEnabled(image);
    m_title->setText(!image                        ? tr("The image is gone.")
                     : image->repoTags.isEmpty() ? tr("The image has no tag yet.")
                                                   : tr("%1, %2").arg(image->id.shortText(), format::bytes(image->size)));
    completeFromKnown();
    tell();
}

/// Repositories that are here, with each tag they have: to move one, or to write the next one.
void TagDialog::completeFromKnown()
{
    QStringList known;
    for (const ImageSummary &image : m_commands.facts().images) {
        for (const QString &tag : image.repoTags) {
            const Result<Reference> reference = Reference::parse(tag);
            if (!reference)
                continue;
            known.append(reference->familiar());
            known.append(reference->familiarRepository() + u':');
        }
    }
    known.removeDuplicates();
    known.sort();
    if (known != m_known->stringList())
        m_known->setStringList(known);
}

void TagDialog::edited()
{
    m_refusal.clear();
    tell();
}

/// What Add would do, while it is typed; or why it did not.
void TagDialog::tell()
{
    const QString text = m_field->text().trimmed();
    const Result<Reference> reference = Reference::parse(text);
    const bool isGood = reference && reference->digest.isEmpty();
    const ImageId now = isGood ? m_commands.imageOf(text) : ImageId();
    const bool moves = !now.isEmpty() && now != m_image;
    m_add->setText(moves ? tr("Move here") : tr("Add"));
    m_add->setEnabled(isGood && now != m_image && m_field->isEnabled() && m_adding.isEmpty());
    m_field->setProperty("problem", !text.isEmpty() && !isGood);
    m_field->update();
    m_help->setInk(m_refusal.isEmpty() && (text.isEmpty() || isGood) ? Ink::Muted : Ink::Error);
    if (!m_refusal.isEmpty())
        m_help->setText(m_refusal);
    else if (text.isEmpty())
        m_help->setText(tr("A tag that names another image now can be moved here; that can be undone."));
    else if (!reference)
        m_help->setText(reference.error().sentence());
    else if (!isGood)
        m_help->setText(tr("An image cannot be given a digest: leave out what follows the @."));
    else if (now == m_image)
        m_help->setText(tr("%1 names this image already.").arg(reference->familiar()));
    else if (moves)
        m_help->setText(tr("%1 names image %2 now and moves from there to this one.").arg(reference->familiar(), now.shortText()));
    else
        m_help->setText(tr("The image will also be called %1.").arg(reference->full()));
}

void TagDialog::addTag()
{
    if (!m_add->isEnabled())
        return;
    m_field->setFocus();
    m_adding = m_field->text().trimmed();
    tell();
    m_commands.tag(m_image, m_adding);
}

void TagDialog::added(const TagChange &change)
{
    if (m_adding.isEmpty() || change.image != m_image || change.reference != fullReference(m_adding))
        return;
    const bool isAsItWas = m_field->text().trimmed() == std::exchange(m_adding, {});
    if (isAsItWas)
        m_field->clear();
    else
        tell();
}

/// What was typed stays, to be mended. What else fails is told in the window.
void TagDialog::refused(const QString &, const Error &error, const QString &reference)
{
    if (m_adding.isEmpty() || reference != m_adding)
        return;
    m_adding.clear();
    m_refusal = error.sentence();
    tell();
}

bool TagDialog::isLeaving(const QString &tag) const
{
    return m_commands.leaving().names.contains(fullReference(tag));
}

bool TagDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress || !static_cast<QKeyEvent *>(event)->matches(QKeySequence::Delete))
        return QDialog::eventFilter(watched, event);
    removeTag();
    return true;
}

void TagDialog::removeTag()
{
    const QString tag = current();
    if (tag.isEmpty() || isLeaving(tag))
        return;
    int staying = 0;
    for (int row = 0; row < m_rows->rowCount(); ++row)
        staying += isLeaving(m_rows->item(row)->text()) ? 0 : 1;
    if (staying == 1 && m_rows->rowCount() > 1)
        return; // it takes the image along: asked once the list tells so
    if (staying == 1)
        Q_EMIT removeRequested(tag);
    else
        m_commands.untag(tag);
}

} // namespace longshore
