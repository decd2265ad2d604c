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
    makeList();
    makeField();
    connect(&sync, &EngineSync::imagesChanged, this, &TagDialog::refresh);
    connect(&commands, &ImageCommands::failed, this, [this](const QString &what, const Error &error) {
        m_help->setInk(Ink::Error);
        m_help->setText(what + u' ' + error.reason() + u' ' + error.advice);
    });
    refresh();
    m_field->setFocus();
}

void TagDialog::makeList()
{
    m_list = markedList(m_rows, u"tagRows"_s, tr("Tags of the image"), this);
    m_remove = outlinedButton(tr("Untag"), u"untag"_s, this);
    m_remove->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::gap);
    row->addWidget(m_list, 1);
    row->addWidget(m_remove, 0, Qt::AlignTop);
    static_cast<QVBoxLayout *>(layout())->addLayout(row, 1);
    m_list->installEventFilter(this);
    connect(m_remove, &QPushButton::clicked, this, &TagDialog::removeTag);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { m_remove->setEnabled(!current().isEmpty()); });
}

void TagDialog::makeField()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
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
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::gap);
    row->addWidget(m_field, 1);
    row->addWidget(m_add);
    column->addLayout(row);
    m_help = new PlainLabel({}, TextRole::Small, Ink::Muted, this);
    m_help->setObjectName(u"tagHelp"_s);
    m_help->setWordWrap(true);
    m_help->setMinimumHeight(2 * m_help->fontMetrics().height());
    column->addWidget(m_help);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_field, &QLineEdit::textChanged, this, &TagDialog::tell);
    connect(m_add, &QPushButton::clicked, this, &TagDialog::addTag);
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

void TagDialog::refresh()
{
    const RemovalFacts facts = m_commands.facts();
    const ImageSummary *image = facts.find(m_image);
    const QString chosen = current();
    m_rows->removeRows(0, m_rows->rowCount());
    for (const QString &tag : image ? image->repoTags : QStringList())
        addMarked(m_rows, Mark::None, familiarImageName(tag), {});
    const QList<QStandardItem *> same = m_rows->findItems(chosen);
    const int row = same.isEmpty() ? 0 : same.constFirst()->row();
    m_list->setCurrentIndex(m_rows->index(row, 0));
    m_remove->setEnabled(!current().isEmpty());
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

/// What Add would do, while it is typed.
void TagDialog::tell()
{
    const QString text = m_field->text().trimmed();
    const Result<Reference> reference = Reference::parse(text);
    const bool isGood = reference && reference->digest.isEmpty();
    const ImageId now = isGood ? m_commands.imageOf(text) : ImageId();
    const bool moves = !now.isEmpty() && now != m_image;
    m_add->setText(moves ? tr("Move here") : tr("Add"));
    m_add->setEnabled(isGood && now != m_image && m_field->isEnabled());
    m_field->setProperty("problem", !text.isEmpty() && !isGood);
    m_field->update();
    m_help->setInk(text.isEmpty() || isGood ? Ink::Muted : Ink::Error);
    if (text.isEmpty())
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
    m_commands.tag(m_image, m_field->text().trimmed());
    m_field->clear();
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
    if (tag.isEmpty())
        return;
    if (m_rows->rowCount() == 1)
        Q_EMIT removeRequested(tag);
    else
        m_commands.untag(tag);
}

} // namespace longshore
