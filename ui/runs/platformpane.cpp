// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/platformpane.h"

#include "model/format.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/statepage.h"

#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

Mark markOf(PlatformEvent::Type type)
{
    switch (type) {
    case PlatformEvent::Type::Error: return Mark::Error;
    case PlatformEvent::Type::Warn: return Mark::Warning;
    case PlatformEvent::Type::Info: break;
    }
    return Mark::Note;
}

class PlatformDelegate : public RowDelegate
{
public:
    explicit PlatformDelegate(QObject *parent) : RowDelegate(parent, metrics::denseRow) {}

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        switch (index.column()) {
        case PlatformLogModel::TypeColumn:
            look.mark = markOf(PlatformEvent::Type(index.data(PlatformLogModel::TypeRole).toInt()));
            look.ink = markInk(look.mark);
            break;
        case PlatformLogModel::TextColumn: look.role = TextRole::Code; break;
        default: look.ink = Ink::Muted;
        }
        return look;
    }
};

} // namespace

PlatformPane::PlatformPane(QWidget *parent) : QWidget(parent)
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"platformSplitter"_s);
    splitter->setChildrenCollapsible(false);
    makeTree();
    makeDetails();
    splitter->addWidget(m_view);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({400, 200});
    m_states = new StatePage(splitter, this);

    auto *bar = new Bar(Bar::Kind::Tools, this);
    m_sentence = new PlainLabel({}, TextRole::Body, Ink::Muted, bar);
    m_sentence->setObjectName(u"platformSentence"_s);
    bar->add(m_sentence, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(m_states, 1);
    setFocusProxy(m_view);
    connect(&m_feed, &PlatformLogFeed::changed, this, &PlatformPane::showState);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PlatformPane::showDetails);
}

void PlatformPane::makeTree()
{
    m_view = new QTreeView(this);
    m_view->setObjectName(u"platformEvents"_s);
    m_view->setAccessibleName(tr("Events as the platform shows them"));
    setUpTree(m_view);
    m_view->setRootIsDecorated(false);
    m_view->setModel(&m_feed.model());
    m_view->setItemDelegate(new PlatformDelegate(m_view));
    const QList<int> widths{70, 120, 90};
    for (int i = 0; i < widths.size(); ++i)
        m_view->setColumnWidth(i, widths[i]);
}

void PlatformPane::makeDetails()
{
    m_details = new QPlainTextEdit(this);
    m_details->setObjectName(u"platformDetails"_s);
    m_details->setAccessibleName(tr("The event chosen"));
    m_details->setReadOnly(true);
    m_details->setFrameShape(QFrame::NoFrame);
    const auto restyle = [this] { m_details->setFont(Theme::of(this).font(TextRole::Code)); };
    restyle();
    connect(&Theme::of(this), &Theme::changed, m_details, restyle);
    m_details->document()->setDocumentMargin(metrics::barInset);
}

void PlatformPane::setRun(const RunSummary &run)
{
    if (run.id != m_run.id)
        m_states->showLoading();
    m_run = run;
    m_view->setColumnHidden(PlatformLogModel::StageColumn, run.stageCount < 2);
    m_feed.setRun(run);
}

void PlatformPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_feed.setWatched(true);
    showState();
}

void PlatformPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_feed.setWatched(false);
}

void PlatformPane::showState()
{
    m_sentence->setText(sentence());
    const PlatformLogModel &model = m_feed.model();
    if (model.rowCount() > 0) {
        const QScrollBar *bar = m_view->verticalScrollBar();
        const bool follows = !m_run.finished() && bar->value() == bar->maximum();
        m_states->showContent();
        if (!m_view->currentIndex().isValid())
            m_view->setCurrentIndex(model.index(0, PlatformLogModel::TextColumn));
        if (follows)
            m_view->scrollToBottom();
    } else if (m_feed.error()) {
        m_states->showError(tr("The stored log cannot be read"), *m_feed.error());
    } else if (m_feed.isCaughtUp()) {
        m_states->showEmpty({u"view-history"_s, tr("No events"),
                             m_run.finished() ? tr("The platform would show nothing of this run's log.")
                                              : tr("Nothing that the platform would show yet. stderr comes when the component has ended."),
                             nullptr, {}, {}});
    }
}

QString PlatformPane::sentence() const
{
    QStringList parts;
    const int count = m_feed.model().rowCount();
    parts << (count == 1 ? tr("1 event as the platform shows it") : tr("%1 events as the platform shows them").arg(format::count(count)));
    if (m_feed.dropped() > 0)
        parts << tr("%1 hidden by the component's verbosity").arg(format::count(m_feed.dropped()));
    if (m_feed.model().isFull())
        parts << tr("there are more: longshore log %1 --platform").arg(m_run.id.value);
    else if (m_feed.error() && count > 0)
        parts << m_feed.error()->sentence();
    else if (!m_run.finished())
        parts << tr("stderr comes when the component has ended");
    return parts.join(u" · "_s);
}

void PlatformPane::showDetails()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return m_details->clear();
    const PlatformRecord &record = m_feed.model().at(index.row());
    QString text = visibleText(record.text);
    if (!record.context.isEmpty())
        text += u"\n\n"_s + tr("Fields (verbosity verbose):") + u'\n' + visibleText(record.context);
    if (!record.kept.isEmpty())
        text += u"\n\n"_s + tr("Kept from end users, who see the text above:") + u'\n' + visibleText(record.kept);
    m_details->setPlainText(text);
}

} // namespace longshore
