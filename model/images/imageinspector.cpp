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
}

void ImageInspector::inspect(const ImageId &image)
{
    if (m_question)
        m_question.release()->deleteLater(); // we may be within its callback
    EngineClient *client = m_session.client();
    if (!client)
        return;
    m_question = std::make_unique<QObject>();
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
        if (tree)
            Q_EMIT inspected(image, std::make_shared<const JsonTree>(*tree));
        else
            Q_EMIT failed(image, tree.error());
    });
}

} // namespace longshore
