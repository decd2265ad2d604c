// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobeditor.h"

#include <QAbstractTableModel>

namespace longshore
{

/// `extra.env` of a job as a table of names and values, in the document's order. A row without a usable name is not in
/// the document yet. Values that are no texts, and not touched, stay as they are. GUI thread.
class VariablesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn };
    enum Role {
        WrongRole = Qt::UserRole ///< bool: the row is not in the document
    };
    struct Variable {
        QString name;
        QString value;

        bool operator==(const Variable &) const = default;
    };

    /// `editor` outlives it.
    VariablesModel(JobEditor &editor, QObject *parent);

    const QList<Variable> &variables() const { return m_variables; }
    /// Replaces them all; of two with one name the last one counts.
    /// In a row, it is one step of the job's history.
    void setVariables(const QList<Variable> &variables);
    /// Adds them, each in place of the one that has its name.
    void merge(const QList<Variable> &variables);
    int addRow(); ///< an empty one; its number
    void removeRowAt(int row);
    QString problemSentence() const; ///< about the first row that is wrong; or empty

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void readDocument();
    void replace(const QList<Variable> &variables, const QString &place);
    void write(const QString &place);
    QString problem(int row) const;

    JobEditor &m_editor;
    QList<Variable> m_variables;
    QByteArray m_seen; ///< of the document, as read or written last
};

} // namespace longshore
