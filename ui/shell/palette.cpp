// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/rowdelegate.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int rowHeight = 36;

enum Role { ActionRole = Qt::UserRole + 1, GroupRole, KeysRole };

QString plainText(const QAction *action)
{
    QString text = action->text();
    return text.remove(u'&');
}

/// Icon, text, group; the shortcut at the right.
class EntryDelegate : public RowDelegate
{
public:
    explicit EntryDelegate(QObject *parent)
        : RowDelegate(parent, rowHeight)
    {
    }
    CellLook look(const QModelIndex &index) const override
    {
        return {.text = index.data().toString(), .note = index.data(GroupRole).toString()};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        RowDelegate::paint(painter, option, index);
        const auto icon = index.data(Qt::DecorationRole).value<QIcon>();
        const bool current = option.state & QStyle::State_Selected;
        const QRect box(option.rect.left() + 12, option.rect.top(), metrics::icon, option.rect.height());
        icon.paint(painter, box, Qt::AlignCenter, QIcon::Normal, current ? QIcon::On : QIcon::Off);
        const Theme &theme = Theme::of(option.widget);
        painter->save();
        painter->setFont(theme.font(TextRole::Small));
        painter->setPen(theme.colors().muted);
        painter->drawText(option.rect.adjusted(0, 0, -12, 0), Qt::AlignRight | Qt::AlignVCenter, index.data(KeysRole).toString());
        painter->restore();
    }

protected:
    QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return option.rect.adjusted(12 + metrics::icon + 12, 0, -100, 0);
    }
};

} // namespace

CommandPalette::CommandPalette(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_found(new PlainLabel({}, TextRole::Small, Ink::Muted, this))
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
{
    setObjectName(u"palette"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 8);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 16, 8);
    head->addWidget(m_edit, 1);
    head->addWidget(m_found);
    column->addLayout(head);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    column->addSpacing(8);
    column->addWidget(m_list, 1);
    m_edit->setObjectName(u"paletteText"_s);
    m_edit->setAccessibleName(tr("Search or do anything"));
    m_edit->setPlaceholderText(tr("Search or do anything"));
    m_edit->setFrame(false);
    m_edit->addAction(Icons::get(u"edit-find"_s), QLineEdit::LeadingPosition);
    m_edit->installEventFilter(this);
    m_found->setObjectName(u"paletteFound"_s);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setModel(m_model);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
}

void CommandPalette::setEntries(const QList<Entry> &entries)
{
    m_entries = entries;
    m_edit->clear();
    filter({});
}

int CommandPalette::wantedHeight() const
{
    return metrics::topBar + 24 + int(m_entries.size()) * metrics::height(rowHeight, fontMetrics());
}

void CommandPalette::filter(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    m_model->clear();
    for (const Entry &entry : m_entries) {
        const QString name = plainText(entry.action);
        const auto hit = [&](const QString &word) {
            return name.contains(word, Qt::CaseInsensitive) || entry.group.contains(word, Qt::CaseInsensitive);
        };
        if (!std::all_of(words.cbegin(), words.cend(), hit))
            continue;
        auto item = std::make_unique<QStandardItem>(entry.action->icon(), name);
        item->setData(QVariant::fromValue(entry.action), ActionRole);
        item->setData(entry.group, GroupRole);
        item->setData(entry.action->shortcut().toString(QKeySequence::NativeText), KeysRole);
        m_model->appendRow(item.release()); // the model owns its rows
    }
    m_found->setText(tr("%n found", nullptr, m_model->rowCount()));
    m_list->setCurrentIndex(m_model->index(0, 0));
}

void CommandPalette::choose(const QModelIndex &index)
{
    if (auto *action = index.data(ActionRole).value<QAction *>())
        Q_EMIT chosen(action);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter: choose(m_list->currentIndex()); return true;
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown: QApplication::sendEvent(m_list, key); return true;
        default: break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace longshore
