// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "dockerclient/types/image.h"
#include "tests/support/miniengine.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace longshore::test
{

/// Lets an engine say of its images and containers what is given.
class PicturedEngine : public MiniEngine
{
public:
    using MiniEngine::MiniEngine;

    void setImages(const QList<ImageSummary> &listed)
    {
        QJsonArray rows;
        for (const ImageSummary &image : listed) {
            rows.append(QJsonObject{{QStringLiteral("Id"), idOf(image.id)},
                                    {QStringLiteral("RepoTags"), QJsonArray::fromStringList(image.repoTags)},
                                    {QStringLiteral("Created"), image.created.toSecsSinceEpoch()},
                                    {QStringLiteral("Size"), image.size},
                                    {QStringLiteral("Labels"), objectOf(image.labels)}});
        }
        images = QJsonDocument(rows).toJson();
    }

    void setContainers(const QList<ContainerSummary> &listed)
    {
        QJsonArray rows;
        for (const ContainerSummary &container : listed) {
            rows.append(QJsonObject{{QStringLiteral("Id"), QString::number(rows.size() + 1).rightJustified(64, u'0')},
                                    {QStringLiteral("Names"), QJsonArray{u'/' + container.names.value(0)}},
                                    {QStringLiteral("ImageID"), idOf(container.imageId)},
                                    {QStringLiteral("Created"), container.created.toSecsSinceEpoch()},
                                    {QStringLiteral("State"), container.state},
                                    {QStringLiteral("Status"), container.state == u"running" ? QStringLiteral("Up 2 hours") : QStringLiteral("Exited (1) 2 hours ago")}});
        }
        containers = QJsonDocument(rows).toJson();
    }

    void setImage(const ImageDetails &image, const QList<ImageHistoryEntry> &history)
    {
        const QJsonObject config{{QStringLiteral("Entrypoint"), QJsonArray::fromStringList(image.entrypoint)},
                                 {QStringLiteral("Cmd"), QJsonArray::fromStringList(image.cmd)},
                                 {QStringLiteral("Env"), QJsonArray::fromStringList(image.env)},
                                 {QStringLiteral("WorkingDir"), image.workingDir},
                                 {QStringLiteral("User"), image.user},
                                 {QStringLiteral("Labels"), objectOf(image.labels)}};
        const QJsonObject layers{{QStringLiteral("Layers"), QJsonArray::fromStringList(image.layers)}};
        const QJsonObject facts{{QStringLiteral("Id"), idOf(image.id)},
                                {QStringLiteral("RepoTags"), QJsonArray::fromStringList(image.repoTags)},
                                {QStringLiteral("Created"), image.created.toUTC().toString(Qt::ISODate)},
                                {QStringLiteral("Size"), image.size},
                                {QStringLiteral("Architecture"), image.architecture},
                                {QStringLiteral("Os"), image.os},
                                {QStringLiteral("Config"), config},
                                {QStringLiteral("RootFS"), layers}};
        inspects[image.id.value] = inspects[idOf(image.id)] = QJsonDocument(facts).toJson();
        QJsonArray steps;
        for (const ImageHistoryEntry &step : history)
            steps.append(QJsonObject{{QStringLiteral("CreatedBy"), step.createdBy}, {QStringLiteral("Size"), step.size}});
        answers[QStringLiteral("/images/") + idOf(image.id) + QStringLiteral("/history")] = QJsonDocument(steps).toJson();
    }

private:
    static QString idOf(const ImageId &image) { return QStringLiteral("sha256:") + image.value; }
    static QJsonObject objectOf(const QMap<QString, QString> &values)
    {
        QJsonObject object;
        for (auto value = values.cbegin(); value != values.cend(); ++value)
            object[value.key()] = *value;
        return object;
    }
};

} // namespace longshore::test
