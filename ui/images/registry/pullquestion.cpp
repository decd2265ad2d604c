// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/registry/pullquestion.h"

#include "model/images/platform.h"
#include "model/images/registryauth.h"
#include "model/images/registrycommands.h"
#include "model/images/registrytags.h"
#include "ui/images/registry/credentialline.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int settleMs = 350;
constexpr int completionsShown = 12;

/// What stands before the tag; empty without a ':' of one.
QString repositoryPart(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    return colon > text.lastIndexOf(u'/') && !text.contains(u'@') ? text.left(colon) : QString();
}

} // namespace

PullQuestion::PullQuestion(RegistryCommands &commands, const QString &text, QWidget *parent)
    : Question(parent, u"pullQuestion"_s, tr("Pull"), tr("Fetch an image from its registry."), tr("Pull"))
    , m_commands(commands)
    , m_edit(new QLineEdit(text, this))
    , m_platform(new QComboBox(this))
    , m_help(new PlainLabel({}, TextRole::Small, Ink::Muted, this))
    , m_tagsHelp(new PlainLabel({}, TextRole::Small, Ink::Muted, this))
    , m_who(new CredentialLine(commands, this))
    , m_tags(new QStringListModel(this))
{
    setMinimumWidth(560);
    makeFields();
    m_settled.setSingleShot(true);
    m_settled.setInterval(settleMs);
    connect(&m_settled, &QTimer::timeout, this, &PullQuestion::settle);
    connect(m_edit, &QLineEdit::textChanged, this, &PullQuestion::check);
    connect(m_platform, &QComboBox::currentTextChanged, this, &PullQuestion::check);
    connect(&commands.tags(), &RegistryTags::listed, this, &PullQuestion::listed);
    connect(&commands.tags(), &RegistryTags::failed, this, [this](const QString &repository, const Error &error) {
        if (!isAbout(repository))
            return;
        m_tagsHelp->setText(tr("Its tags are not known: %1.").arg(error.happened.isEmpty() ? error.reason() : error.happened));
        m_tagsHelp->show();
        fit();
    });
    connect(&commands.auth(), &RegistryAuth::changed, this, [this] {
        m_listed.clear(); // another one may see more
        m_settled.start();
    });
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT chosen(reference(), platform()); });
    check();
    settle();
}

void PullQuestion::makeFields()
{
    m_edit->setObjectName(u"pullReference"_s);
    m_edit->setAccessibleName(tr("Image"));
    m_edit->setPlaceholderText(tr("registry/account/name:tag"));
    m_edit->selectAll();
    auto *completer = new QCompleter(m_tags, this);
    completer->setMaxVisibleItems(completionsShown);
    completer->setCaseSensitivity(Qt::CaseSensitive);
    m_edit->setCompleter(completer);
    auto *image = new QWidget(this);
    auto *rows = new QVBoxLayout(image);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(metrics::unit);
    rows->addWidget(m_edit);
    rows->addWidget(m_help);
    rows->addWidget(m_tagsHelp);
    image->setFocusProxy(m_edit);
    for (PlainLabel *help : {m_help, m_tagsHelp})
        help->setWordWrap(true);
    m_help->setObjectName(u"pullHelp"_s);
    m_tagsHelp->setObjectName(u"pullTagsHelp"_s);
    addField(tr("Image"), image)->setVerticalSpacing(metrics::barInset);
    m_platform->setObjectName(u"pullPlatform"_s);
    m_platform->setAccessibleName(tr("Platform"));
    m_platform->setEditable(true);
    m_platform->setInsertPolicy(QComboBox::NoInsert);
    const QString own = m_commands.enginePlatform();
    m_platform->addItem(own.isEmpty() ? tr("As the engine") : tr("As the engine (%1)").arg(own));
    m_platform->addItems({u"linux/amd64"_s, u"linux/arm64"_s, u"linux/arm/v7"_s, u"linux/386"_s, u"linux/ppc64le"_s, u"linux/s390x"_s, u"linux/riscv64"_s});
    addField(tr("Platform"), m_platform);
    addField(tr("Login"), m_who);
    accepting->setDefault(true);
}

QString PullQuestion::platform() const
{
    const QString text = m_platform->currentText().trimmed();
    return text == m_platform->itemText(0) ? QString() : text;
}

void PullQuestion::check()
{
    const QString text = m_edit->text().trimmed();
    const Result<Reference> parsed = Reference::parse(text);
    m_reference = parsed ? std::optional<Reference>(*parsed) : std::nullopt;
    const bool isGoodPlatform = platform().isEmpty() || isPlatform(platform());
    accepting->setEnabled(m_reference && isGoodPlatform);
    const bool isWrong = !parsed && !text.isEmpty();
    m_edit->setProperty("problem", isWrong);
    m_edit->update();
    if (text.isEmpty())
        say(tr("For example python:3.12-slim or quay.io/keboola/processor-move-files:2.2."), false);
    else if (isWrong)
        say(parsed.error().happened + u'.', true);
    else if (!isGoodPlatform)
        say(tr("A platform is written as linux/arm64 or linux/arm/v7."), true);
    else
        say(m_reference->full(), false);
    if (repositoryPart(text) != m_listed)
        m_tagsHelp->clear();
    m_tagsHelp->setVisible(!m_tagsHelp->text().isEmpty());
    m_settled.start();
}

void PullQuestion::say(const QString &text, bool isProblem)
{
    m_help->setInk(isProblem ? Ink::Error : Ink::Muted);
    m_help->setText(text);
    fit();
}

/// Registries and helpers are asked when nobody types any more; tags only when a tag was begun.
void PullQuestion::settle()
{
    const QString text = m_edit->text().trimmed();
    const QString typed = repositoryPart(text);
    const Result<Reference> repository = Reference::parse(typed.isEmpty() ? text : typed);
    m_who->setRepository(repository ? repository->fullRepository() : QString());
    if (typed.isEmpty() || !repository || typed == m_listed)
        return;
    m_listed = typed;
    m_tagsHelp->setText(tr("Asking %1 for its tags…").arg(repository->registry));
    m_tagsHelp->show();
    m_commands.tags().ask(repository->fullRepository());
}

bool PullQuestion::isAbout(const QString &repository) const
{
    const Result<Reference> asked = Reference::parse(m_listed);
    return asked && asked->fullRepository() == repository;
}

void PullQuestion::listed(const QString &repository, const QStringList &tags)
{
    if (!isAbout(repository))
        return;
    QStringList whole;
    for (const QString &tag : tags)
        whole.append(m_listed + u':' + tag);
    m_tags->setStringList(whole);
    m_tagsHelp->setText(tags.isEmpty() ? tr("It has no tags.") : tr("%n tag(s), newest first: %1", nullptr, int(tags.size())).arg(tags.mid(0, 4).join(u", "_s)));
    m_tagsHelp->show();
    fit();
    if (m_edit->hasFocus() && !tags.isEmpty())
        m_edit->completer()->complete();
}

} // namespace longshore
