// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/files/filedelegate.h"
#include "ui/images/files/imagefilespane.h"
#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/filepreviewpane.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QButtonGroup>
#include <QHeaderView>
#include <QPainter>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Part of a tab: on its Base colour, with the title above the names of the list.
class FilesBar : public Bar
{
public:
    explicit FilesBar(QWidget *parent) : Bar(Kind::Tools, parent) { layout()->setContentsMargins(metrics::firstCell, 0, metrics::barInset, 1); }

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

void ImageFilesPane::makeActions()
{
    m_find = new QAction(Icons::get(u"edit-find"_s), tr("Find names"), this);
    m_find->setObjectName(u"findNames"_s);
    m_find->setCheckable(true);
    m_export = new QAction(Icons::get(u"document-export"_s), tr("Export…"), this);
    m_export->setObjectName(u"exportFiles"_s);
    m_copyPath = new QAction(Icons::get(u"edit-copy"_s), tr("Copy path"), this);
    m_copyPath->setObjectName(u"copyFilePath"_s);
    m_copyPath->setShortcut(QKeySequence::Copy);
    m_copyPath->setShortcutContext(Qt::WidgetShortcut);
    m_list = new QAction(tr("Export the list as CSV…"), this);
    m_list->setObjectName(u"exportFileList"_s);
    connect(m_list, &QAction::triggered, this, &ImageFilesPane::chooseList);
    makeMarks();
    m_read = new QAction(Icons::get(u"view-refresh"_s), tr("Read the files"), this);
    m_read->setObjectName(u"readFiles"_s);
    connect(m_export, &QAction::triggered, this, &ImageFilesPane::chooseExport);
    connect(m_copyPath, &QAction::triggered, this, &ImageFilesPane::copyPath);
    connect(m_read, &QAction::triggered, this, &ImageFilesPane::read);
}

/// The keys are dive's, but for its Ctrl+R, which refreshes in GNOME: what is removed is gone.
void ImageFilesPane::makeMarks()
{
    const auto add = [this](const QString &text, const QString &name, Qt::Key key) {
        auto *action = new QAction(text, this);
        action->setObjectName(name);
        action->setCheckable(true);
        action->setChecked(true);
        action->setShortcut(Qt::CTRL | key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::toggled, this, &ImageFilesPane::hideMarks);
        m_marks.append(action);
    };
    add(tr("Show added"), u"showAdded"_s, Qt::Key_A);
    add(tr("Show changed"), u"showChanged"_s, Qt::Key_M);
    add(tr("Show removed"), u"showRemoved"_s, Qt::Key_G);
    add(tr("Show unchanged"), u"showUnchanged"_s, Qt::Key_U);
}

QWidget *ImageFilesPane::makeContent()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeBar());
    auto *filterBar = new FilesBar(content);
    m_filter = new FilterField(tr("Names in the whole image, or /a/path, or *.py"), filterBar);
    filterBar->add(m_filter, 1);
    m_filterBar = filterBar;
    m_filterBar->hide();
    column->addWidget(m_filterBar);
    connect(m_find, &QAction::toggled, this, [this](bool on) {
        if (!on)
            m_filter->setText({}); // first: a list that gets the focus without a choice makes one
        m_filterBar->setVisible(on);
        if (on)
            m_filter->focus();
    });
    m_splitter = new QSplitter(Qt::Horizontal, content);
    m_splitter->setObjectName(u"filesSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    makeTree();
    m_splitter->addWidget(m_tree);
    m_preview = new FilePreviewPane(m_splitter);
    m_splitter->addWidget(m_preview);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({580, 380});
    column->addWidget(m_splitter, 1);
    connect(m_filter, &FilterField::leftForList, m_tree, [this] { m_tree->setFocus(); });
    return content;
}

Bar *ImageFilesPane::makeBar()
{
    auto *bar = new FilesBar(this);
    m_title = new PlainLabel(tr("Files"), TextRole::Heading, Ink::Normal, bar);
    m_title->setObjectName(u"filesTitle"_s);
    bar->add(m_title);
    if (m_scope == Scope::ChosenLayer) {
        auto *views = new QButtonGroup(bar);
        m_thisLayer = flatButton({}, tr("This layer"), u"thisLayer"_s, bar);
        m_merged = flatButton({}, tr("Merged"), u"mergedLayers"_s, bar);
        for (QToolButton *button : {m_thisLayer, m_merged}) {
            button->setCheckable(true);
            views->addButton(button);
            bar->add(button);
        }
        m_thisLayer->setChecked(true);
        connect(m_merged, &QToolButton::toggled, this, [this](bool on) {
            m_view = on ? FilesView::Merged : FilesView::Layer;
            showView();
        });
    }
    m_facts = new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, bar);
    m_facts->setObjectName(u"filesFacts"_s);
    bar->add(m_facts, 1);
    bar->addAction(m_find, true);
    QPushButton *exporting = outlinedButton(tr("Export…"), u"exportButton"_s, bar);
    connect(exporting, &QPushButton::clicked, m_export, &QAction::trigger);
    connect(m_export, &QAction::changed, exporting, [this, exporting] { exporting->setEnabled(m_export->isEnabled()); });
    bar->add(exporting);
    return bar;
}

void ImageFilesPane::makeTree()
{
    m_tree = new QTreeView(m_splitter);
    m_tree->setObjectName(u"filesTree"_s);
    m_tree->setAccessibleName(tr("Files of the image"));
    setUpTree(m_tree);
    m_tree->setModel(&m_model);
    m_tree->setItemDelegate(new FileDelegate(m_tree));
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(ImageFilesModel::NameColumn, QHeaderView::Stretch);
    setColumnWidths(m_tree, {{ImageFilesModel::ChangeColumn, tr("~ changed")}, {ImageFilesModel::SizeColumn, u"999.9 MB"_s},
                             {ImageFilesModel::ModeColumn, u"drwxr-xr-xxx"_s}, {ImageFilesModel::OwnerColumn, u"10000:10000"_s},
                             {ImageFilesModel::LayerColumn, tr("Layer")}});
    m_tree->setColumnHidden(ImageFilesModel::OwnerColumn, true);
    m_tree->addAction(m_export);
    m_tree->addAction(m_copyPath);
    m_tree->addAction(m_list);
    if (m_scope == Scope::ChosenLayer)
        m_tree->addActions(m_marks);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
}

} // namespace longshore
