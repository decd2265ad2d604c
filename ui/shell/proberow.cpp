// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/proberow.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/copybox.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/stepchain.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

Mark stepMark(ProbeReport::Step step)
{
    switch (step) {
    case ProbeReport::Step::NotReached: return Mark::Waiting;
    case ProbeReport::Step::Ok: return Mark::Success;
    case ProbeReport::Step::Failed: return Mark::Error;
    }
    return Mark::Waiting;
}

QString happenedText(const ProbeReport &report)
{
    switch (report.outcome) {
    case ProbeReport::Outcome::Waiting: return ProbeRow::tr("Checking…");
    case ProbeReport::Outcome::NotGiven: return ProbeRow::tr("Not set.");
    case ProbeReport::Outcome::Skipped: return ProbeRow::tr("Not tried: an earlier place decides.");
    case ProbeReport::Outcome::Works: return ProbeRow::tr("Works: version %1.").arg(report.version.version);
    case ProbeReport::Outcome::Failed: break;
    }
    const Error &error = report.error;
    QString text = error.happened.isEmpty() ? error.reason() : error.happened;
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text.endsWith(u'.') ? text : text + u'.';
}

/// Something is there, so that its checks say more than the sentence.
bool hasChain(const ProbeReport &report)
{
    return report.outcome == ProbeReport::Outcome::Failed && report.step(ProbeStep::FileExists) == ProbeReport::Step::Ok;
}

} // namespace

Mark ProbeRow::markOf(const ProbeReport &report)
{
    switch (report.outcome) {
    case ProbeReport::Outcome::Waiting: return Mark::Running;
    case ProbeReport::Outcome::Works: return Mark::Success;
    case ProbeReport::Outcome::NotGiven:
    case ProbeReport::Outcome::Skipped: return Mark::Waiting;
    case ProbeReport::Outcome::Failed: break;
    }
    if (report.error.kind == Error::Kind::Timeout)
        return Mark::TimedOut;
    const bool absent = report.step(ProbeStep::FileExists) == ProbeReport::Step::Failed && !report.candidate.decisive;
    return absent ? Mark::Waiting : Mark::Error;
}

ProbeRow::ProbeRow(const ProbeReport &report, QWidget *parent)
    : QWidget(parent)
{
    const EngineCandidate &candidate = report.candidate;
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::paneInset, 9, metrics::paneInset, 9);
    row->setSpacing(26);
    auto *mark = new MarkIcon(markOf(report), this);
    row->addWidget(mark, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(1);
    row->addLayout(column, 1);

    auto *head = new QHBoxLayout;
    head->setSpacing(metrics::gap);
    auto *name = new ElidedLabel(candidate.text.isEmpty() ? candidate.originText() : candidate.text, Qt::ElideMiddle, TextRole::Code, Ink::Normal, this);
    name->setObjectName(u"probeName"_s);
    mark->setFixedHeight(qMax(metrics::icon, name->fontMetrics().height()));
    head->addWidget(name);
    const bool unset = candidate.text.isEmpty() && candidate.origin == EngineCandidate::Origin::DockerHost;
    const QString origin = unset ? tr("environment") : candidate.text.isEmpty() ? QString() : candidate.originText();
    head->addWidget(new ElidedLabel(origin, Qt::ElideRight, TextRole::Small, Ink::Muted, this), 1);
    column->addLayout(head);
    auto *happened = new PlainLabel(happenedText(report), TextRole::Small, Ink::Muted, this);
    happened->setObjectName(u"probeHappened"_s);
    happened->setWordWrap(true);
    happened->setSelectable();
    column->addWidget(happened);
    addEvidence(report, column);
    setAccessibleName(name->text() + u": "_s + happened->text());

    if (report.error.kind == Error::Kind::Timeout && report.outcome == ProbeReport::Outcome::Failed) {
        auto *again = flatButton({}, tr("Try again"), u"tryAgain"_s, this);
        row->addWidget(again, 0, Qt::AlignVCenter);
        connect(again, &QToolButton::clicked, this, &ProbeRow::tryAgainRequested);
    }
}

void ProbeRow::addEvidence(const ProbeReport &report, QVBoxLayout *column)
{
    if (hasChain(report)) {
        QList<StepChain::Step> steps;
        for (int i = 0; i < probeStepCount; ++i)
            steps << StepChain::Step{stepMark(report.steps[size_t(i)]), toText(ProbeStep(i))};
        column->addSpacing(10);
        column->addWidget(new StepChain(steps, this));
    }
    if (!report.detail.isEmpty()) {
        auto *detail = new PlainLabel(report.detail, TextRole::Body, Ink::Normal, this);
        detail->setObjectName(u"probeDetail"_s);
        detail->setWordWrap(true);
        column->addSpacing(10);
        column->addWidget(detail);
    }
    if (!report.command.isEmpty()) {
        column->addSpacing(6);
        column->addWidget(new CopyBox(report.command, this));
    }
    if (!report.risk.isEmpty()) {
        auto *risk = new MarkLabel(Mark::Warning, report.risk, TextRole::Small, this);
        risk->setObjectName(u"probeRisk"_s);
        risk->setInk(Ink::Muted);
        risk->setWordWrap(true);
        column->addSpacing(6);
        column->addWidget(risk);
    }
}

} // namespace longshore
