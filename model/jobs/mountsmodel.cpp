// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/mountsmodel.h"

#include "model/jobs/jobreader.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

const QString path = u"extra.mounts"_s;
constexpr const char *keys[] = {"source", "target", "readOnly"};

/// "ro" among the options behind the second colon; the others stay.
QString withReadOnly(const QString &options, bool readOnly)
{
    QStringList all = options.split(u',', Qt::SkipEmptyParts);
    all.removeIf([](const QString &one) { return one == "ro"_L1 || one == "rw"_L1; });
    if (readOnly)
        all.prepend(u"ro"_s);
    return all.join(u',');
}

QString changedText(const QString &text, int column, const QVariant &value)
{
    QStringList parts{text.section(u':', 0, 0), text.section(u':', 1, 1), text.section(u':', 2)};
    parts[column] = column == MountsModel::ReadOnlyColumn ? withReadOnly(parts[2], value.toBool()) : value.toString().trimmed();
    if (parts.last().isEmpty())
        parts.removeLast();
    return parts.join(u':');
}

} // namespace

MountsModel::MountsModel(JobEditor &editor, QObject *parent)
    : QAbstractTableModel(parent)
    , m_editor(editor)
{
    const auto read = [this] {
        const QByteArray now = m_editor.document().jsonAt(path);
        if (now == m_seen)
            return;
        m_seen = now;
        const Json *mounts = findPath(m_editor.document().root(), path);
        const int rows = mounts && mounts->is_array() ? int(mounts->size()) : 0;
        if (rows == m_rows) {
            if (rows > 0)
                Q_EMIT dataChanged(index(0, 0), index(rows - 1, ReadOnlyColumn));
            return;
        }
        beginResetModel();
        m_rows = rows;
        endResetModel();
    };
    connect(&editor, &JobEditor::changed, this, read);
    read();
}

const Json *MountsModel::item(int row) const
{
    return findPath(m_editor.document().root(), joinPath(path, row));
}

bool MountsModel::isWrong(int row) const
{
    const Json *mount = item(row);
    Problems problems;
    return !mount || !readMount(*mount, joinPath(path, row), &problems) || !problems.isEmpty();
}

QString MountsModel::text(const QModelIndex &index) const
{
    const Json *mount = item(index.row());
    if (!mount)
        return {};
    if (mount->is_string())
        return toQString(*mount).section(u':', index.column(), index.column());
    const Json *member = mount->is_object() ? findPath(*mount, QString::fromLatin1(keys[index.column()])) : nullptr;
    if (!mount->is_object())
        return index.column() == SourceColumn ? QString::fromUtf8(writeJson(*mount, JsonStyle::Compact)) : QString();
    return member ? toQString(*member) : QString();
}

void MountsModel::write(const Json &mounts)
{
    JobDocument next = m_editor.document();
    if (mounts.empty())
        next.removeAt(path);
    else if (const Result<void> set = next.setJsonAt(path, writeJson(mounts, JsonStyle::Compact)); !set)
        return; // `extra` is no object: the problems say so
    m_editor.change(next, tr("Mounts"));
}

int MountsModel::addRow(const QString &source)
{
    const Json *mounts = findPath(m_editor.document().root(), path);
    Json next = mounts && mounts->is_array() ? *mounts : Json::array();
    next.push_back(fromQString(source + u':'));
    write(next);
    return m_rows - 1;
}

void MountsModel::removeRowAt(int row)
{
    if (row < 0 || row >= m_rows)
        return;
    Json next = *findPath(m_editor.document().root(), path);
    next.erase(std::size_t(row));
    write(next);
}

void MountsModel::moveRowBy(int row, int by)
{
    if (row < 0 || row + by < 0 || row >= m_rows || row + by >= m_rows)
        return;
    Json next = *findPath(m_editor.document().root(), path);
    std::swap(next[std::size_t(row)], next[std::size_t(row + by)]);
    write(next);
}

QString MountsModel::problemSentence() const
{
    for (int row = 0; row < m_rows; ++row) {
        if (isWrong(row))
            return tr("Row %1: it needs a folder or volume, and an absolute folder in the container").arg(row + 1);
    }
    return {};
}

int MountsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int MountsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 3;
}

QVariant MountsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isFlag = index.column() == ReadOnlyColumn;
    const Json *mount = item(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return isFlag ? QVariant() : QVariant(text(index));
    case Qt::CheckStateRole: {
        if (!isFlag || !mount)
            return {};
        const Json *flag = mount->is_object() ? findPath(*mount, u"readOnly"_s) : nullptr;
        const bool on = mount->is_string() ? text(index).split(u',').contains("ro"_L1) : flag && flag->is_boolean() && flag->get<bool>();
        return QVariant(on ? Qt::Checked : Qt::Unchecked);
    }
    case Qt::AccessibleTextRole: return u"%1: %2"_s.arg(headerData(index.column(), Qt::Horizontal).toString(), isFlag ? QString() : text(index));
    case WrongRole: return index.column() == TargetColumn && isWrong(index.row());
    default: return {};
    }
}

bool MountsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const bool isFlag = index.column() == ReadOnlyColumn;
    if (!index.isValid() || role != (isFlag ? Qt::CheckStateRole : Qt::EditRole))
        return false;
    Json next = *findPath(m_editor.document().root(), path);
    Json &mount = next[std::size_t(index.row())];
    const QVariant meant = isFlag ? QVariant(value.toInt() == Qt::Checked) : value;
    if (mount.is_object())
        mount[keys[index.column()]] = isFlag ? Json(meant.toBool()) : fromQString(meant.toString().trimmed());
    else
        mount = fromQString(changedText(toQString(mount), index.column(), meant));
    write(next);
    return true;
}

QVariant MountsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == SourceColumn ? tr("Folder or volume") : section == TargetColumn ? tr("In the container") : tr("Read only");
}

Qt::ItemFlags MountsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    return flags | (index.column() == ReadOnlyColumn ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable);
}

} // namespace longshore
