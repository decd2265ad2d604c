// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/definition.h"
#include "model/component/secrets.h"
#include "model/jobs/jobdocument.h"

namespace longshore
{

/// What a run form is made of: a job, and the component record that describes it, from the job or from its image.
class RunSource
{
public:
    /// `imageLabelRecord` is the JSON of the label `longshore.component`, or empty.
    RunSource(const JobDocument &job, const QByteArray &imageLabelRecord);

    const JobDocument &job() const { return m_job; }
    const QByteArray &schema() const { return m_schema; } ///< empty = there is none
    const SecretPatterns &secrets() const { return m_secrets; } ///< within the configuration
    SecretPatterns parameterSecrets() const;                    ///< within the parameters
    QString summary() const;   ///< "256 MiB · 1 h · no network · schema of the image"; translated
    QByteArray parameters() const; ///< to start with: the job's, or the schema's defaults when it has none

    /// The job with these parameters; they are JSON that `FormModel` wrote.
    JobDocument jobWith(const QByteArray &parameters) const;
    /// `config.json` of the main stage with these parameters, secrets as dots.
    Result<QByteArray> preview(const QByteArray &parameters) const;

private:
    JobDocument m_job;
    ComponentDefinition m_component;
    QByteArray m_schema;
    SecretPatterns m_secrets;
    bool m_schemaOfImage = false;
};

} // namespace longshore
