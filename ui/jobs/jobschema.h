// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobeditor.h"
#include "model/jobs/schemasources.h"
#include "model/run/imagefile.h"

#include <QPointer>

class QAction;
class QMenu;

namespace longshore
{

class SchemaLabWindow;

/// The schema of a job's form: which one is used, and the ways to another one. A choice is a change of the job like any
/// other.
class JobSchema : public QObject
{
    Q_OBJECT
public:
    /// `editor` outlives it; its dialogs stand over `window`.
    JobSchema(JobEditor &editor, QWidget *window);

    SchemaSources &sources() { return m_sources; }
    const FoundSchema &current() const { return m_sources.current(); }
    QString words() const; ///< "from the component’s record", "reading it from the image…"
    QString hint() const;  ///< the source's schema is another one by now; else empty
    /// The job as it is to be run: where the form's schema is one that the run would not know, with it.
    JobDocument withSchema(const JobDocument &job) const;

    /// Reads the first of some paths from an image and answers once, later.
    using ReadImage = std::function<void(const QString &image, const QStringList &paths, QObject *context,
                                         const std::function<void(const Result<ImageFileContent> &)> &done)>;
    void setImageReader(const ReadImage &read) { m_readImage = read; }
    /// Fills `menu` with the schemas that are here and the ways to others.
    void fillMenu(QMenu *menu);

    void askFile();
    void askImageFile();
    void useFile(const QString &path);
    void useImageFile(const QStringList &paths);
    void readAgain(); ///< the file, or the source folder, that the schema is from
    void edit();      ///< opens the schema lab, or brings it to the front

Q_SIGNALS:
    void changed(); ///< what `current`, `words` or `hint` say
    void failed(const longshore::Error &error);

private:
    void use(const FoundSchema &schema);
    void useBytes(SchemaOrigin origin, const QString &path, const QByteArray &bytes);
    QAction *addSource(QMenu *menu, const FoundSchema &schema);

    JobEditor &m_editor;
    QWidget *m_window;
    SchemaSources m_sources;
    ReadImage m_readImage;
    QPointer<SchemaLabWindow> m_lab;
    bool m_isReading = false;
};

} // namespace longshore
