// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logcolumnsdialog.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QShortcut>
#include <QSpinBox>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
constexpr QSize startSize(420, 460);
constexpr int pathRole = Qt::UserRole;
constexpr int cellsRole = Qt::UserRole + 1;
} // namespace

LogColumnsDialog::LogColumnsDialog(const QList<LogColumn> &columns, const QStringList &fields, QWidget *parent)
    : QDialog(parent), m_list(new QListWidget(this)), m_width(new QSpinBox(this))
{
    setObjectName(u"logColumnsDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Columns of the log"));
    resize(startSize);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::paneInset, metrics::paneInset, metrics::paneInset, metrics::paneInset);
    column->setSpacing(metrics::barInset);
    auto *sentence = new PlainLabel(fields.isEmpty() && columns.isEmpty() ? tr("No line of this log has fields: they come from JSON, GELF and key=value lines.")
                                                                          : tr("Fields that are checked stand before the messages, the upper ones first."),
                                    TextRole::Body, Ink::Muted, this);
    sentence->setWordWrap(true);
    column->addWidget(sentence);
    m_list->setObjectName(u"logColumnsList"_s);
    m_list->setAccessibleName(tr("Fields"));
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    column->addWidget(m_list, 1);
    auto *row = new QHBoxLayout;
    QPushButton *up = outlinedButton(tr("Up"), u"columnUp"_s, this);
    QPushButton *down = outlinedButton(tr("Down"), u"columnDown"_s, this);
    QPushButton *none = outlinedButton(tr("None"), u"noColumns"_s, this);
    m_width->setObjectName(u"columnWidth"_s);
    m_width->setAccessibleName(tr("Width of the column"));
    m_width->setRange(LogColumns::fewestCells - 1, LogColumns::mostCells);
    m_width->setSpecialValueText(tr("as wide as its content"));
    m_width->setSuffix(tr(" characters"));
    for (QWidget *widget : {static_cast<QWidget *>(up), static_cast<QWidget *>(down), static_cast<QWidget *>(none), static_cast<QWidget *>(m_width)})
        row->addWidget(widget);
    column->addLayout(row);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    column->addWidget(buttons);
    for (const LogColumn &one : columns)
        add(one, true);
    for (const QString &path : fields)
        if (std::none_of(columns.begin(), columns.end(), [&path](const LogColumn &one) { return one.path == path; }))
            add({path, 0}, false);
    connect(up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(down, &QPushButton::clicked, this, [this] { move(1); });
    connect(new QShortcut(Qt::ALT | Qt::Key_Up, this), &QShortcut::activated, this, [this] { move(-1); });
    connect(new QShortcut(Qt::ALT | Qt::Key_Down, this), &QShortcut::activated, this, [this] { move(1); });
    connect(none, &QPushButton::clicked, this, &LogColumnsDialog::uncheckAll);
    connect(m_list, &QListWidget::currentItemChanged, this, &LogColumnsDialog::showCurrent);
    connect(m_width, &QSpinBox::valueChanged, this, [this](int cells) {
        if (QListWidgetItem *item = m_list->currentItem())
            item->setData(cellsRole, cells < LogColumns::fewestCells ? 0 : cells);
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT chosen(this->columns()); });
    m_list->setCurrentRow(0);
    showCurrent();
    m_list->setFocus();
}

void LogColumnsDialog::add(const LogColumn &column, bool checked)
{
    auto *item = new QListWidgetItem(visibleText(column.path), m_list);
    item->setFlags((item->flags() | Qt::ItemIsUserCheckable) & ~Qt::ItemIsDropEnabled);
    item->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
    item->setData(pathRole, column.path);
    item->setData(cellsRole, column.cells);
}

void LogColumnsDialog::move(int by)
{
    const int from = m_list->currentRow();
    const int to = from + by;
    if (from < 0 || to < 0 || to >= m_list->count())
        return;
    m_list->insertItem(to, m_list->takeItem(from));
    m_list->setCurrentRow(to);
}

void LogColumnsDialog::showCurrent()
{
    const QListWidgetItem *item = m_list->currentItem();
    const QSignalBlocker blocker(m_width);
    m_width->setEnabled(item);
    m_width->setValue(item && item->data(cellsRole).toInt() > 0 ? item->data(cellsRole).toInt() : m_width->minimum());
}

void LogColumnsDialog::uncheckAll()
{
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setCheckState(Qt::Unchecked);
}

QList<LogColumn> LogColumnsDialog::columns() const
{
    QList<LogColumn> columns;
    for (int i = 0; i < m_list->count() && columns.size() < LogColumns::mostColumns; ++i) {
        const QListWidgetItem *item = m_list->item(i);
        if (item->checkState() == Qt::Checked)
            columns << LogColumn{item->data(pathRole).toString(), item->data(cellsRole).toInt()};
    }
    return columns;
}

} // namespace longshore
