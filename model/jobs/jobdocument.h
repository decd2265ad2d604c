// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/component/definition.h"
#include "model/component/variables.h"
#include "model/jobs/jobparts.h"

#include <QSharedDataPointer>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace longshore
{

/// A job file, `longshore.job/1` (product.md, "Files on disk"). Unknown keys, key order and the spelling of numbers
/// survive a load and a save. A value type (copies share until written); any thread, one at a time.
class JobDocument
{
public:
    JobDocument(); ///< an empty job without id or path
    JobDocument(const JobDocument &);
    JobDocument &operator=(const JobDocument &);
    ~JobDocument();

    /// Error::NotFound, PermissionDenied, TooLarge (16 MiB) or BadInput: not JSON (with line and column), not this
    /// format. Wrong parts of a readable job are `problems()`, not errors.
    static Result<JobDocument> load(const QString &path);
    /// `path` is where relative paths start and what sentences name; it is not read.
    static Result<JobDocument> parse(const QByteArray &bytes, const QString &path = {});
    /// A new job with a fresh id that runs `imageReference`; empty: its component is still to be chosen.
    /// `componentRecord` is the JSON of the image's label `longshore.component`, or empty; its `emptyConfiguration`
    /// becomes the configuration.
    static JobDocument create(const QString &name, const QString &imageReference,
                              const QByteArray &componentRecord = {});

    /// Writes the canonical layout in one step (temporary file, fsync, rename) and remembers `path`; in another folder
    /// than before, relative paths are rewritten so that they mean the same. Refuses a document with duplicate keys,
    /// since saving would drop one of them (A40). Error::BadInput, Disk, PermissionDenied.
    Result<void> save(const QString &path);
    QByteArray toJson() const; ///< the canonical layout: two-space indent, final newline

    QString path() const;
    QString folder() const;            ///< where relative paths start; the current folder when there is no path
    Problems problems() const;         ///< everything wrong with the document, paths from its root
    Result<void> requireValid() const; ///< Error::BadInput that names every problem of severity Error

    QString id() const;
    QString configurationId() const;       ///< falls back to `id`
    QString name() const;                  ///< falls back to the file's name
    bool hasComponent() const;             ///< false: the image label or plain JSON decides
    ComponentDefinition component() const; ///< tolerant; `problems()` tells what was wrong
    /// The definition of a processor that the job brings along, if it does.
    std::optional<ComponentDefinition> processor(const QString &componentId) const;
    /// The image to run: `component.data.definition` with the tag of `runtime` over it (D5); `tag` over both.
    QString imageReference(const QString &tag = {}) const;

    QByteArray configuration() const; ///< JSON object, `{}` when missing
    QByteArray parameters() const;    ///< `configuration.parameters`, `{}` when missing
    QByteArray state() const;         ///< initial state, `{}` when missing
    QList<JobRow> rows() const;
    bool isDisabled() const;                       ///< `isDisabled` of the configuration (W6)
    VariableSource variables() const;              ///< what `resolveVariables` takes (§10.4)
    QMap<QString, QStringList> sharedCode() const; ///< what `resolveSharedCode` takes (§10.5)
    std::optional<JobSource> source() const;       ///< absolute folder
    JobImage image() const;
    JobInput input() const; ///< absolute paths
    JobExtra extra() const; ///< absolute mount sources where they were relative

    const nlohmann::ordered_json &root() const; ///< the whole document
    QStringList duplicateKeys() const;          ///< dotted paths of keys given twice; the last one counts
    /// Compact JSON of the node at a dotted path; empty when there is none.
    QByteArray jsonAt(const QString &path) const;
    /// Writes a node, with the parents that are missing; a new key of the root takes its usual place. Error::BadInput
    /// when `json` is none: nothing changed.
    Result<void> setJsonAt(const QString &path, const QByteArray &json);
    /// Removes a node, and each parent that is left empty by it; nothing when there is none.
    void removeAt(const QString &path);

    /// Replaces everything; `root` is an object with the format's name.
    void setRoot(const nlohmann::ordered_json &root);
    void setName(const QString &name);
    void setFreshId(); ///< for a copy, whose runs are its own
    /// The same job as a file at `path`, which is not read or written: its relative paths are rewritten so that they
    /// mean the same. An absolute path within the new folder becomes relative when the job had no path yet.
    JobDocument movedTo(const QString &path) const;
    Result<void> setConfiguration(const QByteArray &json); ///< must be an object
    Result<void> setParameters(const QByteArray &json); ///< must be an object or list; the rest of the job is untouched

    /// Same path and same text; `1` and `1.0` differ.
    bool operator==(const JobDocument &other) const;

private:
    struct Data;
    QSharedDataPointer<Data> d;
};

} // namespace longshore
