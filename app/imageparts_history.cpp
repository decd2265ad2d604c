// SPDX-License-Identifier: GPL-3.0-or-later
// What moved: the tag journal with its tab, two images beside each other, and archives of images.
#include "app/imageparts.h"

#include "app/runlauncher.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/images/imagearchives.h"
#include "model/images/imagerecord.h"
#include "model/images/reference.h"
#include "model/images/tagjournal.h"
#include "model/store/store.h"
#include "model/tasks/noticelist.h"
#include "ui/images/archives/archivedialogs.h"
#include "ui/images/compare/imagecompareview.h"
#include "ui/images/compare/imagecomparewindow.h"
#include "ui/images/history/taghistorytab.h"
#include "ui/images/imagespage.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QSet>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QAction *makeAction(QObject *owner, const QString &name, const QString &text, const QString &icon, const QKeySequence &key = {})
{
    auto *action = new QAction(Icons::get(icon), text, owner);
    action->setObjectName(name);
    action->setShortcut(key);
    return action;
}

/// As engines take it; an image without a name by its id.
QString nameOf(const ImageTag &tag)
{
    return tag.reference.isEmpty() ? u"sha256:"_s + tag.image.value : tag.reference;
}

CompareSide sideOf(const ImageTag &tag)
{
    const QString name = tag.reference.isEmpty() ? tag.image.shortText() : tag.reference;
    return {tag.image, name, tag.tag.isEmpty() ? name : tag.tag};
}

CompareSide sideOf(const ImageId &image)
{
    return {image, image.shortText(), image.shortText()};
}

} // namespace

void ImageParts::joinHistory()
{
    EngineSession &session = m_services.session;
    EngineSync &sync = m_services.sync;
    m_journal = new TagJournal(m_services.store.shared_from_this(), this);
    connect(&session, &EngineSession::connected, m_journal, [this, &session] {
        m_journal->setEngine(session.identity(), session.info().name, session.version().version);
    });
    connect(&session, &EngineSession::event, m_journal, &TagJournal::take);
    connect(&sync, &EngineSync::imagesRefreshed, m_journal, [this, &sync](qint64 askedAt) { m_journal->applySnapshot(sync.images(), askedAt); });
    connect(m_journal, &TagJournal::failed, this, [this](const Error &error) {
        m_services.notices.show(0, tr("The tag history cannot be written"), error.sentence());
    });
}

void ImageParts::joinCompare()
{
    EngineSync &sync = m_services.sync;
    auto *facts = new ImageRecordReader(m_services.session, sync, this);
    const AskImageRecord ask = [facts](const ImageId &image, QObject *context, Callback<ImageRecord> done) {
        facts->ask(image, context, std::move(done));
    };
    const auto open = [this, ask](const CompareSide &before, const CompareSide &after) {
        auto *window = new ImageCompareWindow(ask, before, after, &m_page);
        answerFiles(window->view(), FilesComparer::Reading::AtOnce);
        window->show();
    };

    m_history = new TagHistoryTab(*m_journal, ask, &m_page, m_services.clock);
    m_page.addTab(m_history);
    answerFiles(m_history->compareView(), FilesComparer::Reading::WhenAsked);
    connect(&sync, &EngineSync::imagesChanged, m_history, &TagHistoryTab::setImages);
    connect(m_history, &TagHistoryTab::runRequested, &m_services.launcher, &RunLauncher::runImage);
    connect(m_history, &TagHistoryTab::compareRequested, this, [open](const ImageId &older, const ImageId &newer) { open(sideOf(older), sideOf(newer)); });

    QAction *compare = makeAction(this, u"compareImages"_s, tr("Compare"), u"vcs-diff"_s, Qt::CTRL | Qt::Key_D);
    compare->setStatusTip(tr("What is different between the two images that are selected"));
    m_page.addImageAction(compare, ImagesPage::HeadButton::OfSeveral);
    const auto enable = [this, compare] { compare->setEnabled(m_page.selectedTags().size() == 2); };
    connect(&m_page, &ImagesPage::selectionChanged, compare, enable);
    enable();
    connect(compare, &QAction::triggered, this, [this, open, &sync] {
        const QList<ImageTag> tags = m_page.selectedTags();
        if (tags.size() != 2)
            return;
        const ImageDetails *first = sync.details(tags[0].image), *second = sync.details(tags[1].image);
        const bool isNewerFirst = first && second && first->created > second->created;
        open(sideOf(tags[isNewerFirst ? 1 : 0]), sideOf(tags[isNewerFirst ? 0 : 1]));
    });
}

void ImageParts::joinArchives()
{
    EngineSync &sync = m_services.sync;
    auto *archives = new ImageArchives(m_services.session, m_services.tasks, this);
    QAction *load = makeAction(this, u"loadArchive"_s, tr("Load archive…"), u"document-import"_s);
    m_page.addTool(load);
    connect(load, &QAction::triggered, this, [this, archives] {
        askWhatToLoad(&m_page, [archives](const QString &path) { archives->load(path); });
    });

    QAction *save = makeAction(this, u"saveArchive"_s, tr("Save archive…"), u"document-save"_s, QKeySequence::Save);
    m_page.addImageAction(save);
    const auto enable = [this, save] { save->setEnabled(!m_page.selectedTags().isEmpty()); };
    connect(&m_page, &ImagesPage::selectionChanged, save, enable);
    enable();
    connect(save, &QAction::triggered, this, [this, archives, &sync] {
        const QList<ImageTag> tags = m_page.selectedTags();
        if (tags.isEmpty())
            return;
        QStringList names;
        QSet<ImageId> wanted;
        for (const ImageTag &tag : tags) {
            names.append(nameOf(tag));
            wanted.insert(tag.image);
        }
        qint64 estimate = 0;
        for (const ImageSummary &image : sync.images())
            estimate += wanted.contains(image.id) ? qMax<qint64>(0, image.size) : 0;
        askWhereToSave(&m_page, tags, [archives, names, estimate](const QString &path) { archives->save(names, estimate, path); });
    });

    // What was loaded is shown once the list has it.
    auto awaited = std::make_shared<QString>();
    const auto rowOf = [](const QString &name) { return name.startsWith("sha256:"_L1) ? name.mid(7) : name.isEmpty() ? QString() : fullReference(name); };
    connect(archives, &ImageArchives::loaded, this, [awaited, rowOf, &sync](const QStringList &names) {
        *awaited = rowOf(names.value(0));
        sync.refresh();
    });
    connect(archives, &ImageArchives::showRequested, this, [this, rowOf](const QString &name) {
        m_services.window.openPage(u"images"_s);
        m_page.select(rowOf(name));
    });
    connect(&sync, &EngineSync::refreshed, this, [this, awaited] {
        if (const QString name = std::exchange(*awaited, {}); !name.isEmpty())
            m_page.select(name);
    });
}

} // namespace longshore
