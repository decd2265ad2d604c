// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imageactions.h"

#include "model/engine/sync.h"
#include "model/images/reference.h"
#include "model/tasks/noticelist.h"
#include "ui/images/imagespage.h"
#include "ui/images/prunequestion.h"
#include "ui/images/removalquestion.h"
#include "ui/images/tagdialog.h"
#include "ui/theme/icons.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace longshore
{

ImageActions::ImageActions(ImageCommands &commands, const EngineSync &sync, NoticeList &notices, ImagesPage &page)
    : QObject(&page)
    , m_commands(commands)
    , m_sync(sync)
    , m_notices(notices)
    , m_page(page)
    , m_tags(make(u"tagImage"_s, tr("Tags…"), u"tag"_s, {Qt::Key_F2}))
    , m_remove(make(u"removeImages"_s, tr("Remove…"), u"edit-delete"_s, {QKeySequence::Delete}))
    , m_undo(make(u"undoImages"_s, tr("Undo"), u"edit-undo"_s, {QKeySequence::Undo}))
    , m_prune(make(u"pruneImages"_s, tr("Clean up…"), u"edit-clear-history"_s))
{
    connect(m_tags, &QAction::triggered, this, &ImageActions::openTagsOfCurrent);
    connect(m_remove, &QAction::triggered, this, &ImageActions::removeSelected);
    connect(m_undo, &QAction::triggered, &commands, &ImageCommands::undo);
    connect(m_prune, &QAction::triggered, this, &ImageActions::askPrune);
    m_tags->setIconText(tr("Tag…"));
    page.addImageAction(m_tags, ImagesPage::HeadButton::OfOne);
    page.addImageAction(m_remove, ImagesPage::HeadButton::OfSeveral);
    page.addImageAction(m_undo);
    m_undo->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    page.addAction(m_undo);
    page.addMenuTool(m_prune);
    connect(&page, &ImagesPage::selectionChanged, this, &ImageActions::update);
    connect(&commands, &ImageCommands::undoChanged, this, &ImageActions::update);
    connect(&commands, &ImageCommands::removed, this, &ImageActions::tellRemoval);
    connect(&commands, &ImageCommands::tagged, this, &ImageActions::tellTag);
    connect(&commands, &ImageCommands::putBack, this, &ImageActions::tellPutBack);
    connect(&commands, &ImageCommands::failed, this, &ImageActions::tellFailure);
    connect(&notices, &NoticeList::followed, this, &ImageActions::follow);
    m_noticeTimer.setSingleShot(true);
    m_noticeTimer.setInterval(noticeMs);
    connect(&m_noticeTimer, &QTimer::timeout, this, [this] { m_notices.withdraw(m_notice); });
    update();
}

QAction *ImageActions::make(const QString &name, const QString &text, const QString &icon, const QList<QKeySequence> &keys)
{
    auto *action = new QAction(Icons::get(icon), text, this);
    action->setObjectName(name);
    action->setShortcuts(keys);
    return action;
}

void ImageActions::update()
{
    m_tags->setEnabled(m_page.currentTag().has_value());
    const int chosen = int(m_page.selectedTags().size());
    m_remove->setEnabled(chosen > 0);
    m_remove->setText(chosen > 1 ? tr("Remove %n…", nullptr, chosen) : tr("Remove…"));
    m_undo->setEnabled(m_commands.canUndo());
    m_undo->setText(m_commands.canUndo() ? m_commands.undoText() : tr("Undo"));
    if (!m_commands.canUndo() && m_report.kept.isEmpty() && !m_report.undoable.isEmpty())
        m_notices.withdraw(m_notice); // nothing left to offer
}

void ImageActions::openTagsOfCurrent()
{
    if (const std::optional<ImageTag> tag = m_page.currentTag())
        openTags(tag->image);
}

void ImageActions::openTags(const ImageId &image, const QString &suggestion)
{
    if (m_tagDialog && m_tagDialog->image() != image)
        m_tagDialog->close();
    if (!m_tagDialog || m_tagDialog->image() != image) {
        m_tagDialog = new TagDialog(m_commands, m_sync, image, m_page.window());
        connect(m_tagDialog, &TagDialog::removeRequested, this, [this](const QString &reference) { askRemove({{reference}, {}}); });
    }
    if (!suggestion.isEmpty())
        m_tagDialog->suggest(suggestion);
    m_tagDialog->show();
    m_tagDialog->activateWindow();
}

void ImageActions::removeSelected()
{
    RemovalWish wish;
    for (const ImageTag &tag : m_page.selectedTags()) {
        if (tag.tag.isEmpty()) // without a name, or with a digest only, which names no tag to take away
            wish.images.append(tag.image);
        else if (tag.chips.isEmpty())
            wish.tags.append(tag.fullReference);
        for (const ImageChip &chip : tag.chips) // the row is the image, with all these names
            wish.tags.append(fullReference(chip.reference));
    }
    askRemove(wish);
}

void ImageActions::askRemove(const RemovalWish &wish)
{
    const RemovalFacts facts = m_commands.facts();
    const RemovalPlan plan = planRemoval(facts, wish);
    if (plan.isEmpty())
        return m_commands.remove(plan, false); // tells that it is gone
    auto *question = new RemovalQuestion(plan, facts, m_page.window());
    connect(question, &RemovalQuestion::answered, &m_commands, &ImageCommands::remove);
    question->ask();
}

void ImageActions::askPrune()
{
    auto *question = new PruneQuestion(m_commands.facts(), m_formerNames, m_page.window());
    connect(question, &PruneQuestion::answered, &m_commands, [this](const RemovalPlan &plan) { m_commands.remove(plan, false); });
    question->ask();
}

void ImageActions::tellRemoval(const RemovalReport &report)
{
    m_report = report;
    const bool undo = !report.undoable.isEmpty() && report.kept.isEmpty();
    tell(report.sentence(), report.lines().join(u" · "_s), undo ? tr("Undo") : tr("Details"));
}

void ImageActions::tellTag(const TagChange &change)
{
    m_report = {};
    const QString name = familiarImageName(change.reference);
    if (change.before.isEmpty() || change.before == change.image)
        return tell(tr("%1 names image %2.").arg(name, change.image.shortText()), {}, {});
    m_report.undoable = {{change.reference, change.before}};
    tell(tr("%1 moved to image %2.").arg(name, change.image.shortText()), tr("It named %1 before.").arg(change.before.shortText()),
         m_commands.canUndo() ? tr("Undo") : QString());
}

void ImageActions::tellPutBack(const PutBackReport &report)
{
    constexpr int told = 3;
    m_report = {};
    tell(report.sentence(), report.lines().mid(0, told).join(u" · "_s), {});
    if (!report.failed.isEmpty())
        m_noticeTimer.stop(); // stays until it is put away
}

void ImageActions::tellFailure(const QString &what, const Error &error)
{
    m_report = {};
    tell(what, error.sentence(), {});
    m_noticeTimer.stop(); // stays until it is put away
}

void ImageActions::tell(const QString &title, const QString &text, const QString &action)
{
    m_notices.withdraw(m_notice);
    m_notice = m_notices.show(0, title, text, action);
    if (m_report.kept.isEmpty())
        m_noticeTimer.start();
    else
        m_noticeTimer.stop();
}

void ImageActions::follow(int notice)
{
    if (notice != m_notice)
        return;
    m_notice = 0;
    if (m_report.kept.isEmpty() && !m_report.undoable.isEmpty())
        m_commands.undo();
    else if (!m_report.lines().isEmpty())
        showRemovalReport(m_report, m_page.window());
}

} // namespace longshore
