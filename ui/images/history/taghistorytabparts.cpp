// SPDX-License-Identifier: GPL-3.0-or-later
// The widgets TagHistoryTab is made of; what it does is in taghistorytab.cpp.
#include "model/images/reference.h"
#include "model/images/tagjournal.h"
#include "ui/images/compare/imagecompareview.h"
#include "ui/images/history/taghistorydelegate.h"
#include "ui/images/history/taghistorytab.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

TagHistoryTab::TagHistoryTab(TagJournal &journal, AskImageRecord ask, QWidget *parent, Clock clock)
    : ImageTab(parent)
    , m_journal(journal)
    , m_clock(clock ? std::move(clock) : Clock(&QDateTime::currentDateTime))
    , m_model(new TagHistoryModel(this))
    , m_body(new QStackedLayout(this))
{
    setObjectName(u"tagHistory"_s);
    makeActions();
    m_message = new PlainLabel({}, TextRole::Body, Ink::Muted, this);
    m_message->setObjectName(u"tagHistoryMessage"_s);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setMargin(metrics::paneInset);
    m_body->addWidget(m_message);

    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(u"tagHistorySplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeTable());
    m_compare = new ImageCompareView(std::move(ask), ImageCompareView::Extent::Properties, m_splitter);
    m_splitter->addWidget(m_compare);
    m_body->addWidget(m_splitter);
    setFocusProxy(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TagHistoryTab::showChoice);
    joinJournal();
}

void TagHistoryTab::joinJournal()
{
    connect(&m_journal, &TagJournal::engineChanged, this, &TagHistoryTab::changeEngine);
    connect(&m_journal, &TagJournal::moved, this, [this](const QList<TagMove> &moves) {
        const bool concerns = std::ranges::any_of(moves, [this](const TagMove &move) { return repositoryOf(move.reference) == m_repository; });
        if (concerns && !m_repository.isEmpty())
            load();
    });
}

void TagHistoryTab::makeActions()
{
    const auto make = [this](const QString &name, const QString &text, const QString &icon, const QKeySequence &key) {
        auto *action = new QAction(Icons::get(icon), text, this);
        action->setObjectName(name);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut); // of the table
        return action;
    };
    m_run = make(u"runOldImage"_s, tr("Run the old one…"), u"media-playback-start"_s, Qt::Key_Return);
    m_retag = make(u"pointTagBack"_s, tr("Point the tag back"), u"edit-undo"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_T);
    m_retagMenu = new QMenu(this);
    m_retagMenu->setObjectName(u"pointTagBackMenu"_s);
    m_open = make(u"compareMoved"_s, tr("Compare"), u"vcs-diff"_s, Qt::CTRL | Qt::Key_D);
    connect(m_run, &QAction::triggered, this, [this] {
        const ImageId image = choice().older;
        Q_EMIT runRequested(image.value, image);
    });
    connect(m_retag, &QAction::triggered, this, &TagHistoryTab::pointBack);
    connect(m_open, &QAction::triggered, this, [this] {
        const Choice chosen = choice();
        Q_EMIT compareRequested(chosen.older, chosen.newer);
    });
}

/// A button that is as its action is.
static QPushButton *buttonOf(QAction *action, QWidget *parent)
{
    QPushButton *button = outlinedButton(action->text(), action->objectName() + u"Button"_s, parent);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::changed, button, [button, action] {
        button->setEnabled(action->isEnabled());
        button->setText(action->text());
    });
    return button;
}

QWidget *TagHistoryTab::makeHead()
{
    auto *head = new QWidget(this);
    auto *row = new FlowLayout(head, metrics::gap, metrics::gap);
    auto *words = new QWidget(head);
    auto *line = new QHBoxLayout(words);
    line->setContentsMargins({});
    line->setSpacing(metrics::gap);
    words->setMinimumHeight(metrics::button);
    line->addWidget(new PlainLabel(tr("Where each tag pointed"), TextRole::Heading, Ink::Normal, words));
    m_summary = new PlainLabel({}, TextRole::Small, Ink::Muted, words);
    m_summary->setObjectName(u"tagHistorySummary"_s);
    line->addWidget(m_summary);
    row->addWidget(words);
    for (QAction *action : {m_run, m_retag, m_open})
        row->addWidget(buttonOf(action, head));
    row->setTrailing(1); // the buttons
    return head;
}

QWidget *TagHistoryTab::makeTable()
{
    auto *upper = new QWidget(this);
    setBaseGround(upper);
    auto *column = new QVBoxLayout(upper);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto *inset = new QVBoxLayout;
    inset->setContentsMargins(metrics::paneInset, metrics::gap, metrics::barInset, metrics::gap);
    inset->addWidget(makeHead());
    m_gone = new PlainLabel({}, TextRole::Small, Ink::Warning, upper);
    m_gone->setObjectName(u"tagHistoryGone"_s);
    m_gone->setWordWrap(true);
    m_gone->hide();
    inset->addWidget(m_gone);
    column->addLayout(inset);
    column->addWidget(new Hairline(Qt::Horizontal, upper));

    m_view = new QTreeView(upper);
    m_view->setObjectName(u"tagHistoryTable"_s);
    m_view->setAccessibleName(tr("Moves of tags"));
    setUpTree(m_view);
    m_view->setRootIsDecorated(false);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setItemDelegate(new TagHistoryDelegate(m_view));
    m_view->setModel(m_model);
    m_view->header()->setSectionResizeMode(TagHistoryModel::Graph, QHeaderView::Fixed);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->addActions({m_run, m_retag, m_open});
    column->addWidget(m_view, 1);
    return upper;
}

} // namespace longshore
