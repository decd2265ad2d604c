// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imageselectionpane.h"

#include "model/format.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"

#include <QMenu>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int namedAtMost = 40;

} // namespace

ImageSelectionPane::ImageSelectionPane(const ImageTreeModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_title(new PlainLabel({}, TextRole::Object, Ink::Normal, this))
    , m_sizes(new PlainLabel({}, TextRole::Body, Ink::Normal, this))
    , m_usage(new PlainLabel({}, TextRole::Body, Ink::Muted, this))
    , m_names(new PlainLabel({}, TextRole::Body, Ink::Normal, this))
    , m_more(moreButton(u"selectionMore"_s, {}, {}, this))
    , m_buttons(new QHBoxLayout)
{
    setObjectName(u"imageSelection"_s);
    setBaseGround(this);
    m_title->setObjectName(u"selectionTitle"_s);
    m_sizes->setObjectName(u"selectionSizes"_s);
    m_usage->setObjectName(u"selectionUsage"_s);
    m_names->setObjectName(u"selectionNames"_s);
    for (PlainLabel *label : {m_title, m_sizes, m_usage, m_names})
        label->setWordWrap(true);
    m_names->setSelectable();
    m_more->hide();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(new Hairline(Qt::Horizontal, this));
    auto *area = new QScrollArea(this);
    area->setObjectName(u"selectionArea"_s);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setBaseGround(area->viewport());
    area->setWidget(makeTold());
    column->addWidget(area, 1);
}

QWidget *ImageSelectionPane::makeHead()
{
    auto *head = new QWidget(this);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(metrics::paneInset, metrics::barInset, metrics::paneInset, metrics::barInset);
    column->setSpacing(metrics::gap);
    auto *titleRow = new QHBoxLayout;
    titleRow->addWidget(m_title, 1);
    titleRow->addWidget(m_more, 0, Qt::AlignTop);
    column->addLayout(titleRow);
    m_buttons->setSpacing(metrics::gap);
    m_buttons->addStretch(1);
    column->addLayout(m_buttons);
    return head;
}

QWidget *ImageSelectionPane::makeTold()
{
    auto *told = new QWidget(this);
    setBaseGround(told);
    auto *column = new QVBoxLayout(told);
    column->setContentsMargins(metrics::paneInset, metrics::barInset, metrics::paneInset, metrics::paneInset);
    column->setSpacing(metrics::gap);
    column->addWidget(m_sizes);
    column->addWidget(m_usage);
    column->addSpacing(metrics::gap);
    column->addWidget(new Hairline(Qt::Horizontal, told));
    column->addSpacing(metrics::gap);
    column->addWidget(m_names);
    column->addStretch(1);
    return told;
}

void ImageSelectionPane::addHeadAction(QAction *action)
{
    QPushButton *button = outlinedButton(action, this);
    button->setObjectName(action->objectName() + u"SeveralButton"_s);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    const auto follow = [action, button] { button->setVisible(action->isEnabled()); };
    connect(action, &QAction::changed, button, follow);
    follow();
}

void ImageSelectionPane::addMenuAction(QAction *action)
{
    m_more->menu()->addAction(action);
    m_more->show();
}

void ImageSelectionPane::setTags(const QList<ImageTag> &tags)
{
    QSet<ImageId> images;
    QStringList names;
    int tagCount = 0;
    for (const ImageTag &tag : tags) {
        images.insert(tag.image);
        tagCount += tag.chips.isEmpty() ? (tag.tag.isEmpty() ? 0 : 1) : int(tag.chips.size());
        for (const ImageChip &chip : tag.chips)
            names.append(chip.reference);
        if (tag.chips.isEmpty())
            names.append(tag.reference.isEmpty() ? tag.image.shortText() : tag.reference);
    }
    const QString imageText = ImageTreeModel::imageCountText(int(images.size()));
    m_title->setText(tagCount > 0 ? tr("%1 of %2").arg(ImageTreeModel::tagCountText(tagCount), imageText) : imageText);

    const LayerSum sum = m_model.together(images);
    if (sum.onDisk < 0)
        m_sizes->setText(tr("What they take together is not counted yet."));
    else
        m_sizes->setText(tr("%1 on disk together; removing these images frees %2.")
                             .arg(format::bytes(sum.onDisk), sum.freed < 0 ? format::none() : format::bytes(sum.freed)));
    int containers = 0;
    for (const ImageId &image : std::as_const(images))
        containers += m_model.usage(image).containers;
    m_usage->setText(containers == 0   ? tr("No container uses them.")
                     : containers == 1 ? tr("1 container uses them.")
                                       : tr("%n containers use them.", nullptr, containers));
    const qsizetype more = names.size() - namedAtMost;
    if (more > 0)
        names = names.mid(0, namedAtMost) << tr("and %1 more").arg(format::count(more));
    m_names->setText(names.join(u'\n'));
}

} // namespace longshore
