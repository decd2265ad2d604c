// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/registrytags.h"

#include "dockerclient/types/jsonread.h"
#include "model/images/registryauth.h"
#include "model/images/registryerror.h"
#include "model/images/tagorder.h"

#include <memory>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostTags = 100'000;
constexpr qsizetype longestTag = 128; // of the distribution grammar

Result<QStringList> tagsIn(const QByteArray &body)
{
    const auto document = jsonread::parse(body);
    if (!document || !document->is_object())
        return fail(Error::make(Error::Kind::Protocol, {}, u"the answer is no list of tags"_s));
    QStringList tags = jsonread::texts(*document, "tags"); // null when there is none
    tags.removeIf([](const QString &tag) { return tag.isEmpty() || tag.size() > longestTag; });
    return tags;
}

} // namespace

/// One list being read, page by page.
struct RegistryTags::Listing : QObject {
    using QObject::QObject;

    QString repository;
    QString account;
    RegistryClient *client = nullptr;
    QStringList tags;
    int pages = 0;
};

RegistryTags::RegistryTags(RegistryAuth &auth, QObject *parent, const Clock &clock, const RegistryLimits &limits)
    : QObject(parent), m_auth(auth), m_clock(clock ? clock : Clock(&QDateTime::currentDateTimeUtc)), m_limits(limits)
{
    connect(&auth, &RegistryAuth::changed, this, &RegistryTags::askAnew);
}

RegistryTags::~RegistryTags() = default;

/// What another user was told, or is being told, does not count.
void RegistryTags::askAnew(const QString &registry)
{
    const auto isThere = [&registry](const auto &entry) { return entry.key().section(u'/', 0, 0) == registry; };
    m_known.removeIf(isThere);
    QStringList waiting;
    m_listings.removeIf([&](const auto &entry) {
        if (!isThere(entry))
            return false;
        waiting.append(entry.key());
        const std::unique_ptr<Listing> dropped(entry.value());
        return true;
    });
    for (const QString &repository : std::as_const(waiting))
        ask(repository);
}

void RegistryTags::ask(const QString &repository)
{
    const auto known = m_known.constFind(repository);
    if (known != m_known.constEnd() && known->at.secsTo(m_clock()) < goodForSeconds) {
        Q_EMIT listed(repository, known->tags);
        return;
    }
    if (m_listings.contains(repository))
        return;
    auto *listing = new Listing(this);
    listing->repository = repository;
    m_listings.insert(repository, listing);
    m_auth.find(repository, listing, [this, listing](const RegistryCredential &who) {
        listing->account = who.account();
        listing->client = new RegistryClient(who, listing, m_limits);
        page(listing, listing->repository.section(u'/', 1) + u"/tags/list?n=1000"_s);
    });
}

void RegistryTags::page(Listing *listing, const QString &target)
{
    const QString scope = u"repository:%1:pull"_s.arg(listing->repository.section(u'/', 1));
    listing->client->get(target, scope, [this, listing](const Result<RegistryClient::Answer> &answer) {
        if (!answer)
            return end(listing, fail(answer.error()));
        const Result<QStringList> tags = tagsIn(answer->body);
        if (!tags)
            return end(listing, fail(tags.error()));
        listing->tags += *tags;
        const bool isEnough = ++listing->pages >= mostPages || listing->tags.size() >= mostTags;
        isEnough || answer->next.isEmpty() ? end(listing, {}) : page(listing, answer->next);
    });
}

void RegistryTags::end(Listing *listing, const Result<void> &result)
{
    m_listings.remove(listing->repository);
    listing->deleteLater();
    if (result) {
        const QStringList tags = sortedTags(listing->tags);
        m_known.insert(listing->repository, {tags, m_clock()});
        Q_EMIT listed(listing->repository, tags);
        return;
    }
    RegistryRequest request{RegistryRequest::Kind::Tags, listing->repository.section(u'/', 0, 0), listing->repository};
    request.account = listing->account;
    request.direct = true;
    Q_EMIT failed(listing->repository, registryError(result.error(), request));
}

} // namespace longshore
