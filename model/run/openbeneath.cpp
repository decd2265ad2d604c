// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/openbeneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace longshore
{

int openBeneath(int root, const QByteArray &path, int flags, int mode)
{
    struct open_how how {};
    how.flags = quint64(flags) | O_CLOEXEC;
    how.mode = flags & O_CREAT ? quint64(mode) : 0;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    return int(::syscall(SYS_openat2, root, path.constData(), &how, sizeof how));
}

} // namespace longshore
