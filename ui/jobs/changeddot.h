// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace longshore
{

/// The accent dot left of a changed field. Keeps its place while it is off.
class ChangedDot : public QWidget
{
    Q_OBJECT
public:
    static constexpr int diameter = 7;

    explicit ChangedDot(QWidget *parent);

    bool isOn() const { return m_on; }
    void setOn(bool on);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_on = false;
};

} // namespace longshore
