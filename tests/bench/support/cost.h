// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>

namespace longshore::bench
{

struct Cost {
    double wall = 0; ///< milliseconds
    double cpu = 0;  ///< milliseconds, user and system
};

inline double cpuMilliseconds(int who)
{
    rusage usage{};
    getrusage(who, &usage);
    const auto ms = [](const timeval &time) { return double(time.tv_sec) * 1e3 + double(time.tv_usec) / 1e3; };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

/// What `work` took; `who` as of getrusage.
template<class Work>
Cost measure(int who, Work work)
{
    QElapsedTimer clock;
    clock.start();
    const double before = cpuMilliseconds(who);
    work();
    return {double(clock.nsecsElapsed()) / 1e6, cpuMilliseconds(who) - before};
}

[[noreturn]] inline void giveUp(const QString &why)
{
    std::fprintf(stderr, "%s: %s\n", qPrintable(QCoreApplication::applicationName()), qPrintable(why));
    std::exit(1);
}

template<class T>
T orGiveUp(const Result<T> &result)
{
    if (!result)
        giveUp(result.error().sentence());
    if constexpr (!std::is_void_v<T>)
        return *result;
}

} // namespace longshore::bench
