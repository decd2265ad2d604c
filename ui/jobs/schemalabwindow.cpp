// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/schemalabwindow.h"

#include "model/asynctask.h"
#include "model/jobs/formmodel.h"
#include "model/jobs/jobfile.h"
#include "model/jobs/schemachoice.h"
#include "ui/jobs/configpreview.h"
#include "ui/jobs/jobsdialogs.h"
#include "ui/jobs/problemlist.h"
#include "ui/jobs/problemmarks.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QFileInfo>
#include <QPlainTextEdit>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// How a finding stands in the list: where in the text, then where in the schema.
QString pathOf(const SchemaFinding &finding)
{
    const QString place = u"%1:%2"_s.arg(finding.place.line).arg(finding.place.column);
    return finding.problem.path.isEmpty() ? place : place + u"  "_s + finding.problem.path;
}

} // namespace

QByteArray SchemaLabWindow::text() const
{
    return m_text->toPlainText().toUtf8();
}

void SchemaLabWindow::setText(const QByteArray &text, const QString &path)
{
    m_path = path;
    m_text->setPlainText(QString::fromUtf8(text));
    m_kept = this->text();
    m_pause.stop();
    m_lab.setText(m_kept);
    showHeader();
}

/// What was typed into the form stays, as far as the new one has a place for it.
void SchemaLabWindow::schemaChanged()
{
    JobDocument job = m_job;
    if (!setChosenSchema(&job, {SchemaOrigin::Edited, {}, m_lab.schema(), {}}))
        return; // a key given twice: the findings tell
    m_source.emplace(job, QByteArray());
    if (!m_model->load(m_lab.schema(), m_model->parameters()))
        return;
    showConfig();
}

void SchemaLabWindow::showReading()
{
    const SchemaReading &reading = m_lab.reading();
    Problems shown;
    for (const SchemaFinding &finding : reading.findings)
        shown.append({pathOf(finding), finding.problem.message, finding.problem.severity});
    m_findings->setProblems(shown);
    m_banner->setVisible(!reading.isUsable());
    if (!reading.isUsable() && !reading.findings.isEmpty())
        m_banner->set(Mark::Error, tr("%1 The form shows the last schema that could be read.").arg(asSentence(reading.findings.first().problem.message)));
}

void SchemaLabWindow::showConfig()
{
    if (m_source)
        m_config->setConfig(m_source->preview(m_model->parameters()));
}

void SchemaLabWindow::showHeader()
{
    const QString name = m_path.isEmpty() ? tr("Schema lab") : QFileInfo(m_path).fileName();
    m_title->setText(isChanged() ? tr("%1 – changed").arg(name) : name);
    m_subtitle->setText(m_path.isEmpty() ? tr("What you type into the form is for trying only.") : m_path);
}

void SchemaLabWindow::goTo(const Problem &problem)
{
    for (const SchemaFinding &finding : m_lab.reading().findings) {
        if (pathOf(finding) != problem.path || finding.problem.message != problem.message)
            continue;
        QTextCursor cursor(m_text->document()->findBlockByNumber(finding.place.line - 1));
        cursor.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, qMin(finding.place.column - 1, qMax(0, cursor.block().length() - 1)));
        m_text->setTextCursor(cursor);
        m_text->centerCursor();
        return m_text->setFocus(Qt::OtherFocusReason);
    }
}

void SchemaLabWindow::askOpen()
{
    jobsdialogs::askSchema(this, m_path.isEmpty() ? m_job.folder() : QFileInfo(m_path).absolutePath(), [this](const QString &path) { open(path); });
}

void SchemaLabWindow::open(const QString &path)
{
    askDiscard([this, path] {
        runAsync(this, [path] { return readJobFile(path, u"open the schema %1"_s.arg(path)); }, [this, path](const Result<QByteArray> &bytes) {
            if (!bytes)
                return tell(bytes.error());
            m_message->hide();
            setText(*bytes, path);
        });
    });
}

void SchemaLabWindow::save()
{
    if (m_path.isEmpty())
        saveAs();
    else
        saveTo(m_path);
}

void SchemaLabWindow::saveAs()
{
    const QString proposed = m_path.isEmpty() ? m_job.folder() + u"/configSchema.json"_s : m_path;
    jobsdialogs::askSchemaTarget(this, proposed, [this](const QString &path) { saveTo(path); });
}

void SchemaLabWindow::saveTo(const QString &path)
{
    const QByteArray bytes = text();
    runAsync(this, [path, bytes] { return writeJobFile(path, bytes, u"save the schema %1"_s.arg(path)); }, [this, path, bytes](const Result<void> &saved) {
        if (!saved)
            return tell(saved.error());
        m_message->hide();
        m_path = path;
        m_kept = bytes;
        showHeader();
    });
}

void SchemaLabWindow::use()
{
    JobDocument job = m_job;
    if (const Result<void> usable = setChosenSchema(&job, {SchemaOrigin::Edited, {}, text(), {}}); !usable)
        return tell(usable.error());
    m_message->hide();
    m_kept = text();
    Q_EMIT useRequested(m_kept);
    showHeader();
}

void SchemaLabWindow::tell(const Error &error)
{
    m_message->set(Mark::Error, error.sentence());
    m_message->show();
}

void SchemaLabWindow::askDiscard(const std::function<void()> &then)
{
    if (!isChanged())
        return then();
    jobsdialogs::askDiscard(this, tr("What you changed in this schema is neither saved nor used."), then);
}

void SchemaLabWindow::reject()
{
    if (!isVisible())
        return QDialog::reject();
    askDiscard([this] { QDialog::reject(); });
}

} // namespace longshore
