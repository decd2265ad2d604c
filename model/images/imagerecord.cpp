// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagerecord.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"

#include <QPointer>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostKnown = 64;

/// One object answers later, on the context's thread, and only while it lives.
void answer(QObject *context, const Callback<ImageRecord> &done, const Result<ImageRecord> &facts)
{
    QMetaObject::invokeMethod(context, [done, facts] { done(facts); }, Qt::QueuedConnection);
}

} // namespace

ImageRecordReader::ImageRecordReader(EngineSession &session, EngineSync &sync, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_sync(sync)
{
    connect(&session, &EngineSession::connected, this, [this] { m_known.clear(); });
}

void ImageRecordReader::ask(const ImageId &image, QObject *context, Callback<ImageRecord> done)
{
    if (const auto known = m_known.constFind(image); known != m_known.constEnd())
        return answer(context, done, *known);
    EngineClient *client = m_session.client();
    if (!client) {
        return answer(context, done,
                      fail(Error::make(Error::Kind::Unreachable, u"read the image %1"_s.arg(image.shortText()),
                                       u"no engine is connected"_s, tr("Wait until the engine answers, then try again."))));
    }
    if (const ImageDetails *details = m_sync.details(image))
        return askHistory(image, *details, context, std::move(done));
    // With the prefix: Podman takes bare hexadecimal digits for a bad name.
    client->images().inspect(u"sha256:"_s + image.value, context, [self = QPointer(this), image, context, done = std::move(done)](const Result<ImageDetails> &details) {
        if (details && self)
            return self->askHistory(image, *details, context, done);
        Error error = details ? Error::cancelled(u"read the image %1"_s.arg(image.shortText())) : details.error();
        if (error.kind == Error::Kind::NotFound)
            error.advice = tr("It is not on this engine any more: pull or load it to compare it.");
        done(fail(error));
    });
}

void ImageRecordReader::askHistory(const ImageId &image, const ImageDetails &details, QObject *context, Callback<ImageRecord> done)
{
    EngineClient *client = m_session.client();
    if (!client)
        return answer(context, done, ImageRecord{details, {}});
    const auto take = [self = QPointer(this), image, details, done = std::move(done)](const Result<QList<ImageHistoryEntry>> &history) {
        const ImageRecord facts{details, history.value_or(QList<ImageHistoryEntry>())};
        if (self && history) {
            if (self->m_known.size() >= mostKnown)
                self->m_known.clear();
            self->m_known.insert(image, facts);
        }
        done(facts);
    };
    client->images().history(u"sha256:"_s + image.value, context, take);
}

} // namespace longshore
