// SPDX-License-Identifier: GPL-3.0-or-later
// The question how a CSV file is to be imported.
#include "ui/storage/storagedialogs.h"

#include "ui/widgets/plainlabel.h"
#include "ui/widgets/question.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore::storagedialogs
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::storagedialogs", text);
}

QStringList words(const QString &text)
{
    QStringList found;
    for (const QString &word : text.split(u',')) {
        if (const QString trimmed = word.trimmed(); !trimmed.isEmpty())
            found << trimmed;
    }
    return found;
}

struct Fields {
    QLineEdit *table;
    QLineEdit *key;
    QCheckBox *incremental;
    QComboBox *delimiter;
    QComboBox *enclosure;
    PlainLabel *help;
};

template<class Edit>
Edit *named(Edit *edit, const QString &name, const QString &accessible)
{
    edit->setObjectName(name);
    edit->setAccessibleName(accessible);
    return edit;
}

Fields addFields(Question *question, const QString &path, const std::optional<StorageTable> &into)
{
    Fields fields{};
    fields.table = named(new QLineEdit(into ? into->id : proposedTable(path), question), u"importTable"_s, tr("Table"));
    question->addField(tr("Table"), fields.table);
    fields.key = named(new QLineEdit(into ? into->primaryKey.join(u", "_s) : QString(), question), u"importKey"_s, tr("Primary key"));
    fields.key->setPlaceholderText(tr("columns, with commas between them; empty: none"));
    fields.key->setEnabled(!into);
    question->addField(tr("Primary key"), fields.key);
    fields.delimiter = named(new QComboBox(question), u"importDelimiter"_s, tr("Delimiter"));
    for (const auto &[text, value] : {std::pair(tr("comma"), u","_s), std::pair(tr("semicolon"), u";"_s), std::pair(tr("tab"), u"\t"_s), std::pair(tr("bar |"), u"|"_s)})
        fields.delimiter->addItem(text, value);
    if (path.endsWith(u".tsv"_s, Qt::CaseInsensitive))
        fields.delimiter->setCurrentIndex(2);
    question->addField(tr("Delimiter"), fields.delimiter);
    fields.enclosure = named(new QComboBox(question), u"importEnclosure"_s, tr("Enclosure"));
    for (const auto &[text, value] : {std::pair(tr("double quote \""), u"\""_s), std::pair(tr("single quote '"), u"'"_s), std::pair(tr("none"), QString())})
        fields.enclosure->addItem(text, value);
    question->addField(tr("Enclosure"), fields.enclosure);
    fields.incremental = named(new QCheckBox(tr("Add to what is there (incremental); else the table is replaced"), question), u"importIncremental"_s, tr("Incremental"));
    question->column->addWidget(fields.incremental);
    fields.help = new PlainLabel({}, TextRole::Small, Ink::Muted, question);
    fields.help->setObjectName(u"importHelp"_s);
    fields.help->setWordWrap(true);
    question->column->addWidget(fields.help);
    return fields;
}

StorageLoad loadOf(const Fields &fields, const QString &path)
{
    StorageLoad load;
    load.table = fields.table->text().trimmed();
    load.sources = {path};
    load.primaryKey = words(fields.key->text());
    load.incremental = fields.incremental->isChecked();
    load.delimiter = fields.delimiter->currentData().toString().toLatin1().at(0);
    const QByteArray enclosure = fields.enclosure->currentData().toString().toLatin1();
    load.enclosure = enclosure.isEmpty() ? '\0' : enclosure.at(0);
    return load;
}

} // namespace

void askImport(QWidget *parent, const QString &path, const std::optional<StorageTable> &into, const std::function<void(const StorageLoad &)> &answer)
{
    auto *question = new Question(parent, u"importQuestion"_s, tr("Import CSV"),
                                  tr("The first line of %1 names the columns.").arg(QFileInfo(path).fileName()), tr("Import"));
    const Fields fields = addFields(question, path, into);
    const auto tell = [fields, question] {
        const QString problem = tableIdProblem(fields.table->text().trimmed());
        question->accepting->setEnabled(problem.isEmpty());
        fields.help->setInk(problem.isEmpty() ? Ink::Muted : Ink::Error);
        fields.help->setText(problem.isEmpty() ? tr("Bucket and table are made when they are missing. A load that fails changes nothing.") : problem);
        fields.table->setProperty("problem", !problem.isEmpty());
        fields.table->update();
    };
    QObject::connect(fields.table, &QLineEdit::textChanged, question, tell);
    tell();
    QObject::connect(question, &QDialog::accepted, question, [fields, path, answer] { answer(loadOf(fields, path)); });
    question->ask();
}

} // namespace longshore::storagedialogs
