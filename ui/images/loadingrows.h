// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace longshore
{

/// What a list shows while its first rows are on their way: eight row-high grey bars, no spinner.
class LoadingRows : public QWidget
{
    Q_OBJECT
public:
    explicit LoadingRows(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace longshore
