// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/images/registryclient.h"
#include "model/images/registrytwin.h"

#include <QDateTime>
#include <QHash>
#include <QStringList>
#include <QTimer>
#include <functional>
#include <memory>

namespace longshore
{

class RegistryAuth;

/// Compares the one image that is looked at with its registry, by the digest of the manifest: `latest` may have moved.
/// Asks only while it is switched on, and only for what was pulled from there or pushed; one at a time, and each answer is
/// good for five minutes. What cannot be found out is Unknown, without a word. GUI thread.
class RegistryDigests : public QObject
{
    Q_OBJECT
public:
    static constexpr int goodForSeconds = 300;
    static constexpr int settleMs = 400; ///< an image that is only passed by is not asked for

    using Clock = std::function<QDateTime()>;
    /// `auth` outlives this.
    explicit RegistryDigests(RegistryAuth &auth, QObject *parent = nullptr, const Clock &clock = {}, const RegistryLimits &limits = {});

    /// Off at first.
    void setOn(bool on);
    /// The image that is looked at from now on: its tag as a full reference, and the `repo@digest`s that the engine knows it by.
    void look(const QString &reference, const QStringList &repoDigests);
    void setSettleTime(int milliseconds) { m_settled.setInterval(milliseconds); }

Q_SIGNALS:
    /// About what `look` named last.
    void compared(const QString &reference, longshore::RegistryTwin twin);

private:
    struct Known {
        QString digest; ///< empty = it did not tell
        QDateTime at;
    };

    void compare();
    void ask();
    void answered(const QString &reference, const Result<RegistryClient::Answer> &answer);
    bool isKnown() const;

    RegistryAuth &m_auth;
    Clock m_clock;
    RegistryLimits m_limits;
    QString m_reference;
    QStringList m_digests; ///< here
    QHash<QString, Known> m_known;
    std::unique_ptr<QObject> m_asking; ///< owns what is under way
    QTimer m_settled;
    bool m_on = false;
};

} // namespace longshore
