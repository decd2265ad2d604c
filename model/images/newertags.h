// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <functional>

namespace longshore
{

class RegistryTags;

/// Which repositories of this engine have a tag at their registry that is newer than those here, for a badge. Asks
/// registries only while it is switched on, one at a time, each repository once an hour at most, and never for a list
/// that waits for it (B.1 #8). GUI thread.
class NewerTags : public QObject
{
    Q_OBJECT
public:
    static constexpr int againMs = 3'600'000;

    /// `newestOver` of tagorder.h, or a stand-in for it. It reads every tag of a repository, which may be thousands.
    using Newest = std::function<QString(const QStringList &local, const QStringList &remote)>;
    explicit NewerTags(RegistryTags &tags, QObject *parent = nullptr, const Newest &newest = {});

    /// Off at first. Switched off it forgets.
    void setOn(bool on);
    /// The references on this engine.
    void setLocal(const QStringList &references);

Q_SIGNALS:
    /// Full repository → its newest tag; those without news are not in it.
    void changed(const QHash<QString, QString> &newest);

private:
    void askNext();
    void answered(const QString &repository);
    void compare(const QString &repository);
    void tell();

    RegistryTags &m_tags;
    Newest m_newestOver;
    QHash<QString, QStringList> m_local; ///< full repository → tags here, sorted
    QSet<QString> m_asked; ///< within this hour
    QString m_current;
    QHash<QString, QString> m_newest; ///< of what is here, as compared last
    QHash<QString, QString> m_told;
    bool m_on = false;
};

} // namespace longshore
