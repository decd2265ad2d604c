// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/variablesmodel.h"

#include "model/component/secretnodes.h"
#include "model/component/secrets.h"
#include "model/json/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

const QString path = u"extra.env"_s;

/// Dots for a value that is in the vault; untouched, it stays there.
QString textOf(const Json &value)
{
    if (isSecretReference(value))
        return QString::fromUtf8(maskDots);
    return value.is_string() ? toQString(value) : QString::fromUtf8(writeJson(value, JsonStyle::Compact));
}

} // namespace

VariablesModel::VariablesModel(JobEditor &editor, QObject *parent)
    : QAbstractTableModel(parent)
    , m_editor(editor)
{
    connect(&editor, &JobEditor::changed, this, [this] {
        if (m_editor.document().jsonAt(path) != m_seen)
            readDocument();
    });
    readDocument();
}

void VariablesModel::readDocument()
{
    beginResetModel();
    m_seen = m_editor.document().jsonAt(path);
    m_variables.clear();
    const Json *env = findPath(m_editor.document().root(), path);
    if (env && env->is_object()) {
        for (const auto &[name, value] : env->items())
            m_variables.append({QString::fromStdString(name), textOf(value)});
    }
    endResetModel();
}

/// `place` as of JobHistory::change.
void VariablesModel::write(const QString &place)
{
    JobDocument next = m_editor.document();
    const Json *before = findPath(next.root(), path);
    Json env = Json::object();
    for (int row = 0; row < m_variables.size(); ++row) {
        if (!problem(row).isEmpty())
            continue;
        const Variable &variable = m_variables[row];
        const Json *old = before ? findPath(*before, joinPath({}, variable.name)) : nullptr;
        env[variable.name.toStdString()] = old && textOf(*old) == variable.value ? *old : fromQString(variable.value);
    }
    if (env.empty())
        next.removeAt(path);
    else if (const Result<void> set = next.setJsonAt(path, writeJson(env, JsonStyle::Compact)); !set)
        return; // `extra` is no object: the problems say so
    m_seen = next.jsonAt(path);
    m_editor.change(next, tr("Variables"), place);
}

void VariablesModel::setVariables(const QList<Variable> &variables)
{
    replace(variables, path);
}

void VariablesModel::replace(const QList<Variable> &variables, const QString &place)
{
    QList<Variable> unique;
    for (const Variable &variable : variables) {
        const auto same = std::find_if(unique.begin(), unique.end(), [&variable](const Variable &one) { return one.name == variable.name; });
        if (same == unique.end())
            unique.append(variable);
        else
            same->value = variable.value;
    }
    if (unique == m_variables)
        return;
    beginResetModel();
    m_variables = unique;
    endResetModel();
    write(place);
}

void VariablesModel::merge(const QList<Variable> &variables)
{
    replace(m_variables + variables, {});
}

int VariablesModel::addRow()
{
    const int row = int(m_variables.size());
    beginInsertRows({}, row, row);
    m_variables.append(Variable());
    endInsertRows();
    return row;
}

void VariablesModel::removeRowAt(int row)
{
    if (row < 0 || row >= m_variables.size())
        return;
    beginRemoveRows({}, row, row);
    m_variables.removeAt(row);
    endRemoveRows();
    write({});
}

QString VariablesModel::problem(int row) const
{
    const QString &name = m_variables[row].name;
    if (name.isEmpty())
        return tr("it needs a name");
    if (name.contains(u'=') || name.contains(QChar::Null))
        return tr("a name cannot hold “=”");
    for (int before = 0; before < row; ++before) {
        if (m_variables[before].name == name)
            return tr("%1 is in the list already").arg(name);
    }
    return {};
}

QString VariablesModel::problemSentence() const
{
    for (int row = 0; row < m_variables.size(); ++row) {
        if (const QString what = problem(row); !what.isEmpty())
            return tr("Row %1: %2").arg(row + 1).arg(what);
    }
    return {};
}

int VariablesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_variables.size());
}

int VariablesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant VariablesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Variable &variable = m_variables[index.row()];
    const QString &text = index.column() == NameColumn ? variable.name : variable.value;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return text;
    case Qt::ToolTipRole: return text.contains(u'\n') ? tr("Has several lines: edit it in the JSON view.") : QVariant();
    case Qt::AccessibleTextRole: return u"%1: %2"_s.arg(headerData(index.column(), Qt::Horizontal).toString(), text);
    case WrongRole: return index.column() == NameColumn && !problem(index.row()).isEmpty();
    default: return {};
    }
}

bool VariablesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    Variable &variable = m_variables[index.row()];
    QString &text = index.column() == NameColumn ? variable.name : variable.value;
    const QString typed = index.column() == NameColumn ? value.toString().trimmed() : value.toString();
    if (text == typed)
        return true;
    text = typed;
    Q_EMIT dataChanged(this->index(0, 0), this->index(rowCount() - 1, ValueColumn)); // another row's name may be right now
    write(joinPath(path, index.row()));
    return true;
}

QVariant VariablesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Value");
}

/// A line cannot show a value of several lines.
Qt::ItemFlags VariablesModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    return !index.data().toString().contains(u'\n') ? flags | Qt::ItemIsEditable : flags;
}

} // namespace longshore
