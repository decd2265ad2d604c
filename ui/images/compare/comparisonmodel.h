// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagecompare.h"

#include <QStandardItemModel>

namespace longshore
{

/// A comparison as rows: its properties, and in full a group for the build steps and one for the files.
class ComparisonModel : public QStandardItemModel
{
    Q_OBJECT
public:
    enum Column { Property, Before, After, Difference, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole, ///< ImageDifference::Kind; invalid on a group
        CodeRole,                ///< bool: the values are for machines
        UnsetRole                ///< bool: this side has no value
    };

    using QStandardItemModel::QStandardItemModel;

    void setComparison(const ImageComparison &comparison, bool inFull, const QString &before, const QString &after);

private:
    void addGroup(const QString &title, const QList<ImageDifference> &rows);
};

} // namespace longshore
