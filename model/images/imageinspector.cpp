// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imageinspector.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/asynctask.h"
#include "model/engine/session.h"
#include "model/json/jsontree.h"

namespace longshore
{

using namespace Qt::StringLiterals;

ImageInspector::ImageInspector(EngineSession &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&m_session, &EngineSession::connected, this, [this] {
        if (!m_unanswered.value.isEmpty())
            inspect(m_unanswered);
    });
}

void ImageInspector::inspect(const ImageId &image)
{
    if (m_question)
        m_question.release()->deleteLater(); // we may be within its callback
    m_question = std::make_unique<QObject>();
    m_unanswered = image;
    EngineClient *client = m_session.client();
    if (!client) {
        const Error error = Error::make(Error::Kind::Unreachable, u"read what the engine says of the image %1"_s.arg(image.shortText()), u"no engine is connected"_s,
                                        tr("Try again when the engine answers."));
        QMetaObject::invokeMethod(m_question.get(), [this, image, error] { Q_EMIT failed(image, error); }, Qt::QueuedConnection);
        return;
    }
    client->images().inspectRaw(image.value, m_question.get(), [this, image](const Result<QByteArray> &text) { answered(image, text); });
}

void ImageInspector::answered(const ImageId &image, const Result<QByteArray> &text)
{
    if (!text) {
        Q_EMIT failed(image, text.error());
        return;
    }
    const auto parse = [bytes = *text] { return JsonTree::parse(bytes, u"read what the engine says of an image"_s); };
    runAsync(m_question.get(), parse, [this, image](const Result<JsonTree> &tree) {
        m_unanswered = {};
        if (tree)
            Q_EMIT inspected(image, std::make_shared<const JsonTree>(*tree));
        else
            Q_EMIT failed(image, tree.error());
    });
}

} // namespace longshore
