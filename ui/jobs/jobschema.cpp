// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobschema.h"

#include "model/asynctask.h"
#include "model/jobs/jobfile.h"
#include "ui/jobs/jobsdialogs.h"
#include "ui/jobs/schemalabwindow.h"
#include "ui/widgets/plaintext.h"

#include <QDir>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QString objectNameOf(SchemaOrigin origin)
{
    switch (origin) {
    case SchemaOrigin::Record: return u"schemaOfRecord"_s;
    case SchemaOrigin::SourceFolder: return u"schemaOfSource"_s;
    case SchemaOrigin::ImageLabel: return u"schemaOfLabel"_s;
    case SchemaOrigin::ImageFile: return u"schemaOfImage"_s;
    case SchemaOrigin::File: return u"schemaOfFile"_s;
    case SchemaOrigin::Edited: return u"schemaEdited"_s;
    case SchemaOrigin::Guess: break;
    }
    return u"schemaGuessed"_s;
}

QString wordsOf(const FoundSchema &schema)
{
    switch (schema.origin) {
    case SchemaOrigin::Record: return JobSchema::tr("from the component’s record");
    case SchemaOrigin::SourceFolder: return JobSchema::tr("from the source’s %1").arg(schema.path);
    case SchemaOrigin::ImageLabel: return JobSchema::tr("from the image’s label");
    case SchemaOrigin::ImageFile: return JobSchema::tr("from %1 in the image").arg(schema.path);
    case SchemaOrigin::File: return JobSchema::tr("from the file %1").arg(schema.path);
    case SchemaOrigin::Edited: return JobSchema::tr("edited for this job");
    case SchemaOrigin::Guess: break;
    }
    return schema.schema.isEmpty() ? JobSchema::tr("none: the parameters are JSON") : JobSchema::tr("none: guessed from the parameters");
}

} // namespace

JobSchema::JobSchema(JobEditor &editor, QWidget *window)
    : QObject(window)
    , m_editor(editor)
    , m_window(window)
    , m_sources(editor.document())
{
    connect(&editor, &JobEditor::changed, this, [this] { m_sources.setJob(m_editor.document()); });
    connect(&m_sources, &SchemaSources::changed, this, &JobSchema::changed);
}

QString JobSchema::words() const
{
    return m_isReading ? tr("reading it from the image…") : wordsOf(current());
}

QString JobSchema::hint() const
{
    return m_sources.isOutdated() ? tr("The source folder has another one by now.") : QString();
}

JobDocument JobSchema::withSchema(const JobDocument &job) const
{
    JobDocument with = job;
    const bool isKnown = current().origin == SchemaOrigin::Record || current().origin == SchemaOrigin::Guess || chosenSchema(job);
    return !isKnown && setChosenSchema(&with, current()) ? with : job;
}

QAction *JobSchema::addSource(QMenu *menu, const FoundSchema &schema)
{
    QAction *action = menu->addAction(withoutMnemonic(visibleText(wordsOf(schema))));
    action->setObjectName(objectNameOf(schema.origin));
    action->setCheckable(true);
    action->setChecked(schema.origin == current().origin);
    connect(action, &QAction::triggered, this, [this, schema] { use(schema); });
    return action;
}

void JobSchema::fillMenu(QMenu *menu)
{
    menu->clear();
    const QList<FoundSchema> found = m_sources.available();
    bool isListed = current().schema.isEmpty();
    for (const FoundSchema &schema : found) {
        addSource(menu, schema);
        isListed = isListed || schema.origin == current().origin;
    }
    if (!isListed)
        addSource(menu, current());
    menu->addSeparator();
    const auto add = [this, menu](const QString &name, const QString &text, void (JobSchema::*slot)()) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    add(u"chooseImageSchema"_s, tr("A file in the image…"), &JobSchema::askImageFile);
    add(u"chooseSchemaFile"_s, tr("A file…"), &JobSchema::askFile);
    menu->addSeparator();
    QAction *again = add(u"readSchemaAgain"_s, tr("Read it again"), &JobSchema::readAgain);
    again->setEnabled(m_sources.isOutdated() || !current().path.isEmpty());
    add(u"editSchemaHere"_s, tr("Edit schema…"), &JobSchema::edit);
}

/// What the job does anyway needs no choice.
void JobSchema::use(const FoundSchema &schema)
{
    JobDocument next = m_editor.document();
    if (schema.origin == m_sources.usual().origin) {
        forgetSchema(&next);
    } else if (const Result<void> set = setChosenSchema(&next, schema); !set) {
        Q_EMIT failed(set.error());
        return;
    }
    m_editor.change(next, tr("Schema"));
}

void JobSchema::useBytes(SchemaOrigin origin, const QString &path, const QByteArray &bytes)
{
    use({origin, path, bytes, {}});
}

void JobSchema::askFile()
{
    jobsdialogs::askSchema(m_window, m_editor.document().folder(), [this](const QString &path) { useFile(path); });
}

void JobSchema::useFile(const QString &path)
{
    const QString inside = QDir(m_editor.document().folder()).relativeFilePath(path);
    const QString told = m_editor.document().path().isEmpty() || inside.startsWith(u".."_s) ? path : inside;
    runAsync(this, [path] { return readJobFile(path, u"use the schema %1"_s.arg(path)); }, [this, told](const Result<QByteArray> &bytes) {
        if (bytes)
            useBytes(SchemaOrigin::File, told, *bytes);
        else
            Q_EMIT failed(bytes.error());
    });
}

void JobSchema::askImageFile()
{
    jobsdialogs::askImageSchema(m_window, m_editor.document().imageReference(), imageSchemaPaths(), [this](const QStringList &paths) { useImageFile(paths); });
}

void JobSchema::useImageFile(const QStringList &paths)
{
    if (!m_readImage || m_isReading)
        return;
    m_isReading = true;
    Q_EMIT changed();
    m_readImage(m_editor.document().imageReference(), paths, this, [this](const Result<ImageFileContent> &content) {
        m_isReading = false;
        Q_EMIT changed();
        if (content)
            useBytes(SchemaOrigin::ImageFile, content->path, content->bytes);
        else
            Q_EMIT failed(content.error());
    });
}

void JobSchema::readAgain()
{
    const FoundSchema schema = current();
    if (schema.origin == SchemaOrigin::ImageFile)
        return useImageFile({schema.path});
    if (schema.origin == SchemaOrigin::File)
        return useFile(QDir(m_editor.document().folder()).filePath(schema.path));
    const QList<FoundSchema> found = m_sources.available();
    for (const FoundSchema &one : found) {
        if (one.origin == SchemaOrigin::SourceFolder)
            use(one);
    }
    m_sources.readSource();
}

void JobSchema::edit()
{
    if (m_lab) {
        m_lab->raise();
        return m_lab->activateWindow();
    }
    m_lab = new SchemaLabWindow({m_editor.document(), current().schema, {}, true}, m_window);
    connect(m_lab, &SchemaLabWindow::useRequested, this, [this](const QByteArray &text) { useBytes(SchemaOrigin::Edited, {}, text); });
    m_lab->show();
}

} // namespace longshore
