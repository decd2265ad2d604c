// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace longshore
{

/// What the file system says of a socket's path.
struct SocketFacts {
    bool exists = false;
    bool isSocket = false;
    bool mayOpen = false;
    int errorNumber = 0;  ///< errno of the stat or the access check that failed
    QString owner;        ///< user name, or the number
    QString group;        ///< group name, or the number
    bool groupMayOpen = false; ///< read and write for the group
    QString blockedBy;    ///< the directory that may not be entered, when that is what hides the file

    bool operator==(const SocketFacts &) const = default;
    static SocketFacts of(const QString &path);
};

/// Who runs this process.
struct UserFacts {
    QString name;
    unsigned uid = 0;

    bool operator==(const UserFacts &) const = default;
    static UserFacts current();
};

} // namespace longshore
