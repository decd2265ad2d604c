// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/filechanges.h"
#include "model/images/imagegroups.h"
#include "model/images/imagerecord.h"
#include "tests/support/imagefixtures.h"
#include "tests/support/tagbench.h"

#include <QTimer>

namespace longshore::test
{

/// The tag history of the mockup, as an engine would have shown it from October on; its images are those of ImageFixtures.
struct PicturedHistory {
    using Tags = QStringList;

    /// As that engine's history in the bench's store.
    explicit PicturedHistory(const EngineIdentity &engine = {QStringLiteral("unix:///e.sock"), QStringLiteral("ID")})
    {
        using namespace Qt::StringLiterals;
        bench.engine = engine;
        bench.open();
        for (const char *start : {"8f3c1e0b92aa", "b71d04c5e318", "4410ce9d7a02", "91d0aa37ce6b", "c9e1b8870f54", "7f3305e2d1ac"})
            images.append({QString::fromLatin1(start) + u"5d20f6a7be11"_s.repeated(4) + u"d41f"_s});
        see("2026-10-02T15:19", {{5, {u"latest"_s}, 182'800'000}}, {});
        see("2026-10-14T08:02", {{5, {u"latest"_s}, 182'800'000}, {3, {u"1.0"_s}, 171'700'000}}, {event("load", 3)});
        see("2026-10-21T11:30", {{4, {u"latest"_s}, 182'900'000}, {3, {u"1.0"_s}, 171'700'000}, {2, {}, 183'100'000}}, {pull("latest")});
        see("2026-11-02T18:47", {{4, {u"latest"_s}, 182'900'000}, {2, {u"1.0"_s}, 183'100'000}}, {tag("1.0", 2)});
        see("2026-11-03T09:10", {{2, {u"1.0"_s, u"latest"_s}, 183'100'000}}, {pull("latest")});
        see("2026-11-17T16:22", {{1, {u"1.0"_s, u"latest"_s, u"0.9.2"_s}, 181'000'000}}, {pull("latest"), pull("1.0"), pull("0.9.2")});
        for (const char *built : {"latest", "1.0"})
            bench.journal->explain(repository + u':' + QString::fromLatin1(built), TagCause::Built, 41'000);
        see("2026-11-23T10:04", {{1, {u"0.9.2"_s}, 181'000'000}, {0, {u"1.0"_s, u"latest"_s, u"1.0.0"_s}, 182'000'000}}, {tag("1.0.0", 0)});
    }

    struct Listed {
        int image;
        Tags tags;
        qint64 size;
    };
    /// The engine has these now.
    void see(const char *when, const QList<Listed> &listed, const QList<EngineEvent> &events)
    {
        bench.now = QDateTime::fromString(QString::fromLatin1(when), Qt::ISODate);
        for (const EngineEvent &event : events)
            bench.journal->take(event);
        present.clear();
        for (const Listed &one : listed) {
            ImageSummary summary;
            summary.id = images[one.image];
            summary.size = one.size;
            for (const QString &tag : one.tags)
                summary.repoTags.append(repository + u':' + tag);
            present.append(summary);
        }
        bench.list(present);
    }
    EngineEvent event(const char *action, int image) const
    {
        const QString id = QStringLiteral("sha256:") + images[image].value;
        return imageEvent(QString::fromLatin1(action), id, id);
    }
    EngineEvent pull(const char *tag) const { return imageEvent(QStringLiteral("pull"), repository + u':' + QString::fromLatin1(tag), repository); }
    EngineEvent tag(const char *tag, int image) const
    {
        return imageEvent(QStringLiteral("tag"), QStringLiteral("sha256:") + images[image].value, repository + u':' + QString::fromLatin1(tag));
    }
    /// The row of the Images page.
    ImageTag row(const QString &tag, int image = 0) const
    {
        ImageTag row;
        row.tag = tag;
        row.reference = repository + u':' + tag;
        row.fullReference = QStringLiteral("docker.io/") + row.reference;
        row.key = row.fullReference;
        row.image = images[image];
        return row;
    }
    /// What the engine tells of the two newest images; of others it says that they are gone.
    AskImageRecord facts() const
    {
        return [ids = images](const ImageId &image, QObject *context, const Callback<ImageRecord> &done) {
            const qsizetype at = ids.indexOf(image);
            const bool known = at == 0 || at == 1;
            const Result<ImageRecord> answer = known ? Result<ImageRecord>(factsOf(at == 0))
                                                    : Result<ImageRecord>(fail(Error::make(Error::Kind::NotFound, QStringLiteral("read the image"),
                                                                                          QStringLiteral("it is gone"))));
            QTimer::singleShot(0, context, [done, answer] { done(answer); });
        };
    }
    static ImageRecord factsOf(bool isNew)
    {
        using namespace Qt::StringLiterals;
        ImageRecord facts;
        ImageDetails &image = facts.details;
        image.size = isNew ? 182'000'000 : 181'000'000;
        image.created = QDateTime::fromString(isNew ? u"2026-11-23T10:03:19"_s : u"2026-11-17T09:41:00"_s, Qt::ISODate);
        image.os = u"linux"_s;
        image.architecture = u"amd64"_s;
        image.entrypoint = QStringList{u"/usr/bin/tini"_s, u"--"_s};
        image.cmd = QStringList{u"python3"_s, u"-u"_s, u"/code/main.py"_s};
        image.env = QStringList{u"PATH=/usr/local/bin:/usr/bin:/bin"_s, u"PYTHONUNBUFFERED=1"_s, u"API_TOKEN=s3cret"_s};
        image.env << (isNew ? u"PYTHON_VERSION=3.12.4"_s : u"PYTHON_VERSION=3.12.3"_s);
        if (!isNew)
            image.env << u"LOG_LEVEL=debug"_s;
        image.user = u"1000:1000"_s;
        image.workingDir = u"/code"_s;
        image.labels = {{u"org.opencontainers.image.title"_s, u"Text splitter"_s}, {u"longshore.component"_s, record(isNew)}};
        for (int layer = 0; layer < (isNew ? 11 : 10); ++layer)
            image.layers << (layer < 8 ? u"l%1"_s : isNew ? u"n%1"_s : u"o%1"_s).arg(layer);
        for (const char *step : {"/bin/sh -c #(nop)  CMD [\"python3\" \"-u\" \"/code/main.py\"]", "COPY . /code # buildkit"}) {
            ImageHistoryEntry entry;
            entry.createdBy = QString::fromLatin1(step);
            entry.size = isNew ? 310'000 : 300'000;
            facts.history.append(entry);
        }
        return facts;
    }
    /// The newer one knows a parameter more.
    static QString record(bool isNew)
    {
        QStringList parameters{QStringLiteral("max"), QStringLiteral("splitAt"), QStringLiteral("column"), QStringLiteral("id"), QStringLiteral("#token")};
        if (isNew)
            parameters << QStringLiteral("columns");
        QStringList properties;
        for (const QString &parameter : std::as_const(parameters))
            properties << QStringLiteral("\"%1\":{\"type\":\"string\"}").arg(parameter);
        return QStringLiteral("{\"id\":\"demo.text-splitter\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"longshore/demo-text-splitter\"}},"
                              "\"configurationSchema\":{\"type\":\"object\",\"properties\":{%1}}}")
            .arg(properties.join(u','));
    }
    static FileChanges files()
    {
        using namespace Qt::StringLiterals;
        FileChanges files{38, 41, 4, 1, 6, {}};
        files.files = {{u"/code/columns.py"_s, -1, 2'310}, {u"/code/main.py"_s, 4'120, 4'900}, {u"/code/old.py"_s, 800, -1}};
        return files;
    }

    const QString repository = QStringLiteral("longshore/demo-text-splitter");
    TagBench bench;
    QList<ImageId> images;        ///< newest first
    QList<ImageSummary> present; ///< what the engine has now
};

} // namespace longshore::test
