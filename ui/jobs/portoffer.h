// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobeditor.h"

#include <QWidget>

class QSpinBox;

namespace longshore
{

/// Publishes a port of the component on a port of this machine that is free now, at one click.
class PortOffer : public QWidget
{
    Q_OBJECT
public:
    /// `editor` outlives the widget.
    PortOffer(JobEditor &editor, QWidget *parent);

private:
    void publish();

    JobEditor &m_editor;
    QSpinBox *m_port;
};

} // namespace longshore
