// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logcolumnsheader.h"

#include "ui/widgets/plaintext.h"

#include <QScopedValueRollback>
#include <QStandardItemModel>

namespace longshore
{

using namespace Qt::StringLiterals;

LogColumnsHeader::LogColumnsHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent), m_names(new QStandardItemModel(this))
{
    setObjectName(u"logColumnsHeader"_s);
    setAccessibleName(tr("Columns of the log"));
    setModel(m_names);
    setStretchLastSection(true);
    setMinimumSectionSize(1);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setFocusPolicy(Qt::NoFocus);
    setSectionsClickable(false);
    connect(this, &QHeaderView::sectionResized, this, [this](int section, int, int width) {
        if (!m_showing && section > 0 && section + 1 < count())
            Q_EMIT resized(section - 1, width);
    });
    connect(this, &QHeaderView::sectionHandleDoubleClicked, this, [this](int section) {
        if (section > 0 && section + 1 < count())
            Q_EMIT resized(section - 1, 0);
    });
}

void LogColumnsHeader::show(const LogColumns &columns, const LogLook &look, int lead, const QString &message)
{
    const QScopedValueRollback showing(m_showing, true);
    m_names->clear();
    m_names->setColumnCount(int(columns.columns().size()) + 2);
    m_names->setHorizontalHeaderItem(0, new QStandardItem);
    for (qsizetype i = 0; i < columns.columns().size(); ++i) {
        const QString path = columns.columns()[i].path;
        auto *item = new QStandardItem(path);
        item->setData(plainToolTip(path), Qt::ToolTipRole);
        m_names->setHorizontalHeaderItem(int(i) + 1, item);
    }
    m_names->setHorizontalHeaderItem(int(columns.columns().size()) + 1, new QStandardItem(message));
    setSectionResizeMode(QHeaderView::Interactive);
    setSectionResizeMode(0, QHeaderView::Fixed);
    resizeSection(0, lead);
    for (qsizetype i = 0; i < columns.columns().size(); ++i)
        resizeSection(int(i) + 1, columns.width(look, i));
    QHeaderView::show();
}

} // namespace longshore
