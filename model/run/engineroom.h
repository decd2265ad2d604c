// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

namespace longshore
{

/// The one thread in which runs live, with an engine client of its own (architecture §4).
class EngineRoom
{
public:
    EngineRoom() { m_thread.start(); }
    ~EngineRoom()
    {
        m_thread.quit();
        m_thread.wait();
    }

private:
    QThread m_thread;
};

} // namespace longshore
