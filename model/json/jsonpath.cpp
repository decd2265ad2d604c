// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

QString joinPath(const QString &parent, const QString &key)
{
    QString step = key;
    step.replace(u'\\', u"\\\\"_s).replace(u'.', u"\\."_s);
    return parent.isEmpty() ? step : parent + u'.' + step;
}

QString joinPath(const QString &parent, int index)
{
    return joinPath(parent, QString::number(index));
}

QStringList splitPath(const QString &path)
{
    if (path.isEmpty())
        return {};
    QStringList steps{QString()};
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (path[i] == u'.')
            steps.append(QString());
        else if (path[i] == u'\\' && i + 1 < path.size())
            steps.last() += path[++i];
        else
            steps.last() += path[i];
    }
    return steps;
}

const Json *findPath(const Json &root, const QString &path)
{
    const Json *node = &root;
    const QStringList steps = splitPath(path);
    for (const QString &step : steps) {
        if (node->is_object()) {
            const auto found = node->find(step.toStdString());
            if (found == node->end())
                return nullptr;
            node = &*found;
        } else if (node->is_array()) {
            bool isIndex = false;
            const qulonglong index = step.toULongLong(&isIndex);
            if (!isIndex || index >= node->size())
                return nullptr;
            node = &(*node)[index];
        } else {
            return nullptr;
        }
    }
    return node;
}

} // namespace longshore
