// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagecompare.h"

#include <QStandardItemModel>

namespace longshore
{

/// A comparison as rows: its properties, and in full groups for the component record, the build steps and the files.
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
    /// Only what it says of the files is another than before: all other rows stay as they are.
    void setFiles(const ImageComparison &comparison);

private:
    void addGroup(const QString &title, const QList<ImageDifference> &rows);
    void addFilesGroup(const ImageComparison &comparison);

    bool m_isFull = false;
    int m_filesRow = -1;
};

} // namespace longshore
