// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/component/problem.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// The label of an image that carries its component record as JSON.
constexpr const char *componentLabel = "longshore.component";

/// `data.definition`: where the image is.
struct ImageDefinition {
    QString type; ///< `dockerhub`, `quayio` or `aws-ecr`
    QString uri;  ///< repository without tag
    QString tag = QStringLiteral("latest");
    QString digest; ///< hex without prefix, or empty
    QString name;   ///< of a replicated registry

    bool operator==(const ImageDefinition &) const = default;
    /// What an engine is asked for: `uri:tag`, with the `quay.io/` host that the type implies; `overrideTag` wins (D5).
    QString reference(const QString &overrideTag = {}) const;
};

/// `data.logging`.
struct LoggingDefinition {
    QString type = QStringLiteral("standard");      ///< `standard` or `gelf`
    QString gelfServerType = QStringLiteral("tcp"); ///< `tcp`, `udp` or `http`
    QMap<int, QString> verbosity;                   ///< level -> none, camouflage, normal, verbose; all eight levels
    bool noApplicationErrors = false;

    bool operator==(const LoggingDefinition &) const = default;
};

/// The platform's component record (contract §8.1, D4), every key with its default. JSON that Longshore passes on is
/// kept as text, in its own key order.
struct ComponentDefinition {
    QString id;
    QString type; ///< `extractor`, `writer`, `application`, `processor`, …
    QStringList features;
    QString dataTypesSupport = QStringLiteral("none");
    QString allowedProcessorPosition = QStringLiteral("any");

    ImageDefinition image;
    QString memory = QStringLiteral("256m"); ///< as declared; `parseComponentMemory` reads it
    QString configurationFormat = QStringLiteral("json");
    int processTimeout = 3600; ///< seconds
    bool forwardToken = false;
    bool forwardTokenDetails = false;
    bool defaultBucket = false;
    QString defaultBucketStage = QStringLiteral("in");
    QString network = QStringLiteral("bridge"); ///< `none`, `bridge` or `no-internet`
    QStringList synchronousActions;
    LoggingDefinition logging;
    QString stagingInput = QStringLiteral("local");
    QString stagingOutput = QStringLiteral("local");
    QByteArray imageParameters = "{}"; ///< JSON
    QByteArray stackParameters = "{}"; ///< JSON: stack host -> what it has instead (C9), see `imageParametersOn`

    QByteArray configurationSchema;    ///< JSON; empty = the record has none (an empty `{}` or `[]` counts as none)
    QByteArray configurationRowSchema; ///< likewise
    QByteArray emptyConfiguration;     ///< likewise
    QByteArray emptyConfigurationRow;  ///< likewise
    QString configurationDescription;  ///< Markdown; show as plain text
    QStringList uiOptions;             ///< `uiOptions` and `flags` together (`genericDockerUI-tableInput`, …)

    bool operator==(const ComponentDefinition &) const = default;

    bool hasFeature(const QString &feature) const { return features.contains(feature); }
    bool runsAsRoot() const { return hasFeature(QStringLiteral("container-root-user")); } ///< no `--user` then (F2)
    bool forbidsSwap() const { return hasFeature(QStringLiteral("no-swap")); }            ///< X5
    bool wantsKeepAlive() const { return hasFeature(QStringLiteral("container-tcpkeepalive-60s-override")); }
};

/// A record read tolerantly: what was usable, and what was wrong with the rest.
struct ParsedDefinition {
    ComponentDefinition definition;
    Problems problems; ///< dotted paths within the record, e.g. `data.definition.uri`
};

/// Reads a record whose wrong values fall back to their defaults, each with a problem. Unknown and abandoned keys are
/// ignored (D2); null means default. Never fails. Any thread.
ParsedDefinition readComponentDefinition(const nlohmann::ordered_json &record);

/// Reads a record from JSON text (a component record, the image label `longshore.component`) and refuses a bad one:
/// Error::BadInput names every dotted path (D1). `asked` opens the sentence.
Result<ComponentDefinition> parseComponentDefinition(const QByteArray &record, const QString &asked);

/// Seconds the stage may take (X6): the main image takes `runtime.process_timeout` of the configuration, at most a
/// day, else the component's own; a processor always its own. `configured` is 0 when the configuration has none.
int stageTimeout(const ComponentDefinition &component, int configured, bool isMain);

} // namespace longshore
