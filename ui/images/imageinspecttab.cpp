// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imageinspecttab.h"

#include "model/images/imageinspector.h"
#include "ui/theme/icons.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

ImageInspectTab::ImageInspectTab(ImageInspector &inspector, QWidget *parent)
    : ImageTab(parent)
    , m_inspector(inspector)
    , m_view(new JsonView(this))
    , m_states(new StatePage(m_view, this))
    , m_again(new QAction(Icons::get(u"view-refresh"_s), tr("Try again"), this))
{
    setObjectName(u"imageInspect"_s);
    m_again->setObjectName(u"inspectAgain"_s);
    connect(m_again, &QAction::triggered, this, &ImageInspectTab::ask);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_states);
    connect(&inspector, &ImageInspector::inspected, this, &ImageInspectTab::take);
    connect(&inspector, &ImageInspector::failed, this, &ImageInspectTab::tellError);
}

QString ImageInspectTab::title() const
{
    return tr("Inspect");
}

/// An id never changes its content, but its tags move: it is asked for again when the row differs.
void ImageInspectTab::showImage(const std::optional<ImageTag> &tag)
{
    if (tag == m_tag)
        return;
    m_tag = tag;
    ask();
}

void ImageInspectTab::ask()
{
    if (!m_tag)
        return;
    if (m_tag->image != m_shown)
        m_states->showLoading();
    m_inspector.inspect(m_tag->image);
}

void ImageInspectTab::take(const ImageId &image, const std::shared_ptr<const JsonTree> &tree)
{
    if (!m_tag || m_tag->image != image)
        return;
    m_shown = image;
    m_view->setTree(image.value, tree);
    m_states->showContent();
}

void ImageInspectTab::tellError(const ImageId &image, const Error &error)
{
    if (m_tag && m_tag->image == image && image != m_shown)
        m_states->showError(tr("The engine did not say more about this image"), error, m_again);
}

} // namespace longshore
