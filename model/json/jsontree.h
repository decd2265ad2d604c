// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QList>

namespace longshore
{

/// One value of a document with its key, as text.
struct JsonNode {
    enum class Kind { Object, Array, String, Number, Literal };

    int parent = -1;
    int row = 0;         ///< among its parent's children
    int firstChild = -1; ///< children stand side by side
    int childCount = 0;
    Kind kind = Kind::Literal;
    QString key;    ///< of a member; the number of an element
    QString value;  ///< of a scalar; a number as it was written
    QString masked; ///< `value` with its secret hidden; empty when nothing in it looks secret
};

/// A JSON document as flat nodes, for item models. Key order and the spelling of numbers survive. A value.
class JsonTree
{
public:
    /// As `scanJson`. Any thread.
    static Result<JsonTree> parse(const QByteArray &text, const QString &asked);

    const QList<JsonNode> &nodes() const { return m_nodes; } ///< the root first
    /// The dotted path of a node, as `joinPath` spells it.
    QString path(int node) const;
    /// The node at a path, or -1.
    int find(const QString &path) const;

private:
    QList<JsonNode> m_nodes;
};

} // namespace longshore
