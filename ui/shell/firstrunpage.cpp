// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/firstrunpage.h"
#include "ui/shell/endpointeditor.h"
#include "ui/shell/proberow.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int columnWidth = 800;

} // namespace

FirstRunPage::FirstRunPage(QWidget *parent)
    : QScrollArea(parent)
    , m_body(new QWidget(this))
    , m_title(new PlainLabel(tr("No engine answers yet"), TextRole::Title, Ink::Normal, m_body))
    , m_sentence(new PlainLabel({}, TextRole::Body, Ink::Muted, m_body))
    , m_problem(new PlainLabel({}, TextRole::Body, Ink::Error, m_body))
    , m_podmanCard(makePodmanCard())
    , m_editor(new EndpointEditor(m_body))
    , m_tried(new Card(Card::Look::Outlined, m_body))
    , m_rows(new QVBoxLayout(m_tried))
{
    setObjectName(u"firstRun"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setWidget(m_body);
    setBaseGround(m_body);
    m_title->setObjectName(u"firstRunTitle"_s);
    m_sentence->setObjectName(u"firstRunSentence"_s);
    m_problem->setObjectName(u"firstRunProblem"_s);
    m_sentence->setWordWrap(true);
    m_problem->setWordWrap(true);
    m_problem->setSelectable();

    auto *outer = new QHBoxLayout(m_body);
    outer->setContentsMargins(24, 36, 24, 24);
    auto *box = new QWidget(m_body);
    box->setMaximumWidth(columnWidth);
    outer->addStretch(1);
    outer->addWidget(box, 1000);
    outer->addStretch(1);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addSpacing(metrics::gap);
    column->addWidget(m_sentence);
    column->addWidget(m_problem);
    column->addSpacing(20);
    column->addWidget(m_podmanCard);
    column->addSpacing(24);
    column->addWidget(makeTriedHeader());
    column->addWidget(m_editor);
    column->addSpacing(metrics::gap);
    column->addWidget(m_tried);
    column->addStretch(1);
    m_rows->setContentsMargins(1, 4, 1, 4);
    m_rows->setSpacing(0);
    m_editor->hide();
    connect(m_editor, &EndpointEditor::accepted, this, &FirstRunPage::endpointGiven);
    set({});
}

QWidget *FirstRunPage::makePodmanCard()
{
    auto *card = new Card(Card::Look::Accent, m_body);
    card->setObjectName(u"podmanCard"_s);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(metrics::paneInset, 14, metrics::paneInset, 14);
    auto *words = new QVBoxLayout;
    words->setSpacing(3);
    m_podmanTitle = new PlainLabel({}, TextRole::Heading, Ink::Normal, card);
    m_podmanText = new PlainLabel({}, TextRole::Small, Ink::Muted, card);
    m_podmanTitle->setObjectName(u"podmanTitle"_s);
    m_podmanText->setWordWrap(true);
    words->addWidget(m_podmanTitle);
    words->addWidget(m_podmanText);
    row->addLayout(words, 1);
    m_startPodman = primaryButton(u"media-playback-start"_s, tr("Start Podman"), u"startPodman"_s, card);
    row->addWidget(m_startPodman, 0, Qt::AlignVCenter);
    connect(m_startPodman, &QPushButton::clicked, this, &FirstRunPage::startPodmanRequested);
    return card;
}

QWidget *FirstRunPage::makeTriedHeader()
{
    auto *header = new QWidget(m_body);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new PlainLabel(tr("What was tried"), TextRole::Heading, Ink::Normal, header));
    m_triedFacts = new PlainLabel({}, TextRole::Small, Ink::Muted, header);
    m_triedFacts->setObjectName(u"triedFacts"_s);
    row->addWidget(m_triedFacts);
    row->addStretch(1);
    m_checkAgain = flatButton(u"view-refresh"_s, tr("Check again"), u"checkAgain"_s, header);
    auto *add = flatButton(u"list-add"_s, tr("Add endpoint…"), u"addEndpoint"_s, header);
    row->addWidget(m_checkAgain);
    row->addWidget(add);
    connect(m_checkAgain, &QToolButton::clicked, this, &FirstRunPage::checkAgainRequested);
    connect(add, &QToolButton::clicked, this, &FirstRunPage::editEndpoint);
    return header;
}

void FirstRunPage::set(const FirstRunView &view)
{
    const bool sameRows = view.probes == m_view.probes;
    m_view = view;
    const int places = int(view.probes.size());
    if (view.searching)
        m_sentence->setText(tr("Longshore needs a Docker-compatible engine. It is looking in %n places.", nullptr, places));
    else
        m_sentence->setText(tr("Longshore needs a Docker-compatible engine. It looked in %n places; none can be used as it is.", nullptr, places));
    m_problem->setText(view.problem);
    m_problem->setVisible(!view.problem.isEmpty());
    updatePodmanCard();
    if (view.searching)
        m_triedFacts->setText(tr("checking…"));
    else if (view.triedAt.isValid())
        m_triedFacts->setText(tr("%1, took %2 s").arg(view.triedAt.toLocalTime().toString(u"HH:mm:ss"_s), locale().toString(double(view.milliseconds) / 1000, 'f', 1)));
    else
        m_triedFacts->setText({});
    m_checkAgain->setEnabled(!view.searching);
    if (!sameRows || m_rows->isEmpty())
        fillTried();
}

void FirstRunPage::updatePodmanCard()
{
    const bool installed = !m_view.podmanVersion.isEmpty();
    m_startPodman->setVisible(installed);
    m_startPodman->setEnabled(!m_view.startingPodman);
    m_startPodman->setText(m_view.startingPodman ? tr("Starting Podman…") : tr("Start Podman"));
    if (installed) {
        m_podmanTitle->setText(tr("Podman %1 is installed").arg(m_view.podmanVersion));
        m_podmanText->setText(tr("Longshore can start its service for you. It runs as you and ends with Longshore."));
    } else {
        m_podmanTitle->setText(tr("Podman is not installed"));
        m_podmanText->setText(tr("Install podman or Docker and check again, or add the endpoint of an engine that runs elsewhere."));
    }
}

void FirstRunPage::fillTried()
{
    while (m_rows->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_rows->takeAt(0));
        item->widget()->hide();
        item->widget()->deleteLater();
    }
    for (const ProbeReport &report : std::as_const(m_view.probes)) {
        if (m_rows->count() > 0)
            m_rows->addWidget(new Hairline(Qt::Horizontal, m_tried));
        auto *row = new ProbeRow(report, m_tried);
        connect(row, &ProbeRow::tryAgainRequested, this, &FirstRunPage::checkAgainRequested);
        m_rows->addWidget(row);
    }
    m_tried->setVisible(!m_view.probes.isEmpty());
}

void FirstRunPage::editEndpoint()
{
    m_editor->show();
    m_editor->start();
}

} // namespace longshore
