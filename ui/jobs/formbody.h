// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace longshore
{

/// Holds forms, and lets Tab go by where things stand: fields are made when their schema is known, later than what is
/// below them, and Qt goes by the order in which they were made.
class FormBody : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

protected:
    bool focusNextPrevChild(bool next) override;

private:
    bool leave(bool next);
    void bringIntoView(QWidget *stop);
};

} // namespace longshore
