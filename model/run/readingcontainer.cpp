// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/readingcontainer.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "model/store/ulid.h"

#include <QDateTime>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

const QString purposeLabel = u"longshore.purpose"_s;
const QString purpose = u"read-image"_s;
constexpr int forgottenAfter = 600; // s; reading takes a few

} // namespace

ReadingContainer::ReadingContainer(const Endpoint &endpoint, const QString &image, QObject *parent)
    : QObject(parent), m_client(std::make_unique<EngineClient>(endpoint)), m_image(image)
{
}

ReadingContainer::~ReadingContainer() = default;

void ReadingContainer::make()
{
    m_client->negotiate(this, [this](const Result<EngineVersion> &version) {
        if (!version) {
            Q_EMIT failed(version.error());
            return;
        }
        removeForgotten();
        create();
    });
}

/// Nobody waits for it, and nobody needs to know when it fails.
void ReadingContainer::removeForgotten()
{
    const ContainersApi::ListOptions options{true, {purposeLabel + u'=' + purpose}};
    m_client->containers().list(options, this, [this](const Result<QList<ContainerSummary>> &found) {
        for (const ContainerSummary &container : found.value_or(QList<ContainerSummary>())) {
            if (container.created.secsTo(QDateTime::currentDateTimeUtc()) > forgottenAfter)
                m_client->containers().remove(container.id.value, {true, true}, this, [](const Result<void> &) {});
        }
    });
}

void ReadingContainer::create()
{
    ContainerSpec spec;
    spec.image = m_image;
    spec.cmd = {u"true"_s}; // an image may name none; this one never starts
    spec.networkMode = u"none"_s;
    spec.labels = {{purposeLabel, purpose}};
    m_client->containers().create(u"longshore-read-"_s + UlidGenerator().next(), spec, this, [this](const Result<CreatedContainer> &created) {
        if (!created) {
            Q_EMIT failed(created.error());
            return;
        }
        m_id = created->id;
        Q_EMIT ready();
    });
}

void ReadingContainer::remove()
{
    m_client->containers().remove(m_id.value, {true, true}, this, [this](const Result<void> &) { Q_EMIT removed(); });
}

} // namespace longshore
