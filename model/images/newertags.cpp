// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/newertags.h"

#include "model/images/reference.h"
#include "model/images/registrytags.h"
#include "model/images/tagorder.h"

#include <QTimer>

namespace longshore
{

NewerTags::NewerTags(RegistryTags &tags, QObject *parent) : QObject(parent), m_tags(tags)
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
    if (on)
        askNext();
    else
        tell();
}

void NewerTags::setLocal(const QStringList &references)
{
    m_local.clear();
    for (const QString &text : references) {
        const Result<Reference> reference = Reference::parse(text);
        if (reference && TagVersion::parse(reference->tag).isVersion()) // else nothing is newer than it
            m_local[reference->fullRepository()].append(reference->tag);
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
    tell();
    if (repository != m_current)
        return;
    m_current.clear();
    QMetaObject::invokeMethod(this, &NewerTags::askNext, Qt::QueuedConnection);
}

void NewerTags::tell()
{
    QHash<QString, QString> newest;
    for (auto local = m_local.cbegin(); m_on && local != m_local.cend(); ++local) {
        if (const QString tag = newestOver(local.value(), m_tags.known(local.key())); !tag.isEmpty())
            newest.insert(local.key(), tag);
    }
    if (newest == m_newest)
        return;
    m_newest = newest;
    Q_EMIT changed(newest);
}

} // namespace longshore
