// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobeditor.h"

#include <QWidget>

class QPushButton;

namespace longshore
{

/// Says that tables of the component would have no place to go, and gives them a default bucket at one click. Hidden
/// while they have one.
class DefaultBucketOffer : public QWidget
{
    Q_OBJECT
public:
    /// `editor` outlives the widget.
    DefaultBucketOffer(JobEditor &editor, QWidget *parent);

    /// The job as it is now; `labelRecord` is the JSON of the image's label, or empty. Whether it lacks a default bucket.
    bool showFor(const QByteArray &labelRecord);

private:
    void give();

    JobEditor &m_editor;
    QPushButton *m_give;
};

} // namespace longshore
