// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/rawlog.h"
#include "ui/logs/logactions.h"
#include "ui/logs/logpane.h"

#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTest>

namespace longshore::test
{

using namespace Qt::StringLiterals;

/// A pane with the log of one container of the image quay.io/x/y on the screen.
struct ShownLogPane {
    explicit ShownLogPane(Settings *settings = nullptr, NoticeList *notices = nullptr) : pane(LogServices{nullptr, settings, notices})
    {
        pane.resize(1100, 500);
        pane.setDocument(&log.document, u"quay.io/x/y"_s, u"run-1"_s);
        pane.show();
        pane.activateWindow();
    }
    ~ShownLogPane() { pane.setDocument(nullptr); }
    template<class T = QWidget>
    T *find(const char *name)
    {
        T *found = pane.findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    LogView *view() { return pane.view(); }
    QString text(const char *name) { return find<QLabel>(name)->text(); }
    QAbstractButton *button(const char *name) { return find<QAbstractButton>(name); }
    void type(const char *name, const QString &text) { find<QLineEdit>(name)->setText(text); }
    bool settled()
    {
        return QTest::qWaitFor([this] {
            return !view()->isTicking() && !view()->filter()->isRunning() && !view()->search()->isRunning()
                && view()->layoutOfRows().endRow() == view()->rows().endRow();
        });
    }
    QStringList lines()
    {
        return settled() ? view()->paintedTexts() : QStringList();
    }

    RawLog log;
    LogPane pane;
};

} // namespace longshore::test
