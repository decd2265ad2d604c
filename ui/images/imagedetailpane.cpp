// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imagedetailpane.h"

#include "model/format.h"
#include "model/images/reference.h"
#include "ui/images/imageoverview.h"
#include "ui/images/imagetab.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttonrow.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QMenu>
#include <QStackedLayout>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{

ImageDetailPane::ImageDetailPane(const ImageTreeModel &model, const QList<QAction *> &copies, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_stack(new QStackedLayout(this))
{
    setObjectName(u"imageDetail"_s);
    setBaseGround(this);
    auto *nothing = new PlainLabel(tr("Choose an image to see what it holds."), TextRole::Body, Ink::Muted, this);
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setWordWrap(true);
    m_stack->addWidget(nothing);
    m_stack->addWidget(makeContent(copies));
}

QWidget *ImageDetailPane::makeContent(const QList<QAction *> &copies)
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, metrics::barInset, 0, 0);
    column->setSpacing(metrics::gap);
    column->addWidget(makeHead(copies, content));

    m_tabs = new QTabBar(content);
    m_tabs->setObjectName(u"imageTabs"_s);
    m_tabs->setAccessibleName(tr("About the image"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Overview"));
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(metrics::paneInset, 0, metrics::unit, 0);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch(1);
    auto *body = new QVBoxLayout;
    body->setSpacing(0);
    body->addLayout(tabRow);
    body->addWidget(new Hairline(Qt::Horizontal, content));
    m_bodies = new QStackedLayout;
    m_overview = new ImageOverview(content);
    m_bodies->addWidget(m_overview);
    body->addLayout(m_bodies, 1);
    column->addLayout(body, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_bodies->setCurrentIndex(tab);
        m_head->setDirection(tab == 0 ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
        Q_EMIT overviewShown(tab == 0);
        tellTab();
    });
    return content;
}

QWidget *ImageDetailPane::makeHead(const QList<QAction *> &copies, QWidget *parent)
{
    auto *head = new QWidget(parent);
    m_head = new QBoxLayout(QBoxLayout::TopToBottom, head);
    m_head->setContentsMargins(metrics::paneInset, 0, metrics::paneInset, 0);
    m_head->setSpacing(metrics::gap);
    m_head->addWidget(makeTitle(head), 1);
    m_head->addWidget(makeButtons(copies, head), 0, Qt::AlignTop);
    return head;
}

QWidget *ImageDetailPane::makeTitle(QWidget *parent)
{
    auto *title = new QWidget(parent);
    auto *column = new QVBoxLayout(title);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gap);
    m_title = new ElidedLabel({}, Qt::ElideMiddle, TextRole::Object, Ink::Normal, title);
    m_title->setObjectName(u"imageTitle"_s);
    column->addWidget(m_title);
    auto *states = new QHBoxLayout;
    states->setSpacing(metrics::barInset);
    m_runnable = new MarkLabel(Mark::None, {}, TextRole::Small, title);
    m_runnable->setObjectName(u"imageState"_s);
    m_usage = new MarkLabel(Mark::None, {}, TextRole::Small, title);
    m_usage->setObjectName(u"imageUsage"_s);
    m_usersLine = new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, title);
    m_usersLine->setObjectName(u"imageUsersLine"_s);
    states->addWidget(m_runnable);
    states->addWidget(m_usage);
    states->addWidget(m_usersLine, 1);
    column->addLayout(states);
    return title;
}

QWidget *ImageDetailPane::makeButtons(const QList<QAction *> &copies, QWidget *parent)
{
    m_buttons = new ButtonRow(parent);
    QPushButton *run = primaryButton(u"media-playback-start"_s, tr("Run…"), u"runButton"_s, m_buttons);
    connect(run, &QPushButton::clicked, this, &ImageDetailPane::runClicked);
    QToolButton *copy = flatButton(u"edit-copy"_s, tr("Copy"), u"copyButton"_s, m_buttons);
    auto *menu = new QMenu(copy);
    menu->addActions(copies);
    copy->setMenu(menu);
    copy->setPopupMode(QToolButton::InstantPopup);
    auto *between = new QWidget(m_buttons);
    between->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_buttons->add(run);
    m_buttons->addAtEnd(between);
    m_buttons->addAtEnd(copy);
    m_buttons->addMore(u"imageMore"_s);
    return m_buttons;
}

void ImageDetailPane::addTab(ImageTab *tab)
{
    m_pages.append(tab);
    m_bodies->addWidget(tab);
    m_tabs->addTab(tab->title());
    m_tabs->updateGeometry(); // a tab bar that is not seen yet forgets to
}

void ImageDetailPane::addHeadAction(QAction *action)
{
    m_buttons->addYielding(outlinedButton(action, m_buttons), action);
}

void ImageDetailPane::addMenuAction(QAction *action)
{
    m_buttons->addMoreAction(action);
}

void ImageDetailPane::openTab(const QString &objectName)
{
    for (int page = 0; page < m_pages.size(); ++page) {
        if (m_pages[page]->objectName() == objectName)
            m_tabs->setCurrentIndex(page + 1);
    }
}

void ImageDetailPane::setCurrent(const QModelIndex &index)
{
    const ImageTag *tag = m_model.tag(index);
    const bool known = tag && m_model.summary(tag->image);
    m_shown = known ? std::optional(*tag) : std::nullopt;
    m_stack->setCurrentIndex(known ? 1 : 0);
    if (known)
        showTag(*tag);
    tellTab();
}

void ImageDetailPane::tellTab()
{
    if (const int tab = m_tabs->currentIndex(); tab > 0)
        m_pages[tab - 1]->showImage(m_shown);
}

void ImageDetailPane::showTag(const ImageTag &tag)
{
    const Result<Reference> reference = Reference::parse(tag.reference);
    if (tag.reference.isEmpty())
        m_title->setText(tag.image.shortText());
    else
        m_title->setText(reference && !tag.tag.isEmpty() ? u"%1 : %2"_s.arg(reference->name(), tag.tag)
                                                         : tag.reference);
    showState(tag);
    showOverview(tag);
}

/// What stops it from running is told before what it is.
void ImageDetailPane::showState(const ImageTag &tag)
{
    const ImageDetails *details = m_model.details(tag.image);
    const ComponentFact fact = m_model.component(tag.image);
    const bool isComponent = fact == ComponentFact::Record || fact == ComponentFact::Schema;
    const bool cannotRun = details && !details->isRunnable();
    m_runnable->setVisible(details || isComponent);
    m_runnable->set(cannotRun ? Mark::Warning : Mark::Success, cannotRun     ? tr("Cannot run as it is")
                                                               : isComponent ? tr("Component")
                                                                             : tr("Can run"));
    const ImageTreeModel::Usage used = m_model.usage(tag.image);
    if (used.running > 0)
        m_usage->set(Mark::Running, used.running == 1 ? tr("1 container running")
                                                      : tr("%n containers running", nullptr, used.running));
    else
        m_usage->set(Mark::Waiting, used.containers == 0   ? tr("no container uses it")
                                    : used.containers == 1 ? tr("1 stopped container")
                                                           : tr("%n stopped containers", nullptr, used.containers));
    m_usersLine->setText(usersText(tag));
}

/// The newest run of the image stands first among its runs.
QString ImageDetailPane::usersText(const ImageTag &tag) const
{
    const QList<ImageUse> users = m_users ? m_users(tag) : QList<ImageUse>();
    const auto isJob = [](const ImageUse &user) { return user.kind == ImageUse::Kind::Job; };
    const auto isRun = [](const ImageUse &user) { return user.kind == ImageUse::Kind::Run; };
    QStringList parts;
    if (const auto jobs = std::count_if(users.begin(), users.end(), isJob); jobs > 0)
        parts.append(jobs == 1 ? tr("1 job") : tr("%n jobs", nullptr, int(jobs)));
    const auto run = std::find_if(users.begin(), users.end(), isRun);
    if (run != users.end())
        parts.append(tr("last run %1, %2 ago").arg(run->outcome, format::age(run->when, m_model.now())));
    return parts.join(u" · "_s);
}

void ImageDetailPane::setTwin(const QString &fullReference, RegistryTwin twin)
{
    m_twinOf = fullReference;
    m_twin = twin;
    if (m_shown && m_shown->fullReference == fullReference && m_model.summary(m_shown->image))
        showOverview(*m_shown);
}

void ImageDetailPane::showOverview(const ImageTag &tag)
{
    const ImageSummary &summary = *m_model.summary(tag.image);
    const ImageDetails *details = m_model.details(tag.image);
    const Result<Reference> reference = Reference::parse(tag.reference);
    ImageOverviewContent content;
    content.reference = tag.reference;
    content.summary = summary;
    content.twin = m_twinOf == tag.fullReference ? m_twin : RegistryTwin();
    content.now = m_model.now();
    content.unique = m_model.share(tag.image).unique;
    if (tag.tag.isEmpty())
        content.formerName = m_model.formerName(tag.image);
    content.fact = m_model.component(tag.image);
    if (const ComponentRecord *record = m_model.componentRecord(tag.image))
        content.record = *record;
    content.schemaFile = m_model.schemaFile(tag.image);
    if (details)
        content.details = *details;
    for (const QString &other : summary.repoTags) {
        const Result<Reference> parsed = Reference::parse(other);
        const QString familiar = parsed ? parsed->familiar() : other;
        if (familiar == tag.reference)
            continue;
        const bool sibling = parsed && reference && parsed->fullRepository() == reference->fullRepository();
        content.alsoTagged.append(sibling ? parsed->tag : familiar);
    }
    m_overview->setContent(content);
}

} // namespace longshore
