// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/containers/containeroverview.h"

#include "model/component/secrets.h"
#include "model/format.h"
#include "model/secretnames.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/copybox.h"
#include "ui/widgets/keyvaluesection.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int wideLabel = 200; // names of variables, labels and paths

QString restartText(const ContainerSetup &setup)
{
    if (setup.restartPolicy.isEmpty() || setup.restartPolicy == u"no")
        return ContainerOverview::tr("never by itself");
    if (setup.restartPolicy == u"on-failure" && setup.restartRetries > 0)
        return ContainerOverview::tr("on failure, %1 at most").arg(setup.restartRetries);
    return setup.restartPolicy;
}

} // namespace

ContainerOverview::ContainerOverview(QWidget *parent)
    : OverviewArea(parent)
{
    setObjectName(u"containerOverview"_s);
    setAccessibleName(tr("Overview"));
}

void ContainerOverview::setContent(const ContainerOverviewContent &content)
{
    if (m_shown == content)
        return;
    const bool same = m_shown && m_shown->summary.id == content.summary.id;
    m_revealed = m_revealed && same;
    m_shown = content;
    build(same ? verticalScrollBar()->value() : 0);
}

void ContainerOverview::build(int position)
{
    QVBoxLayout *column = newPage();
    addState(column);
    if (m_shown->setup)
        addCommand(column);
    addPorts(column);
    if (m_shown->setup) {
        addMounts(column);
        addLimits(column);
        addEnvironment(column);
    }
    addLabels(column);
    if (!m_shown->runLine.isEmpty()) {
        KeyValueSection *section = addSection(column, tr("As a docker run line"));
        auto *line = new CopyBox(m_shown->runLine, section);
        line->setObjectName(u"runLine"_s);
        section->addWide(line);
    }
    showPage(column, position);
}

void ContainerOverview::addState(QVBoxLayout *column)
{
    KeyValueSection *section = addSection(column, tr("State"));
    section->addRow(tr("Now"), m_shown->sentence)->setObjectName(u"stateSentence"_s);
    const auto time = [section](const QString &label, const QDateTime &when) {
        if (when.isValid())
            section->addRow(label, format::dateTime(when));
    };
    time(tr("Created"), m_shown->summary.created);
    if (m_shown->exit) {
        time(tr("Started"), m_shown->exit->startedAt);
        time(tr("Ended"), m_shown->exit->finishedAt);
        if (!m_shown->exit->error.isEmpty())
            section->addRow(tr("Error"), m_shown->exit->error, {}, TextRole::Code);
    }
    addLine(section, tr("Image"), m_shown->summary.image, TextRole::Body);
    addLine(section, tr("Image ID"), m_shown->summary.imageId.value);
    addLine(section, tr("Container ID"), m_shown->summary.id.value);
}

void ContainerOverview::addCommand(QVBoxLayout *column)
{
    const ContainerSetup &setup = *m_shown->setup;
    KeyValueSection *section = addSection(column, tr("Runs as"));
    section->addRow(u"ENTRYPOINT"_s, new ChipRow(setup.entrypoint, Chip::Look::Code, section));
    section->addRow(u"CMD"_s, new ChipRow(setup.cmd, Chip::Look::Code, section));
    addLine(section, tr("Working dir"), setup.workingDir.isEmpty() ? u"/"_s : setup.workingDir);
    addLine(section, tr("User"), setup.user.isEmpty() ? u"root"_s : setup.user);
    section->addRow(tr("Restart"), restartText(setup));
    section->addRow(tr("Terminal"), setup.tty ? tr("yes: stdout and stderr are one stream") : tr("no"));
}

void ContainerOverview::addPorts(QVBoxLayout *column)
{
    if (m_shown->ports.isEmpty())
        return;
    KeyValueSection *section = addSection(column, tr("Ports"));
    for (const auto &[port, url] : std::as_const(m_shown->ports)) {
        auto *line = new QWidget(section);
        auto *across = new QHBoxLayout(line);
        across->setContentsMargins(0, 0, 0, 0);
        across->addWidget(new PlainLabel(port.publicPort > 0 ? port.text() : tr("not published"), TextRole::Body,
                                         port.publicPort > 0 ? Ink::Normal : Ink::Muted, line));
        if (!url.isEmpty()) {
            QToolButton *open = flatButton(u"go-next"_s, tr("Open in browser"), u"openPort%1"_s.arg(port.publicPort), line);
            open->setAccessibleName(tr("Open port %1 in browser").arg(port.publicPort));
            connect(open, &QToolButton::clicked, this, [this, url = url] { Q_EMIT openRequested(url); });
            across->addWidget(open);
        }
        across->addStretch(1);
        section->addRow(u"%1/%2"_s.arg(port.privatePort).arg(port.type.isEmpty() ? u"tcp"_s : port.type), line);
    }
}

void ContainerOverview::addMounts(QVBoxLayout *column)
{
    if (m_shown->setup->mounts.isEmpty())
        return;
    KeyValueSection *section = addSection(column, tr("Mounts"), wideLabel);
    for (const ContainerMount &mount : m_shown->setup->mounts) {
        const QString from = mount.isAnonymousVolume() ? tr("anonymous volume %1").arg(mount.name.left(12))
                             : mount.type == u"volume" ? tr("volume %1").arg(mount.name)
                             : mount.source.isEmpty()  ? mount.type
                                                       : mount.source;
        addLine(section, mount.destination, mount.writable ? from : tr("%1 (read-only)").arg(from),
                mount.type == u"bind" ? TextRole::Code : TextRole::Body);
    }
}

void ContainerOverview::addLimits(QVBoxLayout *column)
{
    const ContainerSetup &setup = *m_shown->setup;
    KeyValueSection *section = addSection(column, tr("Limits and network"));
    section->addRow(tr("Memory"), setup.memory > 0 ? format::binaryBytes(setup.memory) : tr("no limit"));
    section->addRow(tr("CPUs"), setup.nanoCpus > 0 ? QLocale().toString(double(setup.nanoCpus) / 1e9, 'g', 4) : tr("no limit"));
    section->addRow(tr("Network"), setup.networkMode.isEmpty() ? format::none() : setup.networkMode);
}

void ContainerOverview::addEnvironment(QVBoxLayout *column)
{
    const QStringList &env = m_shown->setup->env;
    if (env.isEmpty())
        return;
    KeyValueSection *section = addSection(column, tr("Environment"), wideLabel);
    bool anySecret = false;
    for (const QString &variable : env) {
        const QString shown = withoutSecrets(variable);
        anySecret = anySecret || shown != variable;
        addLine(section, variable.section(u'=', 0, 0), (m_revealed ? variable : shown).section(u'=', 1));
    }
    if (!anySecret)
        return;
    QToolButton *reveal = flatButton(m_revealed ? u"password-show-off"_s : u"password-show-on"_s, m_revealed ? tr("Hide secrets") : tr("Show secrets"), u"revealEnvironment"_s, section);
    connect(reveal, &QToolButton::clicked, this, [this] {
        m_revealed = !m_revealed;
        build(verticalScrollBar()->value());
    }, Qt::QueuedConnection); // building deletes the button
    section->setAside(reveal);
}

void ContainerOverview::addLabels(QVBoxLayout *column)
{
    const QMap<QString, QString> &labels = m_shown->summary.labels;
    if (labels.isEmpty())
        return;
    KeyValueSection *section = addSection(column, tr("Labels"), wideLabel);
    for (auto label = labels.cbegin(); label != labels.cend(); ++label)
        addLine(section, label.key(), looksSecret(label.key()) && !m_revealed ? QString::fromUtf8(maskDots) : label.value(), TextRole::Body);
}

} // namespace longshore
