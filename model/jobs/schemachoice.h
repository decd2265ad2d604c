// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobdocument.h"

namespace longshore
{

/// Where the schema of a job's form comes from.
enum class SchemaOrigin {
    Record,       ///< the job's component record
    SourceFolder, ///< `component_config/configSchema.json` of the component's source
    ImageLabel,   ///< the image's label `longshore.component`
    ImageFile,    ///< a file inside the image
    File,         ///< a file on this machine
    Edited,       ///< written in the schema lab
    Guess         ///< from the parameters, where there is none
};

/// A schema with where it is from.
struct FoundSchema {
    SchemaOrigin origin = SchemaOrigin::Guess;
    QString path;         ///< of the file, in the image or on this machine; may be empty
    QByteArray schema;    ///< JSON; empty = there is none: parameters as JSON
    QByteArray rowSchema; ///< JSON; empty = as the component record says

    bool operator==(const FoundSchema &) const = default;
};

/// What somebody chose for this job instead of what its component says: `schema` of the job file, with a copy of the
/// schema, so that the job means the same where the file, the folder or the image is not. Nothing when nobody chose, or
/// when it cannot be read (`problems()` of the job tells).
std::optional<FoundSchema> chosenSchema(const JobDocument &job);
/// Error::BadInput when the schema is no JSON object; the job is as it was.
Result<void> setChosenSchema(JobDocument *job, const FoundSchema &schema);
/// The component's own schema counts again.
void forgetSchema(JobDocument *job);
/// Puts the chosen schemas, if there are any, in place of the component's own.
void applyChosenSchema(const JobDocument &job, ComponentDefinition *component);

} // namespace longshore
