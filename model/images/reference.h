// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QString>

namespace longshore
{

/// An image reference `registry[:port]/account/…/name[:tag][@digest]` by the grammar of the distribution project, with
/// the defaults every engine applies: registry `docker.io`, account `library` on it, tag `latest` when there is neither
/// tag nor digest. Two spellings of one image are equal: `python`, `docker.io/library/python:latest`.
struct Reference {
    QString registry; ///< `docker.io`, `localhost:5000`, `quay.io`
    QString path;     ///< `library/python`, `a/b/c`: everything between registry and tag
    QString tag;      ///< empty only when there is a digest and no tag
    QString digest;   ///< `sha256:…` or empty

    bool registryDefaulted = false; ///< the text did not name it
    bool accountDefaulted = false;  ///< `library` was added
    bool tagDefaulted = false;      ///< `latest` was added

    /// BadInput with a sentence that names the wrong part. Never throws; any length of text.
    static Result<Reference> parse(const QString &text);

    /// All of `path` before its last slash; empty when there is none.
    QString account() const;
    /// What follows the last slash of `path`.
    QString name() const;
    /// `docker.io/library/python`.
    QString fullRepository() const;
    /// `python`: without defaults, but never so short that it would be read as something else.
    QString familiarRepository() const;
    /// `docker.io/library/python:latest@sha256:…`; what was defaulted is written out.
    QString full() const;
    /// `python:latest`; the tag is written out, registry and account only where they say something.
    QString familiar() const;

    /// Same image name; whether a part was written or defaulted makes no difference.
    bool operator==(const Reference &other) const
    {
        return registry == other.registry && path == other.path && tag == other.tag && digest == other.digest;
    }
};

/// `text` as a reference in full; as it came when it is none.
QString fullReference(const QString &text);
/// The repository of a reference in full, without tag and digest.
QString repositoryOf(const QString &fullReference);

} // namespace longshore
