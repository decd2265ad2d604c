// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsonview.h"

#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/rowdelegate.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// Values in the fixed font; what only counts, and what is masked, muted.
class JsonDelegate : public RowDelegate
{
public:
    explicit JsonDelegate(QObject *parent)
        : RowDelegate(parent, metrics::denseRow)
    {
    }

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        if (index.column() == JsonTreeModel::Key)
            return look;
        using Kind = JsonNode::Kind;
        const auto kind = Kind(index.data(JsonTreeModel::KindRole).toInt());
        const bool counts = kind == Kind::Object || kind == Kind::Array;
        look.role = counts ? TextRole::Small : TextRole::Code;
        if (counts || look.text == u"null")
            look.ink = Ink::Muted;
        else if (kind != Kind::String)
            look.ink = Ink::Accent;
        return look;
    }
};

} // namespace

JsonView::JsonView(QWidget *parent)
    : QWidget(parent)
    , m_proxy(new QSortFilterProxyModel(this))
    , m_view(new QTreeView(this))
{
    setObjectName(u"jsonView"_s);
    m_proxy->setSourceModel(&m_model);
    m_proxy->setFilterRole(JsonTreeModel::SearchRole);
    m_proxy->setFilterKeyColumn(0);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setRecursiveFilteringEnabled(true);
    m_proxy->setAutoAcceptChildRows(true);

    m_view->setObjectName(u"jsonTree"_s);
    m_view->setAccessibleName(tr("Values"));
    setUpTree(m_view);
    m_view->setItemDelegate(new JsonDelegate(m_view));
    m_view->setModel(m_proxy);
    m_view->header()->setFirstSectionMovable(true);
    m_view->setColumnWidth(JsonTreeModel::Key, 220);
    makeActions();

    auto *bar = new Bar(Bar::Kind::Tools, this);
    m_filter = new FilterField(tr("Find a key or value"), bar);
    m_filter->setObjectName(u"jsonFilter"_s);
    bar->add(m_filter, 1);
    bar->addAction(m_reveal, true);
    bar->addAction(m_copyValue, true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(m_view, 1);

    connect(m_filter, &FilterField::textChanged, this, &JsonView::filter);
    connect(m_filter, &FilterField::leftForList, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_view, &QWidget::customContextMenuRequested, this, &JsonView::showMenu);
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        if (!m_restoring && m_filter->text().isEmpty())
            m_open.insert(index.data(JsonTreeModel::PathRole).toString());
    });
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        if (!m_restoring && m_filter->text().isEmpty())
            m_open.remove(index.data(JsonTreeModel::PathRole).toString());
    });
}

void JsonView::makeActions()
{
    const auto make = [this](const QString &name, const QString &text, const QString &icon, const QList<QKeySequence> &keys) {
        auto *action = new QAction(Icons::get(icon), text, this);
        action->setObjectName(name);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_view->addAction(action);
        return action;
    };
    m_reveal = make(u"showSecrets"_s, tr("Show secrets"), u"password-show-on"_s, {});
    m_reveal->setCheckable(true);
    m_copyValue = make(u"copyJsonValue"_s, tr("Copy value"), u"edit-copy"_s, QKeySequence::keyBindings(QKeySequence::Copy));
    m_copyPath = make(u"copyJsonPath"_s, tr("Copy path"), u"edit-copy"_s, {Qt::CTRL | Qt::SHIFT | Qt::Key_C});
    connect(m_reveal, &QAction::toggled, &m_model, &JsonTreeModel::setRevealed);
    connect(m_copyValue, &QAction::triggered, this, [this] {
        if (const QModelIndex index = current(); index.isValid())
            QGuiApplication::clipboard()->setText(index.siblingAtColumn(JsonTreeModel::Value).data().toString());
    });
    connect(m_copyPath, &QAction::triggered, this, [this] {
        if (const QModelIndex index = current(); index.isValid())
            QGuiApplication::clipboard()->setText(index.data(JsonTreeModel::PathRole).toString());
    });
}

QModelIndex JsonView::current() const
{
    return m_view->currentIndex().siblingAtColumn(JsonTreeModel::Key);
}

void JsonView::setTree(const QString &document, std::shared_ptr<const JsonTree> tree)
{
    const bool same = m_document == document;
    const QString chosen = same ? current().data(JsonTreeModel::PathRole).toString() : QString();
    const int position = same ? m_view->verticalScrollBar()->value() : 0;
    if (!same) {
        m_document = document;
        m_open.clear();
        m_reveal->setChecked(false); // asked for one document, not for the next
    }
    m_model.setTree(std::move(tree));
    restore();
    if (const QModelIndex index = m_proxy->mapFromSource(m_model.find(chosen)); !chosen.isEmpty() && index.isValid())
        m_view->setCurrentIndex(index);
    m_view->verticalScrollBar()->setValue(position);
    tellCount();
}

void JsonView::restore()
{
    const QScopedValueRollback restoring(m_restoring, true);
    if (!m_filter->text().isEmpty()) {
        m_view->expandAll();
        return;
    }
    m_view->collapseAll();
    for (const QString &path : std::as_const(m_open)) {
        if (const QModelIndex index = m_model.find(path); index.isValid())
            m_view->expand(m_proxy->mapFromSource(index));
    }
}

void JsonView::filter(const QString &text)
{
    m_proxy->setFilterFixedString(text);
    restore();
    tellCount();
    if (const QModelIndex index = m_view->currentIndex(); index.isValid())
        m_view->scrollTo(index);
}

void JsonView::tellCount()
{
    if (m_filter->text().isEmpty())
        return m_filter->setCount({});
    const QModelIndexList hits = m_model.tree() ? m_proxy->match(m_proxy->index(0, 0), JsonTreeModel::SearchRole, m_filter->text(), -1,
                                                                 Qt::MatchContains | Qt::MatchRecursive)
                                                : QModelIndexList();
    m_filter->setCount(hits.size() == 1 ? tr("1 hit") : tr("%n hits", nullptr, int(hits.size())));
}

void JsonView::focusFilter()
{
    m_filter->focus();
}

void JsonView::showMenu(const QPoint &where)
{
    auto *menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (current().isValid())
        menu->addActions({m_copyValue, m_copyPath});
    menu->addAction(m_reveal);
    menu->popup(m_view->viewport()->mapToGlobal(where));
}

} // namespace longshore
