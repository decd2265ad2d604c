// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/engineview.h"

#include <QToolButton>

namespace longshore
{

/// The engine in the top bar: mark, name, endpoint · version · API, arrow; a click opens the engine menu.
class EngineLine : public QToolButton
{
    Q_OBJECT
public:
    explicit EngineLine(QWidget *parent = nullptr);

    void set(const EngineView &view);
    /// Narrow leaves the endpoint out.
    void setNarrow(bool narrow);
    QString detail() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    EngineView m_view;
    bool m_narrow = false;
};

} // namespace longshore
