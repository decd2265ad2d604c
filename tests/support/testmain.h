// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/failonwarning.h"
#include "tests/support/tempxdg.h"

#include <QCoreApplication>
#include <QTest>
#if __has_include(<QApplication>)
#include <QApplication>
#endif

namespace longshore::test
{

/// Runs the test class `Test` under an `App`, in temporary XDG folders; unexpected warnings are failures.
template<class App, class Test>
int runTest(int argc, char **argv)
{
    const TempXdg xdg;
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    App app(argc, argv);
    Test test;
    QTest::qInit(&test, argc, argv);
    int failures = 0;
    {
        const FailOnWarning guard;
        failures = QTest::qRun();
    }
    QTest::qCleanup();
    return failures;
}

} // namespace longshore::test

/// The main() of a test program that needs no Gui. Put it, and `#include "tst_x.moc"`, at the end of tst_x.cpp.
#define LONGSHORE_TEST_MAIN(ClassName)                                                                                 \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        return longshore::test::runTest<QCoreApplication, ClassName>(argc, argv);                                      \
    }

/// The same for a test of widgets: a QApplication on the offscreen platform unless QT_QPA_PLATFORM says otherwise.
#define LONGSHORE_GUI_TEST_MAIN(ClassName)                                                                             \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        return longshore::test::runTest<QApplication, ClassName>(argc, argv);                                          \
    }
