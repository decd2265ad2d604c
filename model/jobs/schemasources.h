// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/schemachoice.h"

#include <QObject>

namespace longshore
{

/// The schemas of a component's source folder; an empty `schema` where it has none that can be read. Blocks on small files;
/// any thread.
FoundSchema sourceSchema(const QString &folder);

/// Where images keep a schema, if nobody says where.
QStringList imageSchemaPaths();

/// Which schema the form of a job uses, and which others there are. First what somebody chose (`chosenSchema`), then the
/// component record, the source folder, the image's label, else a guess from the parameters as they were at first. The
/// source folder is read on a worker. GUI thread.
class SchemaSources : public QObject
{
    Q_OBJECT
public:
    explicit SchemaSources(const JobDocument &job, QObject *parent = nullptr);

    void setJob(const JobDocument &job);
    /// JSON of the image's label `longshore.component`, or empty.
    void setLabelRecord(const QByteArray &record);
    void readSource(); ///< the source folder again

    const FoundSchema &current() const { return m_current; }
    /// What the job does without a choice. For all but the guess and what is in the source folder, the run knows it too.
    const FoundSchema &usual() const { return m_usual; }
    /// What is here without asking anybody, in the order of preference; each with a schema.
    QList<FoundSchema> available() const;
    /// The source folder's schema is another one than the one that was taken from it.
    bool isOutdated() const { return m_isOutdated; }

Q_SIGNALS:
    void changed();

private:
    void refresh();

    JobDocument m_job;
    QString m_folder;     ///< whose schema `m_source` is
    FoundSchema m_record; ///< the component record's own
    FoundSchema m_source;
    FoundSchema m_label;
    FoundSchema m_guess;
    FoundSchema m_usual;
    FoundSchema m_current;
    bool m_isOutdated = false;
    quint64 m_asked = 0;
};

} // namespace longshore
