// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logdocument.h"

namespace longshore
{

LogDocument::LogDocument(std::shared_ptr<LogStore> store, QObject *parent) : QObject(parent), m_store(std::move(store)) {}

void LogDocument::takePartials(const QList<PartialLine> &partials)
{
    if (partials == m_partials)
        return;
    m_partials = partials;
    Q_EMIT partialsChanged();
}

void LogDocument::takeState(LogState state, const Error &error)
{
    if (state == m_state && error == m_error)
        return;
    m_state = state;
    m_error = error;
    Q_EMIT stateChanged();
}

} // namespace longshore
