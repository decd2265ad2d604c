// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/containers/containerdialogs.h"

#include "dockerclient/names.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/question.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore::containerdialogs
{
namespace
{

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("longshore::containerdialogs", text, nullptr, count);
}

constexpr int longestGrace = 3600; // s
constexpr int namedAtMost = 12;

} // namespace

void askGrace(QWidget *parent, const QString &what, const std::function<void(int)> &answer)
{
    auto *question = new Question(parent, u"stopQuestion"_s, tr("Stop"),
                                  tr("%1 gets SIGTERM (or the stop signal of its image), and SIGKILL when it still runs after this time.").arg(what),
                                  tr("Stop"));
    auto *seconds = new QSpinBox(question);
    seconds->setObjectName(u"graceSeconds"_s);
    seconds->setAccessibleName(tr("Seconds to wait"));
    seconds->setRange(0, longestGrace);
    seconds->setValue(ContainerCommands::defaultGrace);
    seconds->setSuffix(tr(" s"));
    seconds->setMaximumWidth(112);
    seconds->setAlignment(Qt::AlignRight);
    question->addField(tr("Wait"), seconds);
    QObject::connect(question, &QDialog::accepted, seconds, [seconds, answer] { answer(seconds->value()); });
    question->ask();
}

void askSignal(QWidget *parent, const QString &what, const std::function<void(const QString &)> &answer)
{
    auto *question = new Question(parent, u"killQuestion"_s, tr("Kill"), tr("Send a signal to the first process of %1.").arg(what), tr("Send"));
    auto *signal = new QComboBox(question);
    signal->setObjectName(u"signal"_s);
    signal->setAccessibleName(tr("Signal"));
    signal->setEditable(true);
    signal->setInsertPolicy(QComboBox::NoInsert);
    signal->addItems({u"SIGKILL"_s, u"SIGTERM"_s, u"SIGINT"_s, u"SIGHUP"_s, u"SIGQUIT"_s, u"SIGUSR1"_s, u"SIGUSR2"_s, u"SIGSTOP"_s, u"SIGCONT"_s});
    question->addField(tr("Signal"), signal);
    auto *help = new PlainLabel({}, TextRole::Small, Ink::Muted, question);
    help->setObjectName(u"signalHelp"_s);
    help->setWordWrap(true);
    question->column->addWidget(help);
    const auto tell = [signal, help, question] {
        const QString name = signal->currentText().trimmed().toUpper();
        const Result<void> good = checkSignal(name);
        const bool usable = good && !name.isEmpty();
        question->accepting->setEnabled(usable);
        help->setInk(usable ? Ink::Muted : Ink::Error);
        help->setText(!usable                ? tr("Give a name such as SIGTERM, or a number.")
                      : name == u"SIGKILL" ? tr("Ends it at once; it cannot clean up.")
                      : name == u"SIGTERM" ? tr("Asks it to end.")
                                             : tr("What it does is up to the program."));
    };
    QObject::connect(signal, &QComboBox::currentTextChanged, help, tell);
    tell();
    QObject::connect(question, &QDialog::accepted, signal, [signal, answer] { answer(signal->currentText().trimmed().toUpper()); });
    question->ask();
}

void askName(QWidget *parent, const QString &name, const std::function<void(const QString &)> &answer)
{
    auto *question = new Question(parent, u"renameQuestion"_s, tr("Rename"), tr("A new name for %1. Nothing else of it changes.").arg(name), tr("Rename"));
    auto *edit = new QLineEdit(name, question);
    edit->setObjectName(u"newName"_s);
    edit->setAccessibleName(tr("New name"));
    edit->selectAll();
    question->addField(tr("Name"), edit);
    auto *help = new PlainLabel({}, TextRole::Small, Ink::Muted, question);
    help->setObjectName(u"nameHelp"_s);
    question->column->addWidget(help);
    const auto tell = [edit, help, question, name] {
        const bool good = bool(checkContainerName(edit->text()));
        question->accepting->setEnabled(good && edit->text() != name);
        help->setInk(good ? Ink::Muted : Ink::Error);
        help->setText(tr("Letters, digits and . _ - with a letter or digit first."));
        edit->setProperty("problem", !good);
        edit->update();
    };
    QObject::connect(edit, &QLineEdit::textChanged, help, tell);
    tell();
    QObject::connect(question, &QDialog::accepted, edit, [edit, answer] { answer(edit->text()); });
    question->ask();
}

void askRemove(QWidget *parent, const QList<RemoveSubject> &containers,
               const std::function<void(const ContainerCommands::RemoveOptions &)> &answer)
{
    const bool one = containers.size() == 1;
    const auto up = std::count_if(containers.begin(), containers.end(), [](const RemoveSubject &subject) { return subject.state.isUp(); });
    auto *question = new Question(parent, u"removeQuestion"_s, tr("Remove"),
                                  one ? tr("This container goes, with all that was written inside it and its log on the engine:")
                                      : tr("These %n containers go, with all that was written inside them and their logs on the engine:", int(containers.size())),
                                  one ? tr("Remove %1").arg(containers.constFirst().name) : tr("Remove %n containers", int(containers.size())));
    for (const RemoveSubject &subject : containers.mid(0, namedAtMost)) {
        auto *line = new ElidedLabel(tr("%1 · %2 · %3").arg(subject.name, subject.image, subject.state.words()), Qt::ElideMiddle,
                                     TextRole::Heading, Ink::Normal, question);
        line->setObjectName(u"subject"_s);
        question->column->addWidget(line);
    }
    if (containers.size() > namedAtMost)
        question->column->addWidget(new PlainLabel(tr("and %n more", int(containers.size()) - namedAtMost), TextRole::Body, Ink::Muted, question));
    if (up > 0) {
        auto *warning = new MarkLabel(Mark::Warning, one ? tr("It is running and will be killed.") : tr("%n of them are running and will be killed.", int(up)),
                                      TextRole::Body, question);
        warning->setObjectName(u"killsRunning"_s);
        question->column->addWidget(warning);
    }
    auto *volumes = new QCheckBox(one ? tr("Its anonymous volumes go too (named volumes and host folders stay)")
                                      : tr("Their anonymous volumes go too (named volumes and host folders stay)"),
                                  question);
    volumes->setObjectName(u"removeVolumes"_s);
    question->column->addWidget(volumes);
    QObject::connect(question, &QDialog::accepted, volumes, [volumes, answer, up] { answer({up > 0, volumes->isChecked()}); });
    question->cancel->setDefault(true);
    question->ask();
}

} // namespace longshore::containerdialogs
