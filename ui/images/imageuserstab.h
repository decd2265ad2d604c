// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imageusers.h"
#include "ui/images/imagetab.h"

#include <functional>

namespace longshore
{

class FilteredTable;
class StatePage;

/// The Used by tab: containers, jobs and runs of the image. Enter or a double click opens one on its page.
class ImageUsersTab : public ImageTab
{
    Q_OBJECT
public:
    /// Who uses the image of a row now.
    using Lookup = std::function<QList<ImageUse>(const ImageTag &tag)>;
    using Clock = std::function<QDateTime()>;
    explicit ImageUsersTab(Lookup lookup, QWidget *parent = nullptr, Clock clock = {});

    QString title() const override;
    void showImage(const std::optional<ImageTag> &tag) override;

Q_SIGNALS:
    void openRequested(const longshore::ImageUse &user);

private:
    void open();

    Lookup m_lookup;
    Clock m_clock;
    ImageUsersModel m_model;
    FilteredTable *m_table;
    StatePage *m_states;
};

} // namespace longshore
