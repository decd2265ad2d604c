// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formmodel.h"
#include "model/jobs/jobeditor.h"

#include <QWidget>

namespace longshore
{

class FormView;

/// A form over one part of a job: what is typed becomes a change of the document, what undo or the JSON view changes
/// is shown. Paths are those of the job.
class FormPart : public QWidget
{
    Q_OBJECT
public:
    /// Over the object at `path`. `key` not empty: only that member of it, as the one field of the schema. `editor`
    /// outlives the part.
    FormPart(JobEditor &editor, const QString &path, const QByteArray &schema, QWidget *parent, const QString &key = {});

    /// Another schema for the same part; what the document had when it was saved is what changes are told against.
    void setSchema(const QByteArray &schema);
    const QString &path() const { return m_path; }
    bool covers(const QString &path) const; ///< is it at or below this part
    bool goTo(const QString &path);
    void showProblems();
    bool isChanged() const;
    Problems problems() const;
    /// Those of them that are about this part are shown at its fields.
    void setOuterProblems(const Problems &problems);
    /// Title and path of each field, for "Go to a field".
    QList<QPair<QString, QString>> fields() const;
    FormModel &model() { return *m_model; }

Q_SIGNALS:
    void problemsChanged();

private:
    QByteArray documentText() const;
    void showDocument();
    void writeDocument();
    QString fieldTitle(const QString &path) const;
    QString jobPath(const QString &path) const;

    JobEditor &m_editor;
    QString m_path;
    QString m_key;
    FormModel *m_model; ///< a child: closing takes the focus out of a field, which still asks it
    FormView *m_form = nullptr;
    QString m_field; ///< changed last
    bool m_busy = false;
};

} // namespace longshore
