// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobhistory.h"

namespace longshore
{

JobHistory::JobHistory(const JobDocument &start)
    : m_steps{{start, {}, {}}}
{
}

bool JobHistory::change(const JobDocument &next, const QString &what, const QString &place)
{
    if (next == document())
        return false;
    m_steps.resize(m_current + 1);
    const bool goesOn = m_open && !place.isEmpty() && m_current > 0 && m_steps[m_current].place == place;
    if (goesOn) {
        m_steps[m_current].document = next;
        // Typed and taken back: no step at all.
        if (next == m_steps[m_current - 1].document) {
            m_steps.removeLast();
            --m_current;
            m_open = false;
        }
        return true;
    }
    m_steps.append({next, what, place});
    if (m_steps.size() > maximumSteps + 1)
        m_steps.removeFirst();
    m_current = m_steps.size() - 1;
    m_open = true;
    return true;
}

void JobHistory::closeStep()
{
    m_open = false;
}

void JobHistory::undo()
{
    m_open = false;
    if (canUndo())
        --m_current;
}

void JobHistory::redo()
{
    m_open = false;
    if (canRedo())
        ++m_current;
}

void JobHistory::setSaved(const std::optional<JobDocument> &saved)
{
    m_saved = saved;
    m_open = false;
}

bool JobHistory::isModified() const
{
    return !m_saved || m_saved->toJson() != document().toJson();
}

void JobHistory::setPath(const QString &path)
{
    for (Step &step : m_steps)
        step.document = step.document.movedTo(path);
}

} // namespace longshore
