// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace longshore::test
{

/// While it lives, a qWarning or qCritical that no `QTest::ignoreMessage` expected fails the test function that
/// is running; what the offscreen platform always says is let through. Make it after QTest::qInit, whose own
/// handler it wraps; `LONGSHORE_TEST_MAIN` does.
class FailOnWarning
{
public:
    FailOnWarning();
    ~FailOnWarning();
    FailOnWarning(const FailOnWarning &) = delete;
    FailOnWarning &operator=(const FailOnWarning &) = delete;
};

} // namespace longshore::test
