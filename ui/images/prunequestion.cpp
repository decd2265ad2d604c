// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/prunequestion.h"

#include "model/images/imagetreemodel.h"
#include "ui/jobs/fields/checkdelegate.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/plainlabel.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

class PruneDelegate : public CheckDelegate
{
public:
    using CheckDelegate::CheckDelegate;
    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = CheckDelegate::look(index);
        if (index.column() == PruneModel::Id) {
            look.role = TextRole::Code;
            look.elide = Qt::ElideNone;
        }
        if (index.column() == PruneModel::Name)
            look.elide = Qt::ElideMiddle;
        else if (index.column() != PruneModel::Size)
            look.ink = Ink::Muted;
        return look;
    }
};

} // namespace

PruneQuestion::PruneQuestion(const RemovalFacts &facts, const QHash<ImageId, QString> &formerNames, QWidget *parent)
    : Question(parent, u"pruneQuestion"_s, tr("Clean up images"),
               tr("Images without a tag that nothing needs. These are deleted, and nothing else; take the tick off what shall stay."), tr("Delete"))
    , m_model(new PruneModel(facts, formerNames, this))
    , m_total(new PlainLabel({}, TextRole::Heading, Ink::Normal, this))
{
    auto *table = new QTreeView(this);
    table->setObjectName(u"pruneRows"_s);
    table->setAccessibleName(tr("Images that would be deleted"));
    setUpTree(table);
    table->setRootIsDecorated(false);
    table->setItemDelegate(new PruneDelegate(table));
    table->setModel(m_model);
    table->header()->setStretchLastSection(false);
    table->header()->setSectionResizeMode(PruneModel::Name, QHeaderView::Stretch);
    setColumnWidths(table, {{PruneModel::Id, u"0123456789ab "_s}, {PruneModel::Created, u"30 Sep 2026, 10:04 "_s}, {PruneModel::Size, u"1,000 MB "_s}});
    table->setMinimumHeight(220);
    column->addWidget(table, 1);
    auto *named = new QCheckBox(tr("Also %1 with a tag that no container uses").arg(ImageTreeModel::imageCountText(m_model->namedCount())), this);
    named->setObjectName(u"alsoNamed"_s);
    named->setEnabled(m_model->namedCount() > 0);
    column->addWidget(named);
    m_total->setObjectName(u"pruneTotal"_s);
    column->addWidget(m_total);
    resize(680, 420);
    cancel->setDefault(true);
    connect(named, &QCheckBox::toggled, m_model, &PruneModel::setAlsoNamed);
    connect(m_model, &PruneModel::chosenChanged, this, &PruneQuestion::showTotal);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT answered(m_model->plan()); });
    table->setCurrentIndex(m_model->index(0, 0));
    showTotal();
}

void PruneQuestion::showTotal()
{
    const int count = m_model->chosenCount();
    m_total->setText(count == 0 ? tr("Nothing is chosen.") : tr("%1, %2").arg(ImageTreeModel::imageCountText(count), m_model->freed().words()));
    accepting->setEnabled(count > 0);
    accepting->setText(count == 0 ? tr("Delete") : tr("Delete %1").arg(ImageTreeModel::imageCountText(count)));
}

} // namespace longshore
