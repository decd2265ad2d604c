// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/rawlog.h"
#include "ui/logs/logview.h"

#include <QAbstractButton>
#include <QScrollBar>
#include <QTest>

namespace longshore::test
{

/// A view of a log on the screen.
struct ShownLog {
    explicit ShownLog(const LogMemory &memory = {}) : log(memory)
    {
        view.resize(900, 400);
        view.setDocument(&log.document);
        view.show();
        view.activateWindow();
        view.setFocus();
    }
    ~ShownLog() { view.setDocument(nullptr); }
    bool ready() { return QTest::qWaitForWindowActive(&view); }
    /// Until the view has taken notice of all that came.
    bool settled()
    {
        return QTest::qWaitFor([this] {
            return !view.isTicking() && view.layoutOfRows().endRow() == view.rows().endRow() && !view.filter()->isRunning()
                && !view.search()->isRunning() && view.isExact();
        });
    }
    int value() { return view.verticalScrollBar()->value(); }
    int maximum() { return view.verticalScrollBar()->maximum(); }
    QAbstractButton *pill() { return view.findChild<QAbstractButton *>(QStringLiteral("newLinesPill")); }
    QString first() { return view.paintedText(0); }
    QString last() { return view.paintedTexts().value(view.paintedTexts().size() - 1); }
    quint64 topLine() { return view.rows().at(view.topPlace().row).line; }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&view, Qt::Key(key), modifiers); }
    QPoint pointOf(LogPosition position) { return view.cursorRect(position).center() + QPoint(1, 0); }

    RawLog log;
    LogView view;
};

inline LogPattern plainPattern(const QString &text)
{
    LogPattern pattern;
    pattern.text = text;
    return pattern;
}

} // namespace longshore::test
