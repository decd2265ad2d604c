// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/compare/imagecomparewindow.h"

#include "ui/images/compare/imagecompareview.h"
#include "ui/widgets/plaintext.h"

#include <QShortcut>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

ImageCompareWindow::ImageCompareWindow(AskImageRecord ask, const CompareSide &before, const CompareSide &after, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_view(new ImageCompareView(std::move(ask), ImageCompareView::Extent::Full, this))
{
    setObjectName(u"imageCompareWindow"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(visibleText(tr("%1 compared with %2").arg(after.name, before.name)));
    resize(900, 640);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_view);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
    m_view->compare(tr("What changed"), before, after);
    m_view->setFocus();
}

} // namespace longshore
