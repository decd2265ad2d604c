// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/storage/storagedialogs.h"

#include "model/format.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/question.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore::storagedialogs
{

namespace
{

constexpr int namedAtMost = 12;

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("longshore::storagedialogs", text, nullptr, count);
}

QFileDialog *fileDialog(QWidget *parent, const QString &name, const QString &title, const std::function<void(const QString &)> &answer)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, answer);
    return dialog;
}

void addSubject(Question *question, const QString &text, TextRole role = TextRole::Heading)
{
    auto *line = new ElidedLabel(text, Qt::ElideMiddle, role, Ink::Normal, question);
    line->setObjectName(u"subject"_s);
    question->column->addWidget(line);
}

void ask(Question *question, const std::function<void()> &answer)
{
    auto *warning = new MarkLabel(Mark::Warning, tr("There is no way back."), TextRole::Body, question);
    question->column->addWidget(warning);
    QObject::connect(question, &QDialog::accepted, question, answer);
    question->cancel->setDefault(true);
    question->ask();
}

} // namespace

void askSource(QWidget *parent, const std::function<void(const QString &)> &answer)
{
    QFileDialog *dialog = fileDialog(parent, u"importSourceDialog"_s, tr("Choose a CSV file to import"), answer);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("CSV files (*.csv *.tsv *.csv.gz *.gz)"), tr("All files (*)")});
    dialog->open();
}

void askTarget(QWidget *parent, const QString &title, const QString &name, const std::function<void(const QString &)> &answer)
{
    QFileDialog *dialog = fileDialog(parent, u"storageTargetDialog"_s, title, answer);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    dialog->open();
}

void askDropTable(QWidget *parent, const StorageTable &table, const std::function<void()> &answer)
{
    auto *question = new Question(parent, u"dropQuestion"_s, tr("Drop a table"), tr("This table goes, with all its rows and its metadata:"),
                                  tr("Drop %1").arg(table.id));
    addSubject(question, tr("%1 · %2 rows · %3").arg(table.id, format::count(table.rows), format::bytes(table.bytes)));
    ask(question, answer);
}

void askDropBucket(QWidget *parent, const StorageBucket &bucket, const QStringList &tables, const std::function<void()> &answer)
{
    auto *question = new Question(parent, u"dropQuestion"_s, tr("Drop a bucket"),
                                  tables.isEmpty() ? tr("This bucket goes; it holds no table:")
                                                   : tr("This bucket goes, with its tables and all their rows (%1 in all):").arg(format::count(bucket.rows)),
                                  tr("Drop %1").arg(bucket.id));
    addSubject(question, bucket.id);
    for (const QString &table : tables.mid(0, namedAtMost))
        addSubject(question, table, TextRole::Body);
    if (tables.size() > namedAtMost)
        question->column->addWidget(new PlainLabel(tr("and %n more", int(tables.size()) - namedAtMost), TextRole::Body, Ink::Muted, question));
    ask(question, answer);
}

void askDropFile(QWidget *parent, const StorageFile &file, const std::function<void()> &answer)
{
    auto *question = new Question(parent, u"dropQuestion"_s, tr("Drop a file"), tr("This file goes from the Storage:"), tr("Drop %1").arg(file.name));
    addSubject(question, tr("%1 · id %2 · %3").arg(file.name, QString::number(file.id), format::bytes(file.bytes)));
    ask(question, answer);
}

QString proposedTable(const QString &path)
{
    static const QRegularExpression odd(u"[^A-Za-z0-9_-]+"_s);
    QString name = QFileInfo(path).fileName();
    for (const QLatin1StringView ending : {".gz"_L1, ".csv"_L1, ".tsv"_L1, ".txt"_L1}) {
        if (name.endsWith(ending, Qt::CaseInsensitive))
            name.chop(ending.size());
    }
    name.replace(odd, u"_"_s);
    while (name.startsWith(u'_') || name.startsWith(u'-'))
        name.remove(0, 1);
    return u"in.c-main."_s + (name.isEmpty() ? u"table"_s : name.toLower());
}

QString tableIdProblem(const QString &id)
{
    static const QRegularExpression good(u"^(in|out)\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$"_s);
    if (good.match(id).hasMatch())
        return {};
    if (!id.startsWith(u"in."_s) && !id.startsWith(u"out."_s))
        return tr("A table's name begins with its stage: in. or out.");
    return tr("Write stage, bucket and table with dots between them, such as in.c-main.orders; letters, digits, _ and - only.");
}

} // namespace longshore::storagedialogs
