// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette.h"

#include "ui/shell/palettelist.h"
#include "ui/theme/icons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{
constexpr int page = 8; ///< entries that Page Up and Page Down leave out
}

CommandPalette::CommandPalette(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_found(new PlainLabel({}, TextRole::Small, Ink::Muted, this))
    , m_list(new QListView(this))
    , m_model(new PaletteModel(this))
{
    setObjectName(u"palette"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    makeHead();
    column->addWidget(m_list, 1);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false); // the panel's ground shows
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setModel(m_model);
    makeFoot();
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index); });
}

void CommandPalette::makeHead()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 16, 8);
    head->addWidget(m_edit, 1);
    head->addWidget(m_found);
    column->addLayout(head);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    column->addSpacing(4);
    m_edit->setObjectName(u"paletteText"_s);
    m_edit->setAccessibleName(tr("Search or do anything"));
    m_edit->setPlaceholderText(tr("Search or do anything"));
    m_edit->setFrame(false);
    m_edit->addAction(Icons::get(u"edit-find"_s), QLineEdit::LeadingPosition);
    m_edit->installEventFilter(this);
    m_found->setObjectName(u"paletteFound"_s);
}

void CommandPalette::makeFoot()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addSpacing(4);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(20, 8, 20, 8);
    foot->setSpacing(16);
    for (const QString &hint : {tr("\u2191 \u2193 choose"), tr("Enter do it"), tr("Ctrl+Enter run")})
        foot->addWidget(new PlainLabel(hint, TextRole::Small, Ink::Muted, this));
    foot->addStretch(1);
    for (const QString &hint : {tr("> actions"), tr(": images"), tr("# runs")})
        foot->addWidget(new PlainLabel(hint, TextRole::Small, Ink::Muted, this));
    column->addLayout(foot);
}

void CommandPalette::setEntries(const QList<PaletteEntry> &entries)
{
    m_model->setEntries(entries);
    m_edit->clear();
    search({});
}

void CommandPalette::search(const QString &text)
{
    m_model->search(text);
    m_found->setText(tr("%n found", nullptr, m_model->found()));
    m_list->scrollToTop();
    m_list->setCurrentIndex(m_model->stepped({}, 1));
}

void CommandPalette::choose(const QModelIndex &index, bool atOnce)
{
    const PaletteEntry *entry = m_model->entry(index);
    if (entry && atOnce && entry->run)
        Q_EMIT chosen(entry->run);
    else if (entry && entry->go)
        Q_EMIT chosen(entry->go);
}

void CommandPalette::step(int steps)
{
    const QModelIndex next = m_model->stepped(m_list->currentIndex(), steps);
    m_list->setCurrentIndex(next);
    if (next == m_model->stepped({}, 1))
        m_list->scrollToTop(); // its heading stands above it
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(m_list->currentIndex(), key->modifiers() & Qt::ControlModifier); return true;
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_PageUp: step(-page); return true;
    case Qt::Key_PageDown: step(page); return true;
    default: return false;
    }
}

} // namespace longshore
