// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done on the Images page: its own actions, and the places for those that others bring.
#include "ui/images/imagearrangemenu.h"
#include "ui/images/imagedetailpane.h"
#include "ui/images/imageselectionpane.h"
#include "ui/images/imagespage.h"
#include "ui/images/imagetreeview.h"
#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// Of a row that is an image all of its tags.
QStringList referencesOf(const ImageTag &tag)
{
    QStringList references;
    for (const ImageChip &chip : tag.chips)
        references.append(chip.reference);
    if (references.isEmpty())
        references.append(tag.reference.isEmpty() ? tag.image.value : tag.reference);
    return references;
}

} // namespace

void ImagesPage::makeActions()
{
    const auto make = [this](const QString &name, const QString &text, const QString &icon,
                             const QList<QKeySequence> &keys) {
        auto *action = new QAction(Icons::get(icon), text, this);
        action->setObjectName(name);
        action->setShortcuts(keys);
        return action;
    };
    m_run = make(u"runImage"_s, tr("Run…"), u"media-playback-start"_s, {Qt::Key_Return, Qt::Key_Enter});
    m_newJob = make(u"newJobOfImage"_s, tr("New job"), u"document-new"_s, {Qt::CTRL | Qt::Key_J});
    m_newJob->setStatusTip(tr("A job that runs this image, to be filled in on the Jobs page"));
    m_copyReference =
        make(u"copyReference"_s, tr("Copy reference"), u"edit-copy"_s, QKeySequence::keyBindings(QKeySequence::Copy));
    m_copyId = make(u"copyImageId"_s, tr("Copy image ID"), u"edit-copy"_s, {Qt::CTRL | Qt::SHIFT | Qt::Key_C});
    m_copyDigest = make(u"copyDigest"_s, tr("Copy digest"), u"edit-copy"_s, {Qt::CTRL | Qt::ALT | Qt::Key_C});
    m_showContainers = make(u"showContainers"_s, tr("Show containers"), u"draw-cuboid"_s, {Qt::CTRL | Qt::Key_U});
    m_showContainers->setStatusTip(tr("The containers that use this image, stopped ones too"));
    m_refresh = make(u"refreshImages"_s, tr("Refresh"), u"view-refresh"_s, {});
    m_arrange = new ImageArrangeMenu(this);
    connect(m_run, &QAction::triggered, this, &ImagesPage::run);
    connect(m_newJob, &QAction::triggered, this, &ImagesPage::newJob);
    connect(m_copyReference, &QAction::triggered, this, [this] { copy(referencesOf); });
    connect(m_copyId, &QAction::triggered, this, [this] {
        copy([](const ImageTag &tag) { return QStringList{u"sha256:"_s + tag.image.value}; });
    });
    connect(m_copyDigest, &QAction::triggered, this, [this] {
        copy([this](const ImageTag &tag) { return QStringList{digestOf(tag)}; });
    });
    connect(m_showContainers, &QAction::triggered, this, &ImagesPage::showContainers);
    connect(m_refresh, &QAction::triggered, this, &ImagesPage::refreshRequested);
    connect(m_arrange, &ImageArrangeMenu::chosen, this, &ImagesPage::arrange);
    // Enter and Ctrl+C belong to the list; finding and refreshing to the window.
    for (QAction *action : {m_run, m_newJob, m_copyReference, m_copyId, m_copyDigest, m_showContainers})
        action->setShortcutContext(Qt::WidgetShortcut);
}

QList<QAction *> ImagesPage::pageActions() const
{
    QList<QAction *> actions{m_run, m_newJob, m_copyReference, m_copyId, m_copyDigest, m_showContainers, nullptr};
    if (!m_imageActions.isEmpty())
        actions << m_imageActions << nullptr;
    return actions << m_tools << m_arrange->menuAction() << m_refresh;
}

void ImagesPage::addTool(QAction *action)
{
    m_tools.append(action);
    m_bar->addAction(action);
}

void ImagesPage::addMenuTool(QAction *action)
{
    m_tools.append(action);
    m_bar->addMoreAction(action);
}

void ImagesPage::addImageAction(QAction *action, HeadButton button)
{
    action->setShortcutContext(Qt::WidgetShortcut);
    m_imageActions.append(action);
    m_tree->addAction(action);
    if (button == HeadButton::OfOne)
        m_detail->addHeadAction(action);
    else
        m_detail->addMenuAction(action);
    if (button == HeadButton::OfSeveral)
        m_several->addHeadAction(action);
    else
        m_several->addMenuAction(action);
}

/// What has nothing to do would do nothing. Run… stays: it tells what it needs.
void ImagesPage::updateActions()
{
    const QList<ImageTag> tags = chosen();
    const bool one = tags.size() == 1;
    m_newJob->setEnabled(one);
    m_copyReference->setEnabled(!tags.isEmpty());
    m_copyId->setEnabled(!tags.isEmpty());
    m_copyDigest->setEnabled(std::any_of(tags.begin(), tags.end(), [this](const ImageTag &tag) { return !digestOf(tag).isEmpty(); }));
    m_showContainers->setEnabled(one && m_model.usage(tags.constFirst().image).containers > 0);
}

void ImagesPage::showMenu(const QPoint &where)
{
    if (chosen().isEmpty())
        return;
    auto *menu = new QMenu(m_tree);
    menu->setObjectName(u"imageMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_run, m_newJob});
    if (const QString chip = m_tree->chipAt(where); !chip.isEmpty())
        menu->addAction(m_copyReference->icon(), withoutMnemonic(tr("Copy %1").arg(chip)), this, [this, chip] { copyChip(chip); })
            ->setObjectName(u"copyChip"_s);
    menu->addActions({m_copyReference, m_copyId, m_copyDigest, m_showContainers});
    menu->addSeparator();
    if (!m_imageActions.isEmpty()) {
        menu->addActions(m_imageActions);
        menu->addSeparator();
    }
    menu->addAction(m_refresh);
    menu->popup(m_tree->viewport()->mapToGlobal(where));
}

void ImagesPage::copyChip(const QString &reference)
{
    QGuiApplication::clipboard()->setText(reference);
    setStatus(tr("%1 copied").arg(reference), statusFacts());
}

void ImagesPage::arrange(const ImageArrangement &arrangement)
{
    m_arrange->setArrangement(arrangement);
    m_tree->rearrange([this, &arrangement] { m_model.setArrangement(arrangement); });
    updateCounts();
}

/// The selected rows, else the current one.
QList<ImageTag> ImagesPage::chosen() const
{
    QList<ImageTag> tags = m_tree->selectedTags();
    const ImageTag *current = m_model.tag(m_tree->currentRow());
    if (tags.isEmpty() && current)
        tags.append(*current);
    return tags;
}

void ImagesPage::run()
{
    const QModelIndex row = m_tree->currentRow();
    if (const ImageTag *tag = m_model.tag(row))
        Q_EMIT runRequested(row.data(ImageTreeModel::ReferenceRole).toString(), tag->image);
    else if (row.isValid())
        m_tree->setExpanded(m_tree->currentIndex(), !m_tree->isExpanded(m_tree->currentIndex()));
}

void ImagesPage::newJob()
{
    const QList<ImageTag> tags = chosen();
    if (tags.size() != 1)
        return;
    const bool hasName = !tags.constFirst().reference.isEmpty();
    const ImageId image = tags.constFirst().image;
    Q_EMIT newJobRequested(hasName ? tags.constFirst().reference : image.value, hasName ? QString() : image.shortText());
}

/// By image id: a container that was made from another of its tags, or from a bare id, uses it as well.
void ImagesPage::showContainers()
{
    if (const QList<ImageTag> tags = chosen(); tags.size() == 1)
        Q_EMIT containersRequested(u"image:"_s + tags.constFirst().image.shortText());
}

/// What each row that is selected has of the kind, a line each.
void ImagesPage::copy(const std::function<QStringList(const ImageTag &)> &texts)
{
    QStringList lines;
    for (const ImageTag &tag : chosen())
        lines += texts(tag);
    lines.removeAll(QString());
    lines.removeDuplicates();
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

/// What its own repository knows the image by, else any of its digests.
QString ImagesPage::digestOf(const ImageTag &tag) const
{
    const ImageSummary *image = m_model.summary(tag.image);
    if (!image || image->repoDigests.isEmpty())
        return {};
    const QString repository = tag.fullReference.chopped(qMin(tag.fullReference.size(), tag.tag.size() + 1));
    for (const QString &digest : image->repoDigests) {
        if (repository.endsWith(digest.section(u'@', 0, 0)))
            return digest.section(u'@', -1);
    }
    return image->repoDigests.front().section(u'@', -1);
}

} // namespace longshore
