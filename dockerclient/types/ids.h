// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

namespace longshore
{

/// Ids are distinct types so that an image id is never passed for a container id. `value` is the engine's text
/// without an optional `sha256:` (engine-api rule 7: Podman sends bare ids).
template<class Tag>
struct Id {
    QString value;

    bool operator==(const Id &) const = default;
    auto operator<=>(const Id &other) const { return QString::compare(value, other.value) <=> 0; }
    bool isEmpty() const { return value.isEmpty(); }
    /// The twelve characters people know.
    QString shortText() const { return value.left(12); }
    /// From an engine's text, with or without `sha256:`.
    static Id fromEngine(const QString &text)
    {
        return {text.startsWith(QLatin1String("sha256:")) ? text.mid(7) : text};
    }
};

template<class Tag>
size_t qHash(const Id<Tag> &id, size_t seed = 0)
{
    return ::qHash(id.value, seed);
}

using ImageId = Id<struct ImageIdTag>;
using ContainerId = Id<struct ContainerIdTag>;

} // namespace longshore
