// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace longshore
{

/// A reference taken apart: registry / account / image : tag as boxes with the name of each part below, dashed where
/// it is a default. A text that is no reference stands in one box.
class ReferenceRow : public QWidget
{
    Q_OBJECT
public:
    explicit ReferenceRow(const QString &reference, QWidget *parent = nullptr);
};

} // namespace longshore
