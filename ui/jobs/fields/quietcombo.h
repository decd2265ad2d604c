// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace longshore
{

/// A combo box of a form: as wide as its contents ask where there is room, and deaf to the wheel while it has no focus,
/// so that scrolling the form does not change what lies under the pointer.
class QuietCombo : public QComboBox
{
    Q_OBJECT
public:
    explicit QuietCombo(QWidget *parent);

protected:
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace longshore
