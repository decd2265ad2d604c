// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filepreviewpane.h"

#include "model/format.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/rowdelegate.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int widestColumn = 320;
constexpr int sampledRows = 60; ///< that a column's width is made for

/// What a row does not have is a dash; the rest is as it stands.
class CellDelegate : public RowDelegate
{
public:
    explicit CellDelegate(QObject *parent) : RowDelegate(parent, metrics::denseRow) {}

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        if (index.data(PreviewModel::MissingRole).toBool()) {
            look.text = format::none();
            look.ink = Ink::Muted;
        }
        return look;
    }

protected:
    /// Under its header, which stands in as the first one of every list does.
    QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return option.rect.adjusted(index.column() == 0 ? metrics::firstCell : metrics::gap, 0, -metrics::gap, 0);
    }
};

/// Names what is shown, as high as the header of the list beside it.
class PreviewHead : public QWidget
{
public:
    PreviewHead(QWidget *name, QWidget *facts, QWidget *parent) : QWidget(parent)
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(metrics::barInset, 0, metrics::barInset, 1);
        row->setSpacing(metrics::gap);
        row->addWidget(name);
        row->addWidget(facts);
        row->addStretch(1);
        setMinimumHeight(metrics::height(metrics::header, fontMetrics()));
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &colors = Theme::of(this).colors();
        QPainter painter(this);
        painter.fillRect(rect(), colors.base);
        painter.fillRect(0, height() - 1, width(), 1, colors.hairline);
    }
};

} // namespace

FilePreviewPane::FilePreviewPane(QWidget *parent) : QWidget(parent), m_stack(new QStackedWidget(this))
{
    setObjectName(u"filePreview"_s);
    m_name = new ElidedLabel({}, Qt::ElideMiddle, TextRole::Heading, Ink::Normal, this);
    m_name->setObjectName(u"previewName"_s);
    m_facts = new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, this);
    m_facts->setObjectName(u"previewFacts"_s);
    m_head = new PreviewHead(m_name, m_facts, this);
    m_head->hide();

    m_sentence = new PlainLabel({}, TextRole::Body, Ink::Muted, m_stack);
    m_sentence->setObjectName(u"previewSentence"_s);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setContentsMargins(metrics::paneInset, 0, metrics::paneInset, 0);
    m_stack->addWidget(m_sentence);
    makeTable();
    m_json = new JsonView(m_stack);
    m_stack->addWidget(m_json);
    m_text = new QPlainTextEdit(m_stack);
    m_text->setObjectName(u"previewText"_s);
    m_text->setAccessibleName(tr("Content of the file"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->document()->setDocumentMargin(metrics::barInset); // under its name
    m_text->setFont(Theme::of(this).font(TextRole::Code));
    connect(&Theme::of(this), &Theme::changed, m_text, [this] { m_text->setFont(Theme::of(this).font(TextRole::Code)); });
    m_stack->addWidget(m_text);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_stack, 1);
}

void FilePreviewPane::makeTable()
{
    m_table = new QTableView(m_stack);
    m_table->setObjectName(u"previewTable"_s);
    m_table->setAccessibleName(tr("First rows"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(metrics::denseRow);
    m_table->verticalHeader()->setDefaultSectionSize(metrics::height(metrics::denseRow, fontMetrics()));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setResizeContentsPrecision(sampledRows);
    auto *copy = new QAction(tr("Copy cell"), m_table);
    copy->setObjectName(u"copyCell"_s);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copy, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_table->currentIndex().data(PreviewModel::FullTextRole).toString());
    });
    m_stack->addWidget(m_table);
}

void FilePreviewPane::show(const QString &title, Load load)
{
    m_loading.cancel();
    m_loading = {};
    m_title = title;
    runAsync(this, std::move(load), [this](const Result<FilePreview> &preview) { take(preview); }, m_loading);
}

void FilePreviewPane::clear(const QString &sentence)
{
    m_loading.cancel();
    m_preview = {};
    m_model.clear();
    m_head->hide();
    say(sentence);
}

void FilePreviewPane::say(const QString &sentence)
{
    m_sentence->setText(sentence);
    m_stack->setCurrentWidget(m_sentence);
    Q_EMIT shown();
}

void FilePreviewPane::take(const Result<FilePreview> &preview)
{
    m_name->setText(m_title);
    m_model.clear();
    m_preview = preview ? *preview : FilePreview();
    const int inset = m_preview.kind == FilePreview::Kind::Table ? metrics::firstCell : metrics::barInset; // as what it stands over
    m_head->layout()->setContentsMargins(inset, 0, metrics::barInset, 1);
    m_head->show();
    m_facts->setText(preview ? m_preview.facts() : QString());
    if (!preview)
        return say(preview.error().sentence());
    switch (m_preview.kind) {
    case FilePreview::Kind::Empty: return say(tr("The file is empty."));
    case FilePreview::Kind::Binary: return say(tr("This is no text; there is nothing to show of it."));
    case FilePreview::Kind::Table:
        m_model.setTable(m_preview.columns, m_preview.rows);
        m_table->resizeColumnsToContents();
        for (int column = 0; column < m_model.columnCount(); ++column)
            m_table->setColumnWidth(column, qMin(m_table->columnWidth(column) + metrics::gap, widestColumn));
        m_stack->setCurrentWidget(m_table);
        break;
    case FilePreview::Kind::Json:
        m_json->setTree({}, nullptr); // "Show secrets" was asked for another file, even one of the same name
        m_json->setTree(m_title, m_preview.json);
        m_json->tree()->expandToDepth(1);
        m_stack->setCurrentWidget(m_json);
        break;
    case FilePreview::Kind::Text:
        m_text->setPlainText(m_preview.text);
        m_stack->setCurrentWidget(m_text);
        break;
    }
    Q_EMIT shown();
}

} // namespace longshore
