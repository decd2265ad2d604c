// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logsave.h"

#include "model/tasks/tasklist.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

struct Format {
    LogFileFormat format;
    const char *filter; ///< as QFileDialog wants it
};

const Format formats[] = {{LogFileFormat::Plain, QT_TRANSLATE_NOOP("LogSave", "Plain text (*.log)")},
                          {LogFileFormat::Timestamps, QT_TRANSLATE_NOOP("LogSave", "Text with time stamps (*.log)")},
                          {LogFileFormat::Ansi, QT_TRANSLATE_NOOP("LogSave", "Text with colours for terminals (*.ansi)")},
                          {LogFileFormat::JsonLines, QT_TRANSLATE_NOOP("LogSave", "JSON lines (*.jsonl)")}};

QString words(const char *text)
{
    return QCoreApplication::translate("LogSave", text);
}

LogFileFormat formatOf(const QString &filter)
{
    for (const Format &format : formats)
        if (words(format.filter) == filter)
            return format.format;
    return LogFileFormat::Plain;
}

void save(QWidget *parent, TaskList *tasks, LogExport what)
{
    const QString title = words(QT_TRANSLATE_NOOP("LogSave", "Save %1")).arg(QFileInfo(what.path).fileName());
    Task *task = tasks ? tasks->add(title) : new Task(title, QDateTime::currentDateTime, parent);
    exportLog(std::move(what), task);
}

} // namespace

void askAndSaveLog(QWidget *parent, TaskList *tasks, const LogExport &what, const QString &name)
{
    auto *dialog = new QFileDialog(parent, words(QT_TRANSLATE_NOOP("LogSave", "Save the log")));
    dialog->setObjectName(u"saveLogDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const Format &format : formats)
        filters << words(format.filter);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(u"log"_s);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        const LogFileFormat format = formatOf(filter);
        dialog->setDefaultSuffix(format == LogFileFormat::JsonLines ? u"jsonl"_s : format == LogFileFormat::Ansi ? u"ansi"_s : u"log"_s);
    });
    dialog->selectFile((name.isEmpty() ? u"log"_s : name) + u".log"_s);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [parent, tasks, what, dialog](const QString &path) {
        LogExport chosen = what;
        chosen.path = path;
        chosen.format = formatOf(dialog->selectedNameFilter());
        save(parent, tasks, std::move(chosen));
    });
    dialog->open();
}

} // namespace longshore
