// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/suggestions.h"

#include "ui/widgets/rowdelegate.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStandardItemModel>

namespace longshore
{

namespace
{

constexpr int titleRole = Qt::UserRole;

/// A name, and what is known of it beside.
class SuggestionDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        look.note = index.data(titleRole).toString();
        return look;
    }
};

/// The Down key opens the list; in an open list it is the list's own, which a shortcut would take away.
class DownKey : public QObject
{
public:
    explicit DownKey(QLineEdit *edit)
        : QObject(edit)
        , m_edit(edit)
    {
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const bool opens = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down;
        if (!opens || m_edit->completer()->popup()->isVisible())
            return QObject::eventFilter(watched, event);
        offerAll(m_edit);
        return true;
    }

private:
    QLineEdit *m_edit;
};

void fill(QStandardItemModel *names, const QList<FieldChoice> &choices)
{
    names->clear();
    for (const FieldChoice &choice : choices) {
        auto item = std::make_unique<QStandardItem>(choice.value.toString());
        item->setData(choice.title, titleRole);
        names->appendRow(item.release());
    }
}

} // namespace

void completeFromSources(QLineEdit *edit, FormModel &model, const QString &path)
{
    auto *names = new QStandardItemModel(edit);
    auto *completer = new QCompleter(names, edit);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    edit->setCompleter(completer);
    completer->popup()->setItemDelegate(new SuggestionDelegate(completer));
    const auto refill = [names, &model, path] { fill(names, model.suggestions(path)); };
    QObject::connect(&model, &FormModel::suggestionsChanged, names, refill);
    QObject::connect(&model, &FormModel::documentChanged, names, [names, &model, path, last = model.suggestionOf(path)]() mutable {
        if (const QString now = model.suggestionOf(path); now != last) {
            last = now;
            fill(names, model.suggestions(path));
        }
    });
    refill();
    edit->installEventFilter(new DownKey(edit));
}

void offerAll(QLineEdit *edit)
{
    edit->completer()->setCompletionPrefix({});
    edit->completer()->complete();
}

} // namespace longshore
