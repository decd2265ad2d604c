// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/settings.h"
#include "model/tasks/tasklist.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

namespace longshore::test
{

/// A page with one action and a filter, enough to see what the window does with it.
class SamplePage : public Page
{
public:
    explicit SamplePage(const QString &name)
        : action(new QAction(QStringLiteral("Do ") + name, this))
        , filter(new QLineEdit(this))
    {
        action->setObjectName(QStringLiteral("do") + name);
        (new QVBoxLayout(this))->addWidget(filter);
    }
    QList<QAction *> pageActions() const override { return {action}; }
    void focusFilter() override { filter->setFocus(); }
    void refresh() override { ++refreshes; }
    using Page::setCount;
    using Page::setStatus;

    QAction *action;
    QLineEdit *filter;
    int refreshes = 0;
};

/// A window with two pages in a store of its own.
struct Shell {
    explicit Shell(const QString &store)
        : theme(qApp, Theme::Scheme::Light)
        , settings(store)
        , window(settings, tasks, theme)
        , images(new SamplePage(QStringLiteral("Images")))
        , runs(new SamplePage(QStringLiteral("Runs")))
    {
        window.addPage({QStringLiteral("images"), QStringLiteral("Images"), QStringLiteral("package"), QStringLiteral("&Image")}, images);
        window.addPage({QStringLiteral("runs"), QStringLiteral("Runs"), QStringLiteral("view-history"), QStringLiteral("&Run"), false}, runs);
        window.show();
        window.activateWindow();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&window); // shortcuts need it
    }
    template<class T>
    T *find(const char *name) const
    {
        return window.findChild<T *>(QString::fromLatin1(name));
    }

    Theme theme;
    Settings settings;
    TaskList tasks{nullptr, [] { return QDateTime(QDate(2026, 11, 23), QTime(12, 3, 10)); }}; ///< pictures stay the same
    MainWindow window;
    SamplePage *images;
    SamplePage *runs;
};

/// Object names of labels that would show markup.
inline QStringList labelsThatAreNotPlain(const QWidget &root)
{
    QStringList found;
    for (const QLabel *label : root.findChildren<QLabel *>())
        if (label->textFormat() != Qt::PlainText)
            found << label->objectName() + QStringLiteral(": ") + label->text();
    return found;
}

} // namespace longshore::test
