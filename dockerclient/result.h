// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"

#include <functional>
#include <tl/expected.hpp>

namespace longshore
{

/// A value or the reason why there is none. A struct, since an alias cannot be [[nodiscard]].
template<class T>
struct [[nodiscard]] Result : tl::expected<T, Error> {
    using tl::expected<T, Error>::expected;
};

/// `return fail(error);` from any function that returns a Result.
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

/// The callback of a one-shot call: called exactly once, on the caller's thread, never before the call returns,
/// never after its context died or `PendingCall::cancel()`.
template<class T>
using Callback = std::function<void(Result<T>)>;

} // namespace longshore
