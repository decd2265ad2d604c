// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/formpart.h"

#include "model/json/json.h"
#include "ui/jobs/formview.h"

#include <QScopedValueRollback>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QString below(const QString &path, const QString &inner)
{
    return path.isEmpty() ? inner : inner.isEmpty() ? path : path + u'.' + inner;
}

void collect(const FieldSpec &field, QList<QPair<QString, QString>> *fields)
{
    for (const FieldSpec &child : field.children) {
        if (child.key.isEmpty() || child.hidden)
            continue;
        fields->append({child.title, child.path});
        if (child.kind == FieldKind::Object)
            collect(child, fields);
    }
}

} // namespace

FormPart::FormPart(JobEditor &editor, const QString &path, const QByteArray &schema, QWidget *parent, const QString &key)
    : QWidget(parent)
    , m_editor(editor)
    , m_path(path)
    , m_key(key)
    , m_model(new FormModel(this))
{
    setSchema(schema);
    m_form = new FormView(*m_model, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_form);
    connect(m_model, &FormModel::valueChanged, this, [this](const QString &changed) { m_field = changed; });
    connect(m_model, &FormModel::itemsChanged, this, [this](const QString &changed) { m_field = changed; });
    connect(m_model, &FormModel::documentChanged, this, &FormPart::writeDocument);
    connect(m_model, &FormModel::problemsChanged, this, &FormPart::problemsChanged);
    connect(m_model, &FormModel::checked, this, &FormPart::problemsChanged);
    connect(m_model, &FormModel::textErrorChanged, this, &FormPart::problemsChanged);
    connect(&editor, &JobEditor::changed, this, &FormPart::showDocument);
}

void FormPart::setSchema(const QByteArray &schema)
{
    const QScopedValueRollback busy(m_busy, true);
    if (!m_model->load(schema, documentText()))
        m_model->setText("{}"); // the JSON view tells what is wrong there
    Q_EMIT problemsChanged();
}

/// The part as a JSON object; `{}` where the document has none.
QByteArray FormPart::documentText() const
{
    QByteArray text = m_editor.document().jsonAt(below(m_path, m_key));
    if (text == "null" || text == "[]")
        text.clear();
    if (!m_key.isEmpty())
        return text.isEmpty() ? QByteArray("{}") : "{\"" + m_key.toUtf8() + "\":" + text + '}';
    return text.isEmpty() ? QByteArray("{}") : text;
}

void FormPart::showDocument()
{
    if (m_busy)
        return;
    const QScopedValueRollback busy(m_busy, true);
    m_model->setText(documentText());
}

void FormPart::writeDocument()
{
    if (m_busy)
        return;
    const QScopedValueRollback busy(m_busy, true);
    JobDocument next = m_editor.document();
    const QByteArray inner = m_key.isEmpty() ? QByteArray() : m_model->json(m_key);
    const QByteArray text = m_key.isEmpty() ? m_model->parameters() : inner;
    const bool isNothing = text.isEmpty() || text.simplified() == "{}" || text.simplified() == "[]";
    const QString at = below(m_path, m_key);
    if (isNothing && next.jsonAt(at).isEmpty())
        return;
    if (const Result<void> set = next.setJsonAt(at, text.isEmpty() ? QByteArray("{}") : text); !set)
        return;
    m_editor.change(next, fieldTitle(m_field), below(m_path, m_field));
}

QString FormPart::fieldTitle(const QString &path) const
{
    const FieldSpec *field = m_model->field(path);
    return field && !field->title.isEmpty() ? field->title : path;
}

QString FormPart::jobPath(const QString &path) const
{
    return below(m_path, path);
}

bool FormPart::covers(const QString &path) const
{
    const QString mine = below(m_path, m_key);
    return path == mine || path.startsWith(mine + u'.') || mine.isEmpty();
}

bool FormPart::goTo(const QString &path)
{
    return covers(path) && m_form->goTo(m_path.isEmpty() ? path : path.mid(m_path.size() + 1));
}

void FormPart::showProblems()
{
    m_form->showProblems();
}

bool FormPart::isChanged() const
{
    return m_model->isChanged({});
}

Problems FormPart::problems() const
{
    Problems problems;
    if (!m_model->textError().isEmpty())
        problems.append({below(m_path, m_key), m_model->textError(), Problem::Severity::Error});
    const Problems ofForm = m_model->problems();
    for (const Problem &problem : ofForm)
        problems.append({jobPath(problem.path), problem.message, problem.severity});
    return problems;
}

void FormPart::setOuterProblems(const Problems &problems)
{
    Problems mine;
    for (const Problem &problem : problems) {
        if (covers(problem.path))
            mine.append({m_path.isEmpty() ? problem.path : problem.path.mid(m_path.size() + 1), problem.message, problem.severity, problem.rule});
    }
    m_model->setOuterProblems(mine);
}

QList<QPair<QString, QString>> FormPart::fields() const
{
    QList<QPair<QString, QString>> fields;
    collect(m_model->root(), &fields);
    for (auto &field : fields)
        field.second = jobPath(field.second);
    return fields;
}

} // namespace longshore
