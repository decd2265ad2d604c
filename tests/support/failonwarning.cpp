// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarning.h"

#include <QMutex>
#include <QRegularExpression>
#include <QTest>

namespace longshore::test
{

using namespace Qt::StringLiterals;

namespace
{

QtMessageHandler s_previous = nullptr;

bool isPlatformNoise(const QString &message)
{
    return message.contains("This plugin does not support "_L1)
        || message.contains("XDG_RUNTIME_DIR"_L1);
}

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static QRecursiveMutex mutex;
    const QMutexLocker lock(&mutex);
    if (isPlatformNoise(message))
        return;
    // Qt Test forgets its fail patterns at the end of each function, and honours ignoreMessage() before them: so
    // this very message is named as forbidden just before Qt Test sees it.
    if (type == QtWarningMsg)
        QTest::failOnWarning(QRegularExpression(QRegularExpression::anchoredPattern(QRegularExpression::escape(message))));
    if (type == QtCriticalMsg)
        QTest::qFail(qPrintable(u"unexpected qCritical: "_s + message), context.file ? context.file : "", context.line);
    s_previous(type, context, message);
}

} // namespace

FailOnWarning::FailOnWarning()
{
    s_previous = qInstallMessageHandler(handleMessage);
}

FailOnWarning::~FailOnWarning()
{
    qInstallMessageHandler(s_previous);
}

} // namespace longshore::test
