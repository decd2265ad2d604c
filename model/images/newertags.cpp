// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/newertags.h"

#include "model/images/reference.h"
#include "model/images/registrytags.h"
#include "model/images/tagorder.h"

#include <QTimer>

namespace longshore
{

NewerTags::NewerTags(RegistryTags &tags, QObject *parent, const Newest &newest)
    : QObject(parent), m_tags(tags), m_newestOver(newest ? newest : Newest(&longshore::newestOver))
{
    connect(&tags, &RegistryTags::listed, this, [this](const QString &repository) { answered(repository); });
    connect(&tags, &RegistryTags::failed, this, [this](const QString &repository) { answered(repository); });
    auto *hour = new QTimer(this);
    hour->setInterval(againMs);
    connect(hour, &QTimer::timeout, this, [this] {
        m_asked.clear();
        askNext();
    });
    hour->start();
}

void NewerTags::setOn(bool on)
{
    if (on == m_on)
        return;
    m_on = on;
    m_asked.clear();
    m_current.clear();
    m_newest.clear();
    if (on)
        askNext();
    else
        tell();
}

void NewerTags::setLocal(const QStringList &references)
{
    const QHash<QString, QStringList> before = std::exchange(m_local, {});
    for (const QString &text : references) {
        const Result<Reference> reference = Reference::parse(text);
        if (reference && TagVersion::parse(reference->tag).isVersion()) // else nothing is newer than it
            m_local[reference->fullRepository()].append(reference->tag);
    }
    m_newest.removeIf([this](const auto &entry) { return !m_local.contains(entry.key()); });
    for (auto local = m_local.begin(); local != m_local.end(); ++local) {
        local->sort(); // the engine's order says nothing
        if (before.value(local.key()) != *local)
            compare(local.key());
    }
    tell();
    askNext();
}

void NewerTags::askNext()
{
    if (!m_on || !m_current.isEmpty())
        return;
    for (auto local = m_local.cbegin(); local != m_local.cend(); ++local) {
        if (m_asked.contains(local.key()))
            continue;
        m_asked.insert(local.key());
        m_current = local.key();
        // Answers may come at once; what is known already costs nothing.
        return m_tags.ask(m_current);
    }
}

void NewerTags::answered(const QString &repository)
{
    compare(repository);
    tell();
    if (repository != m_current)
        return;
    m_current.clear();
    QMetaObject::invokeMethod(this, &NewerTags::askNext, Qt::QueuedConnection);
}

void NewerTags::compare(const QString &repository)
{
    const QStringList remote = m_on && m_local.contains(repository) ? m_tags.known(repository) : QStringList();
    const QString tag = remote.isEmpty() ? QString() : m_newestOver(m_local.value(repository), remote);
    if (tag.isEmpty())
        m_newest.remove(repository);
    else
        m_newest.insert(repository, tag);
}

void NewerTags::tell()
{
    if (m_newest == m_told)
        return;
    m_told = m_newest;
    Q_EMIT changed(m_told);
}

} // namespace longshore
