// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/registrydigests.h"

#include "model/images/reference.h"
#include "model/images/registryauth.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Whatever an engine may have pulled: indexes first, so that a registry gives the digest that an engine has noted.
constexpr auto manifestTypes = "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, "
                               "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";

} // namespace

RegistryDigests::RegistryDigests(RegistryAuth &auth, QObject *parent, const Clock &clock, const RegistryLimits &limits)
    : QObject(parent), m_auth(auth), m_clock(clock ? clock : Clock(&QDateTime::currentDateTimeUtc)), m_limits(limits)
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(settleMs);
    connect(&m_settled, &QTimer::timeout, this, &RegistryDigests::ask);
    connect(&auth, &RegistryAuth::changed, this, [this](const QString &registry) {
        m_known.removeIf([&registry](const auto &entry) { return entry.key().section(u'/', 0, 0) == registry; });
        compare();
    });
}

void RegistryDigests::setOn(bool on)
{
    m_on = on;
    compare();
}

void RegistryDigests::look(const QString &reference, const QStringList &repoDigests)
{
    QStringList digests;
    const Result<Reference> tag = Reference::parse(reference);
    for (const QString &text : repoDigests) {
        const Result<Reference> known = Reference::parse(text);
        if (tag && !tag->tag.isEmpty() && known && known->fullRepository() == tag->fullRepository())
            digests.append(known->digest);
    }
    if (reference == m_reference && digests == m_digests)
        return;
    m_reference = reference;
    m_digests = digests;
    compare();
}

bool RegistryDigests::isKnown() const
{
    const auto known = m_known.constFind(m_reference);
    return known != m_known.constEnd() && known->at.secsTo(m_clock()) < goodForSeconds;
}

void RegistryDigests::compare()
{
    m_asking.reset();
    m_settled.stop();
    if (m_reference.isEmpty())
        return;
    const QString digest = m_on && isKnown() ? m_known.value(m_reference).digest : QString();
    const bool isSame = m_digests.contains(digest);
    Q_EMIT compared(m_reference, digest.isEmpty() ? RegistryTwin::Unknown : isSame ? RegistryTwin::Same : RegistryTwin::Other);
    if (m_on && !isKnown() && !m_digests.isEmpty())
        m_settled.start();
}

void RegistryDigests::ask()
{
    m_asking = std::make_unique<QObject>();
    m_auth.find(m_reference, m_asking.get(), [this, reference = m_reference](const RegistryCredential &who) {
        const Result<Reference> tag = Reference::parse(reference);
        auto *client = new RegistryClient(who, m_asking.get(), m_limits);
        client->head(tag->path + u"/manifests/"_s + tag->tag, u"repository:%1:pull"_s.arg(tag->path), manifestTypes,
                     [this, reference](const Result<RegistryClient::Answer> &answer) { answered(reference, answer); });
    });
}

void RegistryDigests::answered(const QString &reference, const Result<RegistryClient::Answer> &answer)
{
    m_known.insert(reference, {answer ? answer->digest : QString(), m_clock()});
    m_asking.release()->deleteLater(); // the client that calls us is in it
    compare();
}

} // namespace longshore
