// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/processorimages.h"

#include <QFile>

namespace longshore
{

using namespace Qt::StringLiterals;

QMap<QString, ComponentDefinition> labelledComponents(const QList<ImageSummary> &images, const QStringList &ids)
{
    QMap<QString, ComponentDefinition> found;
    QMap<QString, QDateTime> made;
    for (const ImageSummary &image : images) {
        const QByteArray label = image.labels.value(QLatin1String(componentLabel)).toUtf8();
        if (label.isEmpty() || image.repoTags.isEmpty())
            continue;
        auto component = parseComponentDefinition(label, u"read a label"_s);
        if (!component || !ids.contains(component->id))
            continue;
        if (found.contains(component->id) && made.value(component->id) >= image.created)
            continue;
        if (!image.repoTags.contains(component->image.reference())) {
            const QString tag = image.repoTags.first();
            const qsizetype colon = tag.lastIndexOf(u':');
            component->image.uri = tag.left(colon);
            component->image.tag = tag.mid(colon + 1);
            component->image.type = u"dockerhub"_s; // no host is implied
        }
        made.insert(component->id, image.created);
        found.insert(component->id, *component);
    }
    return found;
}

QMap<QString, ComponentDefinition> storedComponents(const QString &storeDirectory, const QStringList &ids)
{
    constexpr qint64 most = 16 << 20;
    QMap<QString, ComponentDefinition> found;
    for (const QString &id : ids) {
        if (id.contains(u'/') || id.startsWith(u'.'))
            continue;
        QFile file(u"%1/components/%2.json"_s.arg(storeDirectory, id));
        if (file.size() > most || !file.open(QIODevice::ReadOnly))
            continue;
        if (auto component = parseComponentDefinition(file.readAll(), u"read %1"_s.arg(file.fileName())))
            found.insert(id, *component);
    }
    return found;
}

} // namespace longshore
