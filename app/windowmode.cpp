// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowmode.h"

#include "app/console.h"
#include "app/exitcode.h"
#include "app/runlauncher.h"
#include "app/terminationsignals.h"
#include "app/vaultaccess.h"
#include "app/windowparts.h"
#include "model/store/store.h"

#include <QApplication>
#include <QMessageBox>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Without a store nothing can be kept: say so in a box, and end.
int runWithoutStore(const CommandLine &line, const Error &error)
{
    Console(line.json).error(error);
    QMessageBox box(QMessageBox::Critical, QObject::tr("Longshore"), {}, QMessageBox::Close);
    box.setTextFormat(Qt::PlainText);
    box.setText(error.sentence());
    QObject::connect(&box, &QMessageBox::finished, qApp, [error] { QCoreApplication::exit(int(exitCodeFor(error))); });
    box.open();
    return QApplication::exec();
}

} // namespace

int runWindowMode(QApplication &app, const CommandLine &line, TerminationSignals &terminationSignals)
{
    app.setQuitOnLastWindowClosed(false);
    const Result<std::shared_ptr<Store>> store = Store::open(line.store.isEmpty() ? Store::defaultDirectory() : line.store);
    if (!store)
        return runWithoutStore(line, store.error());
    VaultAccess access(*store, line);
    WindowParts parts(app, *store, line.engine, access.vault(), access.keychain());
    access.openIfThere([&](const Result<void> &opened) {
        if (!opened)
            Console(line.json).error(opened.error());
        if (!access.vault()->isUnlocked())
            parts.lockVault();
    });
    QObject::connect(&terminationSignals, &TerminationSignals::received, &parts, &WindowParts::stopAndQuit);
    parts.start();
    return QApplication::exec();
}

} // namespace longshore
