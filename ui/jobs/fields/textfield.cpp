// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/textfield.h"

#include "ui/jobs/jsonhighlighter.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace longshore
{

TextField::TextField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_edit(new QPlainTextEdit(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_edit);
    const int natural = fontMetrics().lineSpacing() * 4 + 12;
    m_edit->setFixedHeight(spec.inputHeight > 0 ? qBound(natural / 2, spec.inputHeight, 400) : natural);
    m_edit->setTabChangesFocus(true);
    m_edit->setReadOnly(spec.readOnly);
    if (spec.editorMode == "application/json"_L1)
        setUpJsonEdit(m_edit);
    else if (spec.format == "editor"_L1)
        m_edit->setFont(Theme::of(this).font(TextRole::Code));
    adopt(m_edit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] { writeText(m_edit->toPlainText()); });
    TextField::showValue();
}

void TextField::showValue()
{
    const QSignalBlocker quiet(m_edit);
    m_edit->setPlainText(valueText());
    m_edit->setPlaceholderText(hint());
}

} // namespace longshore
