// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/storage/storagedetailpane.h"

#include "model/format.h"
#include "ui/storage/storageoverview.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"

#include <QStackedLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

StorageDetailPane::StorageDetailPane(QWidget *parent) : QWidget(parent), m_stack(new QStackedLayout(this))
{
    setObjectName(u"storageDetail"_s);
    setBaseGround(this);
    auto *nothing = new PlainLabel(tr("Choose a table or file to look into it."), TextRole::Body, Ink::Muted, this);
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setWordWrap(true);
    m_stack->addWidget(nothing);
    auto *content = new QWidget(this);
    m_stack->addWidget(content);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, metrics::barInset, 0, 0);
    column->setSpacing(metrics::gap);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(metrics::paneInset, 0, metrics::barInset, 0);
    head->setSpacing(metrics::unit);
    m_title = new ElidedLabel({}, Qt::ElideMiddle, TextRole::Object, Ink::Normal, content);
    m_title->setObjectName(u"storageTitle"_s);
    m_sentence = new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, content);
    m_sentence->setObjectName(u"storageSentence"_s);
    head->addWidget(m_title);
    head->addWidget(m_sentence);
    column->addLayout(head);

    m_tabs = new QTabBar(content);
    m_tabs->setObjectName(u"storageTabs"_s);
    m_tabs->setAccessibleName(tr("About what is chosen"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Overview"));
    m_tabs->addTab(tr("Preview"));
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(metrics::paneInset, 0, metrics::paneInset, 0);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch(1);
    m_pages = new QStackedWidget(content);
    m_overview = new StorageOverview(m_pages);
    m_preview = new FilePreviewPane(m_pages);
    m_pages->insertWidget(Overview, m_overview);
    m_pages->insertWidget(Preview, m_preview);
    auto *body = new QVBoxLayout;
    body->setSpacing(0);
    body->addLayout(tabRow);
    body->addWidget(new Hairline(Qt::Horizontal, content));
    body->addWidget(m_pages, 1);
    column->addLayout(body, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_pages->setCurrentIndex(tab);
        readPreview();
    });
}

void StorageDetailPane::setHead(const QString &title, const QString &sentence, bool hasPreview)
{
    m_stack->setCurrentIndex(1);
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_tabs->setTabEnabled(Preview, hasPreview);
    if (!hasPreview)
        m_tabs->setCurrentIndex(Overview);
}

void StorageDetailPane::showNothing()
{
    m_stack->setCurrentIndex(0);
    m_load = {};
    m_previewOf.clear();
}

void StorageDetailPane::showBucket(const StorageBucket &bucket, const QStringList &tables)
{
    setHead(bucket.id, tables.size() == 1 ? tr("1 table") : tr("%n tables", nullptr, int(tables.size())), false);
    m_load = {};
    m_previewOf.clear();
    m_overview->showBucket(bucket, tables);
}

void StorageDetailPane::showTable(const StorageTable &table, FilePreviewPane::Load load)
{
    setHead(table.id, tr("%1 rows · %2 columns · %3").arg(format::count(table.rows), format::count(table.columns.size()), format::bytes(table.bytes)), true);
    m_overview->showTable(table);
    setPreview(table.id, std::move(load), u"%1 %2 %3"_s.arg(table.id, table.lastImportDate.toString(Qt::ISODateWithMs)).arg(table.rows));
}

void StorageDetailPane::showFile(const StorageFile &file)
{
    setHead(file.name, tr("file · %1").arg(format::bytes(file.bytes)), true);
    m_overview->showFile(file);
    const auto load = [path = file.path, name = file.name]() -> Result<FilePreview> {
        const Result<FileHead> head = readFileHead(path);
        if (!head)
            return fail(head.error());
        return makePreview(name, *head);
    };
    setPreview(file.name, load, u"file %1"_s.arg(file.id));
}

/// What is shown stays while the Storage is listed again and this table is what it was.
void StorageDetailPane::setPreview(const QString &title, FilePreviewPane::Load load, const QString &version)
{
    if (version == m_previewOf)
        return;
    m_previewOf = version;
    m_previewTitle = title;
    m_load = std::move(load);
    m_preview->clear({});
    readPreview();
}

void StorageDetailPane::readPreview()
{
    if (m_tabs->currentIndex() != Preview || !m_load)
        return;
    m_preview->show(m_previewTitle, std::exchange(m_load, {}));
}

void StorageDetailPane::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

} // namespace longshore
