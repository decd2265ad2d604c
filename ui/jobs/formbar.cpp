// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/formbar.h"

#include "model/jobs/formmodel.h"
#include "ui/jobs/formview.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/rowdelegate.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int PathRole = Qt::UserRole;
constexpr int TrailRole = Qt::UserRole + 1;

class HitDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look;
        look.text = index.data().toString();
        look.note = index.data(TrailRole).toString();
        return look;
    }
};

} // namespace

FormBar::FormBar(FormModel &model, FormView &view, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_edit(new QLineEdit(this))
    , m_hits(new QStandardItemModel(this))
    , m_popup(new QCompleter(m_hits, this))
    , m_changedOnly(flatButton(u"view-filter"_s, tr("Changed only"), u"changedOnly"_s, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::paneInset, metrics::gap, metrics::paneInset, metrics::gap);
    row->setSpacing(metrics::gap);
    row->addWidget(m_edit, 1);
    row->addWidget(m_changedOnly);
    m_edit->setObjectName(u"formSearch"_s);
    m_edit->setAccessibleName(tr("Go to a field"));
    m_edit->setPlaceholderText(tr("Go to a field"));
    m_edit->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    m_edit->setClearButtonEnabled(true);
    m_edit->addAction(Icons::get(u"edit-find"_s), QLineEdit::LeadingPosition);
    m_popup->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_popup->setWidget(m_edit);
    m_popup->popup()->setObjectName(u"formHits"_s);
    m_popup->popup()->setItemDelegate(new HitDelegate(m_popup));
    m_changedOnly->setCheckable(true);
    setPlainToolTip(m_changedOnly, tr("Shows only the fields that differ from what was opened"));
    connect(m_edit, &QLineEdit::textEdited, this, &FormBar::search);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        search(m_edit->text());
        m_popup->popup()->hide();
        choose(m_hits->index(0, 0));
    });
    connect(m_popup, qOverload<const QModelIndex &>(&QCompleter::activated), this, &FormBar::choose);
    connect(m_changedOnly, &QToolButton::toggled, &view, &FormView::setOnlyChanged);
}

void FormBar::focusSearch()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FormBar::search(const QString &words)
{
    m_hits->clear();
    const QList<FieldHit> hits = m_model.search(words);
    for (const FieldHit &hit : hits) {
        auto item = std::make_unique<QStandardItem>(visibleText(hit.title));
        item->setData(hit.path, PathRole);
        item->setData(hit.trail, TrailRole);
        m_hits->appendRow(item.release());
    }
    if (hits.isEmpty())
        m_popup->popup()->hide();
    else
        m_popup->complete();
}

void FormBar::choose(const QModelIndex &hit)
{
    const QString path = hit.data(PathRole).toString();
    if (path.isEmpty())
        return;
    m_edit->clear();
    Q_EMIT fieldChosen(path);
}

} // namespace longshore
