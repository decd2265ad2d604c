// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/fieldeditor.h"

#include "model/json/json.h"

#include <QFocusEvent>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// Another window in front, this one closing, or a list of names that opens say nothing about what is being typed.
bool isLeft(Qt::FocusReason reason)
{
    return reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason;
}

bool isNumberText(const QByteArray &text)
{
    const Result<Json> json = scanJson(text, {});
    return json && isNumber(*json);
}

} // namespace

FieldEditor::FieldEditor(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_spec(spec)
    , m_path(path)
    , m_seen(model.json(path))
    , m_hadValue(!m_seen.isEmpty())
{
}

void FieldEditor::refresh(const QString &)
{
    if (!m_writing && m_model.json(m_path) != m_seen)
        reload();
}

void FieldEditor::reload()
{
    if (m_writing)
        return;
    m_seen = m_model.json(m_path);
    showValue();
}

void FieldEditor::setWrong(bool wrong)
{
    if (!m_control || m_control->property("problem").toBool() == wrong)
        return;
    m_control->setProperty("problem", wrong);
    m_control->update();
}

void FieldEditor::focusField()
{
    if (m_control)
        m_control->setFocus(Qt::OtherFocusReason);
}

void FieldEditor::setStacked(bool) {}

bool FieldEditor::goTo(const QString &)
{
    focusField();
    return m_control != nullptr;
}

void FieldEditor::adopt(QWidget *control)
{
    m_control = control;
    setFocusProxy(control);
    control->setObjectName(m_path.isEmpty() ? u"field"_s : u"field."_s + m_path);
    control->setAccessibleName(m_spec.title.isEmpty() ? m_path : m_spec.title);
    control->setAccessibleDescription(m_spec.description);
    control->installEventFilter(this);
}

QString FieldEditor::hint() const
{
    if (!m_model.json(m_path).isEmpty() && !m_model.value(m_path).isValid())
        return tr("Not a plain value: see the JSON tab");
    const QVariant fallback = m_model.value(m_path).isValid() ? QVariant() : m_model.effectiveValue(m_path);
    const QString text = fallback.toString();
    return text.isEmpty() ? m_spec.placeholder : tr("%1 (default)").arg(text);
}

QString FieldEditor::valueText() const
{
    return m_model.value(m_path).toString();
}

void FieldEditor::writeText(const QString &text)
{
    const bool hasDefault = !m_spec.defaultJson.isEmpty() && m_spec.defaultJson != "\"\"";
    if (isNumberText(m_model.json(m_path)) && isNumberText(text.toUtf8()))
        return commit([&] { m_model.setNumber(m_path, text); });
    const bool keep = !text.isEmpty() || m_hadValue || hasDefault;
    commit([&] { m_model.setValue(m_path, keep ? QVariant(text) : QVariant()); });
}

bool FieldEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_control && event->type() == QEvent::FocusOut && isLeft(static_cast<QFocusEvent *>(event)->reason()))
        Q_EMIT left();
    return QWidget::eventFilter(watched, event);
}

} // namespace longshore
