// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/session.h"
#include "model/images/tagjournal.h"
#include "model/store/store.h"
#include "tests/support/calls.h"

#include <QTemporaryDir>
#include <chrono>

namespace longshore::test
{

/// An image id of this digit.
inline ImageId imageId(int number)
{
    return {QString::number(number, 16).rightJustified(64, u'0')};
}

/// An image as an engine lists it.
inline ImageSummary image(int number, const QStringList &tags, qint64 size = 1000)
{
    ImageSummary summary;
    summary.id = imageId(number);
    summary.repoTags = tags;
    summary.size = size;
    return summary;
}

/// An event about an image, as Docker sends it.
inline EngineEvent imageEvent(const QString &action, const QString &id, const QString &name, const QDateTime &when = {})
{
    EngineEvent event;
    event.type = QStringLiteral("image");
    event.action = action;
    event.actorId = id;
    event.attributes = {{QStringLiteral("name"), name}};
    event.timeNano = when.isValid() ? when.toMSecsSinceEpoch() * 1'000'000 : 0;
    return event;
}

inline qint64 steadyNow()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

/// A store with a journal over it, fed by hand.
class TagBench
{
public:
    TagBench() { open(); }

    /// A program that starts: everything is made anew over the same store.
    void open()
    {
        journal.reset();
        store.reset();
        auto opened = Store::open(folder.filePath(QStringLiteral("store")));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().sentence()));
        store = *opened;
        journal = makeJournal();
    }
    std::unique_ptr<TagJournal> makeJournal()
    {
        auto made = std::make_unique<TagJournal>(store, nullptr, [this] { return now; });
        made->setEngine(engine, QStringLiteral("host"), QStringLiteral("20.10"));
        return made;
    }
    /// The engine is listed, and what comes of it is on the disk and told.
    void list(const QList<ImageSummary> &images)
    {
        journal->applySnapshot(images, steadyNow());
        settle();
    }
    void settle()
    {
        (void)await<void>([this](auto done) { store->write([](SQLite::Database &) {}, journal.get(), done); });
    }
    /// Newest first.
    QList<TagMove> history(const QString &repository = QStringLiteral("docker.io/library/a"))
    {
        return await<QList<TagMove>>([&](auto done) { journal->history(repository, journal.get(), done); }).value();
    }

    QTemporaryDir folder;
    QDateTime now = QDateTime::fromMSecsSinceEpoch(1'795'000'000'000, Qt::UTC);
    EngineIdentity engine{QStringLiteral("unix:///e.sock"), QStringLiteral("ID")};
    std::shared_ptr<Store> store;
    std::unique_ptr<TagJournal> journal;
};

} // namespace longshore::test
