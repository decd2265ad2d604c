// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/images/registryclient.h"

#include <QDateTime>
#include <QHash>
#include <QStringList>
#include <functional>

namespace longshore
{

class RegistryAuth;

/// What tags repositories have at their registries, newest first: asked for only when somebody wants to see them, never
/// by itself; each answer is good for five minutes. GUI thread.
class RegistryTags : public QObject
{
    Q_OBJECT
public:
    static constexpr int goodForSeconds = 300;
    static constexpr int mostPages = 100;

    using Clock = std::function<QDateTime()>;
    /// `auth` outlives this.
    explicit RegistryTags(RegistryAuth &auth, QObject *parent = nullptr, const Clock &clock = {}, const RegistryLimits &limits = {});
    ~RegistryTags() override;

    /// `repository` is a full one (Reference::fullRepository). Answers by `listed` or `failed`, at once when it is known.
    void ask(const QString &repository);
    /// What was told last, also after it grew old; empty when nothing was.
    QStringList known(const QString &repository) const { return m_known.value(repository).tags; }

Q_SIGNALS:
    void listed(const QString &repository, const QStringList &tags);
    void failed(const QString &repository, const longshore::Error &error);

private:
    struct Known {
        QStringList tags;
        QDateTime at;
    };
    struct Listing;

    void askAnew(const QString &registry);
    void page(Listing *listing, const QString &target);
    void end(Listing *listing, const Result<void> &result);

    RegistryAuth &m_auth;
    Clock m_clock;
    RegistryLimits m_limits;
    QHash<QString, Known> m_known;
    QHash<QString, Listing *> m_listings; ///< under way
};

} // namespace longshore
