// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/arraytablemodel.h"

#include "model/json/json.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int mostPastedRows = 10'000;

/// The cells of one line; quotes keep separators, a doubled quote is one.
QStringList cellsOf(const QString &line, QChar separator)
{
    QStringList cells(1);
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (c == u'"' && quoted && i + 1 < line.size() && line[i + 1] == u'"')
            cells.last() += line[++i];
        else if (c == u'"')
            quoted = !quoted;
        else if (c == separator && !quoted)
            cells.append(QString());
        else
            cells.last() += c;
    }
    return cells;
}

QChar separatorOf(const QString &line)
{
    for (const QChar c : {u'\t', u';', u','}) {
        if (line.contains(c))
            return c;
    }
    return u'\t';
}

bool isNumeric(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Integer || spec.kind == FieldKind::Number;
}

} // namespace

ArrayTableModel::ArrayTableModel(FormModel &form, const FieldSpec &spec, const QString &path, QObject *parent)
    : QAbstractTableModel(parent)
    , m_form(form)
    , m_spec(spec)
    , m_path(path)
    , m_rows(form.itemCount(path))
{
    for (const FieldSpec &child : spec.children.front().children) {
        if (!child.hidden && child.hasValue())
            m_columns.push_back(&child);
    }
    const auto concerns = [this](const QString &changed) {
        return changed == m_path || changed.startsWith(m_path + u'.') || m_path.startsWith(changed + u'.') || changed.isEmpty();
    };
    connect(&form, &FormModel::itemsChanged, this, [this](const QString &changed) {
        if (changed == m_path)
            itemsChanged();
    });
    connect(&form, &FormModel::reloaded, this, &ArrayTableModel::itemsChanged);
    connect(&form, &FormModel::valueChanged, this, [this, concerns](const QString &changed) {
        if (!concerns(changed))
            return;
        if (m_form.itemCount(m_path) != m_rows)
            itemsChanged();
        else if (m_rows > 0)
            Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, columnCount() - 1));
    });
    connect(&form, &FormModel::problemsChanged, this, [this] {
        if (m_rows > 0 && m_rows == m_form.itemCount(m_path))
            Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, columnCount() - 1));
    });
}

void ArrayTableModel::itemsChanged()
{
    beginResetModel();
    m_rows = m_form.itemCount(m_path);
    endResetModel();
}

QString ArrayTableModel::cellPath(const QModelIndex &index) const
{
    return joinPath(joinPath(m_path, index.row()), field(index.column()).key);
}

QModelIndex ArrayTableModel::indexOf(const QString &fieldPath) const
{
    const QStringList steps = splitPath(fieldPath).mid(splitPath(m_path).size());
    const int row = steps.value(0).toInt();
    if (!fieldPath.startsWith(m_path) || steps.isEmpty() || row >= m_rows)
        return {};
    for (int column = 0; column < columnCount(); ++column) {
        if (steps.value(1) == field(column).key)
            return index(row, column);
    }
    return index(row, 0);
}

QString ArrayTableModel::problemSentence() const
{
    const Problems problems = m_form.problemsBelow(m_path);
    for (const Problem &problem : problems) {
        const QStringList steps = splitPath(problem.path).mid(splitPath(m_path).size());
        if (problem.severity != Problem::Severity::Error || !problem.path.startsWith(m_path + u'.') || steps.isEmpty())
            continue;
        const QModelIndex cell = steps.size() > 1 ? indexOf(problem.path) : QModelIndex();
        const QString name = cell.isValid() ? field(cell.column()).title + u' ' : QString();
        return tr("Row %1: %2%3").arg(QString::number(steps[0].toInt() + 1), name, problem.message);
    }
    return {};
}

int ArrayTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int ArrayTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QString ArrayTableModel::display(const QModelIndex &index) const
{
    const FieldSpec &spec = field(index.column());
    const QString path = cellPath(index);
    const QVariant value = m_form.effectiveValue(path);
    if (spec.kind == FieldKind::Enum) {
        const QList<FieldChoice> choices = m_form.choices(path);
        for (const FieldChoice &choice : choices) {
            if (choice.value == value && value.isValid())
                return choice.title;
        }
    }
    if (isNumeric(spec) && m_form.value(path).isValid())
        return QString::fromUtf8(m_form.json(path)); // as it was typed
    return value.typeId() == QMetaType::QVariantList ? value.toStringList().join(u", "_s) : value.toString();
}

QVariant ArrayTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows)
        return {};
    const FieldSpec &spec = field(index.column());
    const bool isFlag = spec.kind == FieldKind::Boolean;
    switch (role) {
    case Qt::DisplayRole:
        return isFlag ? QVariant() : QVariant(display(index));
    case Qt::EditRole:
        return spec.kind == FieldKind::Enum ? m_form.effectiveValue(cellPath(index)) : QVariant(display(index));
    case Qt::CheckStateRole:
        return isFlag ? QVariant(m_form.effectiveValue(cellPath(index)).toBool() ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::TextAlignmentRole:
        return int((isNumeric(spec) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return u"%1: %2"_s.arg(spec.title, display(index));
    case WrongRole:
        return hasErrors(m_form.problemsAt(cellPath(index)));
    default:
        return {};
    }
}

void ArrayTableModel::write(const QModelIndex &index, const QString &text)
{
    const FieldSpec &spec = field(index.column());
    const QString path = cellPath(index);
    if (isNumeric(spec))
        return m_form.setNumber(path, text);
    if (spec.kind == FieldKind::Boolean)
        return m_form.setValue(path, text.trimmed().compare(u"true"_s, Qt::CaseInsensitive) == 0 || text.trimmed() == u"1"_s);
    if (spec.kind == FieldKind::Enum) {
        const QList<FieldChoice> choices = m_form.choices(path);
        for (const FieldChoice &choice : choices) {
            if (choice.title == text || choice.value.toString() == text)
                return m_form.setValue(path, choice.value);
        }
    }
    m_form.setValue(path, text.isEmpty() && m_form.json(path).isEmpty() ? QVariant() : QVariant(text));
}

bool ArrayTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || !flags(index).testFlag(Qt::ItemIsEnabled))
        return false;
    if (role == Qt::CheckStateRole)
        m_form.setValue(cellPath(index), value.toInt() == Qt::Checked);
    else if (role == Qt::EditRole && field(index.column()).kind == FieldKind::Enum && value.typeId() != QMetaType::QString)
        m_form.setValue(cellPath(index), value);
    else if (role == Qt::EditRole)
        write(index, value.toString());
    else
        return false;
    return true;
}

QVariant ArrayTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return field(section).title;
    if (role == Qt::TextAlignmentRole)
        return int((isNumeric(field(section)) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags ArrayTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    const FieldSpec &spec = field(index.column());
    if (!m_spec.readOnly && !spec.readOnly)
        flags |= spec.kind == FieldKind::Boolean ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable;
    return flags;
}

int ArrayTableModel::addText(const QString &text)
{
    const QStringList lines = QString(text).remove(u'\r').split(u'\n', Qt::SkipEmptyParts);
    if (lines.isEmpty())
        return 0;
    const QChar separator = separatorOf(lines.first());
    std::vector<int> order;
    const QStringList head = cellsOf(lines.first(), separator);
    for (const QString &cell : head) {
        const auto found = std::find_if(m_columns.begin(), m_columns.end(), [&](const FieldSpec *spec) {
            return cell.trimmed() == spec->key || cell.trimmed() == spec->title;
        });
        if (found != m_columns.end())
            order.push_back(int(found - m_columns.begin()));
    }
    const bool hasHead = qsizetype(order.size()) == head.size();
    if (!hasHead) {
        order.clear();
        for (int column = 0; column < columnCount(); ++column)
            order.push_back(column);
    }
    int added = 0;
    for (qsizetype line = hasHead ? 1 : 0; line < lines.size() && added < mostPastedRows; ++line, ++added) {
        const QStringList cells = cellsOf(lines[line], separator);
        m_form.addItem(m_path);
        for (qsizetype i = 0; i < qMin(cells.size(), qsizetype(order.size())); ++i)
            write(index(m_rows - 1, order[std::size_t(i)]), cells[i]);
    }
    return added;
}

} // namespace longshore
