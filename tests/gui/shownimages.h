// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/imagefixtures.h"
#include "ui/images/imagespage.h"
#include "ui/images/imagetab.h"
#include "ui/images/imagetreeview.h"
#include "ui/widgets/termchips.h"

#include <QLabel>

namespace longshore::test
{

using namespace Qt::StringLiterals;

/// A tab that shows nothing.
class EmptyTab : public ImageTab
{
public:
    explicit EmptyTab(const QString &title) : m_title(title) {}
    QString title() const override { return m_title; }
    void showImage(const std::optional<ImageTag> &) override {}

private:
    QString m_title;
};

/// The page with the images of the mockups, without an engine.
struct ShownImages {
    ShownImages()
        : page(model, nullptr, [this] { return data.now; })
    {
        page.resize(1240, 700);
        page.show();
    }
    void fill()
    {
        model.applySnapshot(data.images);
        for (const ImageDetails &details : data.details)
            model.setDetails(details.id, details);
        for (int i = 0; i < data.images.size(); ++i)
            model.setHistory(data.images[i].id, data.histories[i]);
        model.setContainers(data.containers);
        page.setRefreshed(data.now);
        QCoreApplication::processEvents(); // the detail follows the rows
    }
    template<class T>
    T *find(const QString &name)
    {
        return page.findChild<T *>(name);
    }
    QString text(const QString &name) { return find<QLabel>(name)->text(); }
    /// Of all labels within.
    QStringList texts(const QString &name)
    {
        QStringList texts;
        const QWidget *widget = find<QWidget>(name);
        for (const QLabel *label : widget ? widget->findChildren<QLabel *>() : QList<QLabel *>())
            texts.append(label->text());
        return texts;
    }
    /// The chips in the filter's field.
    QStringList terms() { return page.findChild<TermChips *>()->terms(); }
    /// Tabs that show nothing; object names are their titles.
    void addTabs(const QStringList &titles)
    {
        for (const QString &title : titles) {
            auto *tab = new EmptyTab(title);
            tab->setObjectName(title);
            page.addTab(tab);
        }
    }
    ImageTreeView *tree() { return find<ImageTreeView>(u"imageTree"_s); }

    ImageFixtures data = ImageFixtures::mockup();
    ImageTreeModel model;
    ImagesPage page;
};

} // namespace longshore::test
