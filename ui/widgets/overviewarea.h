// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QScrollArea>

class QVBoxLayout;

namespace longshore
{

class KeyValueSection;

/// What is known of one thing: a page of sections that scrolls up and down, built anew for each thing.
class OverviewArea : public QScrollArea
{
    Q_OBJECT
public:
    explicit OverviewArea(QWidget *parent = nullptr);

protected:
    /// The column of a new page; to be shown by `showPage`.
    QVBoxLayout *newPage();
    /// Shows the column's page in place of the one before, which is deleted, scrolled to this position.
    void showPage(QVBoxLayout *column, int position);
    /// Below what the column has, parted from it by a hairline.
    static KeyValueSection *addSection(QVBoxLayout *column, const QString &title, int labelWidth = metrics::detailLabel);
    /// A row of one line that may be too long to show: ids, paths, values. It can be marked and copied.
    static void addLine(KeyValueSection *section, const QString &label, const QString &value, TextRole role = TextRole::Code);
};

} // namespace longshore
