// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/passwordfield.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace longshore
{

PasswordField::PasswordField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_edit(new QLineEdit(this))
    , m_reveal(new QAction(Icons::get(u"password-show-on"_s), tr("Show"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_edit);
    m_edit->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhHiddenText | Qt::ImhNoPredictiveText |
                                Qt::ImhNoAutoUppercase);
    m_edit->setCompleter(nullptr);
    m_edit->setReadOnly(spec.readOnly);
    adopt(m_edit);
    m_reveal->setCheckable(true);
    m_reveal->setObjectName(u"reveal."_s + path);
    m_edit->addAction(m_reveal, QLineEdit::TrailingPosition);
    const QList<QToolButton *> buttons = m_edit->findChildren<QToolButton *>();
    for (QToolButton *button : buttons)
        button->setAccessibleName(tr("Show %1").arg(spec.title));
    connect(m_reveal, &QAction::toggled, this, [this](bool shown) {
        m_edit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        m_reveal->setIcon(Icons::get(shown ? u"password-show-off"_s : u"password-show-on"_s));
        m_reveal->setText(shown ? tr("Hide") : tr("Show"));
    });
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) { writeText(text); });
    PasswordField::showValue();
}

void PasswordField::showValue()
{
    m_edit->setText(valueText());
    const bool isReference = !model().json(path()).isEmpty() && !model().value(path()).isValid();
    m_edit->setPlaceholderText(isReference ? tr("A stored secret. Type to replace it") : spec().placeholder);
}

} // namespace longshore
