// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"

namespace longshore
{

/// Exit codes of the command line (product.md, "Command line").
enum class ExitCode : int {
    Success = 0,
    UserError = 1,
    ApplicationError = 2,
    OutOfMemory = 3,
    TimedOut = 4,
    Cancelled = 5,
    BadUsage = 64,
    NoInput = 66,
    EngineUnavailable = 69,
    CannotCreate = 73,
    IoError = 74
};

/// The exit code for something that failed before a run had a verdict.
inline ExitCode exitCodeFor(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Cancelled: return ExitCode::Cancelled;
    case Error::Kind::BadInput: return ExitCode::BadUsage;
    case Error::Kind::NotFound: return ExitCode::NoInput;
    case Error::Kind::StoreUnwritable: return ExitCode::CannotCreate;
    case Error::Kind::Disk:
    case Error::Kind::Internal: return ExitCode::IoError;
    case Error::Kind::Conflict:
    case Error::Kind::Unreachable:
    case Error::Kind::PermissionDenied:
    case Error::Kind::Timeout:
    case Error::Kind::ConnectionLost:
    case Error::Kind::Protocol:
    case Error::Kind::UnsupportedApi:
    case Error::Kind::Engine:
    case Error::Kind::TooLarge: return ExitCode::EngineUnavailable;
    }
    return ExitCode::IoError;
}

} // namespace longshore
