// SPDX-License-Identifier: GPL-3.0-or-later
// The widgets ImagesPage is made of; what it does is in imagespage.cpp.
#include "ui/images/imagearrangemenu.h"
#include "ui/images/imagedetailpane.h"
#include "ui/images/imagefilterline.h"
#include "ui/images/imageselectionpane.h"
#include "ui/images/imagesfoot.h"
#include "ui/images/imagespage.h"
#include "ui/images/imagetreeview.h"
#include "ui/images/loadingrows.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statemessages.h"

#include <QAction>
#include <QPainter>
#include <QSplitter>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{
void ImagesPage::makeStates()
{
    m_stack->insertWidget(Loading, new LoadingRows(this));
    m_stack->insertWidget(Empty, makeEmpty(nullptr, {m_refresh}));
    m_stack->insertWidget(Failed, makeError());
    m_stack->insertWidget(Content, makeContent());
}

QWidget *ImagesPage::makeContent()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    column->addWidget(makeBar(content));

    m_splitter = new QSplitter(Qt::Horizontal, content);
    m_splitter->setObjectName(u"imagesSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeList());
    m_splitter->addWidget(makeDetail(content));
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({829, 458}); // six tabs fit
    column->addWidget(m_splitter, 1);
    return content;
}

QWidget *ImagesPage::makeBar(QWidget *parent)
{
    m_bar = new Bar(Bar::Kind::Tools, parent);
    m_filterLine = new ImageFilterLine(m_bar);
    m_bar->add(m_filterLine, 1);
    m_bar->addAction(m_arrange->menuAction(), true);
    m_bar->addSeparator();
    m_bar->addMore(u"imagesMore"_s);
    return m_bar;
}

QWidget *ImagesPage::makeDetail(QWidget *parent)
{
    m_details = new QStackedWidget(parent);
    m_details->setMinimumWidth(300);
    m_detail = new ImageDetailPane(m_model, {m_copyReference, m_copyId, m_copyDigest}, m_details);
    m_detail->addHeadAction(m_newJob);
    m_several = new ImageSelectionPane(m_model, m_details);
    m_details->addWidget(m_detail);
    m_details->addWidget(m_several);
    return m_details;
}

QWidget *ImagesPage::makeList()
{
    auto *list = new QWidget(this);
    setBaseGround(list);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_tree = new ImageTreeView(m_model, m_proxy, list);
    m_tree->addActions({m_run, m_newJob, m_copyReference, m_copyId, m_copyDigest, m_showContainers, m_arrange->rowPerImage()});
    column->addWidget(m_tree, 1);
    m_foot = new ImagesFoot(list);
    column->addWidget(m_foot);
    return list;
}

QWidget *ImagesPage::makeEmpty(QAction *primary, const QList<QAction *> &otherWays)
{
    EmptyState empty{u"package"_s, tr("No images yet"),
                     tr("This engine holds no image. Run the demo job, or pull one with Pull… in the menu Image, and it appears here "
                        "by itself."),
                     primary, otherWays, {}};
    auto *page = new EmptyMessage(empty, this);
    page->setObjectName(u"imagesEmpty"_s);
    setBaseGround(page);
    return page;
}

QWidget *ImagesPage::makeError()
{
    auto *page = new QWidget(this);
    page->setObjectName(u"imagesError"_s);
    setBaseGround(page);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::paneInset * 2, metrics::paneInset * 2, metrics::paneInset * 2,
                               metrics::paneInset);
    column->setSpacing(metrics::barInset);
    const auto label = [&](TextRole role, Ink ink, const QString &name) {
        auto *made = new PlainLabel({}, role, ink, page);
        made->setObjectName(name);
        made->setWordWrap(true);
        made->setSelectable();
        made->setMaximumWidth(800);
        column->addWidget(made);
        return made;
    };
    label(TextRole::Title, Ink::Normal, u"imagesErrorTitle"_s)->setText(tr("The images could not be listed"));
    m_errorText = label(TextRole::Body, Ink::Normal, u"imagesErrorText"_s);
    m_errorWords = label(TextRole::Code, Ink::Muted, u"imagesErrorWords"_s);
    m_errorAdvice = label(TextRole::Body, Ink::Normal, u"imagesErrorAdvice"_s);
    QPushButton *again = primaryButton(u"view-refresh"_s, tr("Try again"), u"errorTryAgain"_s, page);
    connect(again, &QPushButton::clicked, this, &ImagesPage::refreshRequested);
    column->addWidget(again, 0, Qt::AlignLeft);
    column->addStretch(1);
    return page;
}

void ImagesPage::setTwin(const QString &fullReference, RegistryTwin twin)
{
    m_detail->setTwin(fullReference, twin);
}

} // namespace longshore
