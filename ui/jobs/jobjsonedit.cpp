// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobjsonedit.h"

#include "model/jobs/maskedtext.h"
#include "model/json/json.h"
#include "ui/jobs/jsonhighlighter.h"
#include "ui/jobs/problemmarks.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/marklabel.h"

#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// The job with `change(part, patterns, key)` in place of each part that may hold secrets; a schema only speaks of them.
template<class Change>
JobDocument withSecrets(const JobDocument &job, const SecretPatterns &patterns, const Change &change)
{
    JobDocument changed = job;
    for (const QString &key : {u"configuration"_s, u"rows"_s, u"state"_s}) {
        const QByteArray part = job.jsonAt(key);
        if (part.isEmpty())
            continue;
        const SecretPatterns here = key == "configuration"_L1 ? patterns : SecretPatterns();
        if (!changed.setJsonAt(key, change(part, here, key)))
            return job;
    }
    return changed;
}

} // namespace

JobJsonEdit::JobJsonEdit(JobEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_banner(new MarkLabel(Mark::Error, {}, TextRole::Small, this))
    , m_text(new QPlainTextEdit(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_text, 1);
    m_banner->setObjectName(u"jobJsonError"_s);
    m_banner->setContentsMargins(metrics::barInset, metrics::gap, metrics::barInset, metrics::gap);
    m_banner->setWordWrap(true);
    m_banner->hide();
    setUpJsonEdit(m_text);
    m_text->setObjectName(u"jobJson"_s);
    m_text->setAccessibleName(tr("Job as JSON"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(metrics::barInset);
    m_text->setTabChangesFocus(true);
    m_text->setUndoRedoEnabled(false); // the document's own steps are undone
    setFocusProxy(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &JobJsonEdit::readText);
    connect(&editor, &JobEditor::changed, this, &JobJsonEdit::showDocument);
    showDocument();
}

void JobJsonEdit::setSecrets(const SecretPatterns &secrets)
{
    m_secrets = secrets;
    showDocument();
}

void JobJsonEdit::showDocument()
{
    if (m_reading)
        return;
    const auto masked = [](const QByteArray &part, const SecretPatterns &patterns, const QString &) { return maskedText(part, patterns); };
    const QString text = QString::fromUtf8(withSecrets(m_editor.document(), m_secrets, masked).toJson());
    setError({});
    if (text == m_text->toPlainText())
        return;
    const int at = m_text->textCursor().position();
    const QSignalBlocker quiet(m_text);
    m_text->setPlainText(text);
    QTextCursor cursor = m_text->textCursor();
    cursor.setPosition(qMin(at, int(text.size())));
    m_text->setTextCursor(cursor);
}

void JobJsonEdit::readText()
{
    const QScopedValueRollback reading(m_reading, true);
    const JobDocument &now = m_editor.document();
    const Result<JobDocument> next = JobDocument::parse(m_text->toPlainText().toUtf8(), now.path());
    if (!next)
        return setError(next.error().happened);
    if (!next->duplicateKeys().isEmpty())
        return setError(tr("%1 is given twice").arg(next->duplicateKeys().join(u", "_s)));
    setError({});
    const auto unmasked = [&now, this](const QByteArray &part, const SecretPatterns &patterns, const QString &key) {
        return unmaskedText(part, now.jsonAt(key), patterns);
    };
    m_editor.change(withSecrets(*next, m_secrets, unmasked), tr("JSON"), u"json"_s);
}

void JobJsonEdit::setError(const QString &sentence)
{
    if (sentence == m_error)
        return;
    m_error = sentence;
    m_banner->setVisible(!sentence.isEmpty());
    m_banner->set(Mark::Error, tr("%1. The form keeps the last good state.").arg(asSentence(sentence)));
    Q_EMIT errorChanged();
}

void JobJsonEdit::goTo(const QString &path)
{
    QTextCursor found(m_text->document());
    const QStringList steps = splitPath(path);
    for (const QString &step : steps) {
        const QTextCursor next = m_text->document()->find(u'"' + step + u"\":"_s, found);
        if (!next.isNull())
            found = next;
    }
    m_text->setTextCursor(found);
    m_text->centerCursor();
    m_text->setFocus(Qt::OtherFocusReason);
}

} // namespace longshore
