// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobsdialogs.h"

#include "model/images/reference.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/question.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore::jobsdialogs
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::jobsdialogs", text);
}

QFileDialog *fileDialog(QWidget *parent, const QString &name, const QString &title, const std::function<void(const QString &)> &answer)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, answer);
    return dialog;
}

void openToSave(QFileDialog *dialog, const QString &path, const QString &suffix)
{
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setDirectory(QFileInfo(path).absolutePath());
    dialog->selectFile(QFileInfo(path).fileName());
    dialog->open();
}

void openFolderDialog(QFileDialog *dialog, const QString &start)
{
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(start);
    dialog->open();
}

QMessageBox *box(QWidget *parent, const QString &name, QMessageBox::Icon icon, const QString &title, const QString &text)
{
    auto *made = new QMessageBox(icon, title, {}, QMessageBox::NoButton, parent);
    made->setObjectName(name);
    made->setAttribute(Qt::WA_DeleteOnClose);
    made->setTextFormat(Qt::PlainText);
    made->setText(visibleText(text));
    return made;
}

} // namespace

void askNew(QWidget *parent, const QStringList &images, const std::function<void(const QString &, const QString &)> &answer)
{
    auto *question = new Question(parent, u"newJobQuestion"_s, tr("New job"), tr("A job is a component with its form filled in."), tr("Make the job"));
    auto *image = new QComboBox(question);
    image->setObjectName(u"newJobImage"_s);
    image->setEditable(true);
    image->setInsertPolicy(QComboBox::NoInsert);
    image->addItems(images);
    image->setMinimumContentsLength(36);
    auto *name = new QLineEdit(question);
    name->setObjectName(u"newJobName"_s);
    question->addField(tr("Image"), image);
    question->addField(tr("Name"), name);
    const auto propose = [image, name] {
        const Result<Reference> reference = Reference::parse(image->currentText());
        name->setPlaceholderText(reference ? reference->name() : QString());
    };
    const auto check = [image, question] { question->accepting->setEnabled(Reference::parse(image->currentText()).has_value()); };
    QObject::connect(image, &QComboBox::currentTextChanged, question, propose);
    QObject::connect(image, &QComboBox::currentTextChanged, question, check);
    QObject::connect(question, &QDialog::accepted, parent,
                     [image, name, answer] { answer(image->currentText().trimmed(), name->text().trimmed()); });
    propose();
    check();
    question->ask();
}

void askName(QWidget *parent, const QString &name, const std::function<void(const QString &)> &answer)
{
    auto *question = new Question(parent, u"renameQuestion"_s, tr("Rename a job"), tr("The file is renamed too."), tr("Rename"));
    auto *field = new QLineEdit(name, question);
    field->setObjectName(u"newName"_s);
    field->selectAll();
    question->addField(tr("Name"), field);
    QObject::connect(field, &QLineEdit::textChanged, question, [question](const QString &text) { question->accepting->setEnabled(!text.trimmed().isEmpty()); });
    QObject::connect(question, &QDialog::accepted, parent, [field, answer] { answer(field->text().trimmed()); });
    question->ask();
}

void askRemove(QWidget *parent, const QString &path, const std::function<void()> &answer)
{
    auto *question = new Question(parent, u"removeJobQuestion"_s, tr("Remove a job"), tr("This file goes to the trash; its runs stay:"), tr("Remove the job"));
    question->column->addWidget(new ElidedLabel(path, Qt::ElideMiddle, TextRole::Heading, Ink::Normal, question));
    question->cancel->setDefault(true);
    QObject::connect(question, &QDialog::accepted, parent, answer);
    question->ask();
}

void askTags(QWidget *parent, const QString &image, const QStringList &tags, const std::function<void(const QString &)> &answer)
{
    auto *question = new Question(parent, u"tagsQuestion"_s, tr("Run over tags"), tr("The job runs once with each of these tags of %1.").arg(image), tr("Run"));
    auto *field = new QLineEdit(tags.join(u", "_s), question);
    field->setObjectName(u"matrixTags"_s);
    field->setPlaceholderText(u"1.0, 1.1, latest"_s);
    question->addField(tr("Tags"), field);
    const auto check = [field, question] { question->accepting->setEnabled(!field->text().trimmed().isEmpty()); };
    QObject::connect(field, &QLineEdit::textChanged, question, check);
    QObject::connect(question, &QDialog::accepted, parent, [field, answer] {
        static const QRegularExpression between(u"[\\s,;]+"_s);
        answer(field->text().split(between, Qt::SkipEmptyParts).join(u','));
    });
    check();
    question->ask();
}

void askWorkspace(QWidget *parent, const QString &now, const std::function<void(const QString &)> &answer)
{
    openFolderDialog(fileDialog(parent, u"workspaceDialog"_s, tr("Choose the folder for jobs"), answer), now);
}

void askFolder(QWidget *parent, const QString &start, const std::function<void(const QString &)> &answer)
{
    openFolderDialog(fileDialog(parent, u"componentFolderDialog"_s, tr("Open a component’s source or a data folder"), answer), start);
}

void askTarget(QWidget *parent, const QString &path, const std::function<void(const QString &)> &answer)
{
    QFileDialog *dialog = fileDialog(parent, u"saveJobDialog"_s, tr("Save the job"), answer);
    dialog->setNameFilters({tr("Jobs (*.job.json)"), tr("All files (*)")});
    openToSave(dialog, path, u"job.json"_s);
}

void askSchema(QWidget *parent, const QString &folder, const std::function<void(const QString &)> &answer)
{
    QFileDialog *dialog = fileDialog(parent, u"schemaDialog"_s, tr("Use a configuration schema"), answer);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Schemas (*.json)"), tr("All files (*)")});
    dialog->setDirectory(folder);
    dialog->open();
}

void askImageSchema(QWidget *parent, const QString &image, const QStringList &usual, const std::function<void(const QStringList &)> &answer)
{
    auto *question = new Question(parent, u"imageSchemaQuestion"_s, tr("A schema in the image"),
                                  tr("A container of %1 is made, never started, and removed.").arg(image), tr("Read it"));
    auto *path = new QComboBox(question);
    path->setObjectName(u"imageSchemaPath"_s);
    path->setEditable(true);
    path->setInsertPolicy(QComboBox::NoInsert);
    path->addItem(tr("the usual places"));
    path->addItems(usual);
    path->setMinimumContentsLength(36);
    question->addField(tr("File"), path);
    QObject::connect(question, &QDialog::accepted, parent, [path, usual, answer] {
        const QString typed = path->currentText().trimmed();
        const bool isUsual = typed.isEmpty() || typed == path->itemText(0);
        answer(isUsual ? usual : QStringList{typed.startsWith(u'/') ? typed : u'/' + typed});
    });
    question->ask();
}

void askSchemaTarget(QWidget *parent, const QString &path, const std::function<void(const QString &)> &answer)
{
    QFileDialog *dialog = fileDialog(parent, u"saveSchemaDialog"_s, tr("Save the schema"), answer);
    dialog->setNameFilters({tr("Schemas (*.json)"), tr("All files (*)")});
    openToSave(dialog, path, u"json"_s);
}

void askZip(QWidget *parent, const QString &path, const std::function<void(const QString &)> &answer)
{
    QFileDialog *dialog = fileDialog(parent, u"exportJobDialog"_s, tr("Export the job with its data"), answer);
    openToSave(dialog, path, u"zip"_s);
}

void askLeave(QWidget *parent, const QString &name, const std::function<void(Leave)> &answer)
{
    if (auto *asked = parent->findChild<QMessageBox *>(u"leaveQuestion"_s))
        return asked->raise();
    QMessageBox *made = box(parent, u"leaveQuestion"_s, QMessageBox::Question, tr("Save the changes?"), tr("What you changed in %1 is not saved.").arg(name));
    QPushButton *save = made->addButton(tr("Save"), QMessageBox::AcceptRole);
    save->setObjectName(u"leaveSave"_s);
    QPushButton *discard = made->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    discard->setObjectName(u"leaveDiscard"_s);
    made->setEscapeButton(made->addButton(tr("Keep editing"), QMessageBox::RejectRole));
    made->setDefaultButton(save);
    QObject::connect(save, &QPushButton::clicked, parent, [answer] { answer(Leave::Save); });
    QObject::connect(discard, &QPushButton::clicked, parent, [answer] { answer(Leave::Discard); });
    made->open();
}

void askDiscard(QWidget *parent, const QString &sentence, const std::function<void()> &answer)
{
    if (auto *asked = parent->findChild<QMessageBox *>(u"discardQuestion"_s))
        return asked->raise();
    QMessageBox *made = box(parent, u"discardQuestion"_s, QMessageBox::Question, tr("Discard the changes?"), sentence);
    QPushButton *discard = made->addButton(tr("Discard"), QMessageBox::AcceptRole);
    discard->setObjectName(u"discardButton"_s);
    made->setEscapeButton(made->addButton(tr("Keep editing"), QMessageBox::RejectRole));
    QObject::connect(discard, &QPushButton::clicked, parent, answer);
    made->open();
}

void tell(QWidget *parent, const QString &title, const QString &sentence)
{
    QMessageBox *made = box(parent, u"jobsMessage"_s, QMessageBox::Warning, title, sentence);
    made->addButton(tr("Close"), QMessageBox::RejectRole);
    made->open();
}

} // namespace longshore::jobsdialogs
