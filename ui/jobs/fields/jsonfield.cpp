// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/jsonfield.h"

#include "model/jobs/maskedtext.h"
#include "ui/jobs/jsonhighlighter.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QSignalBlocker>

namespace longshore
{

JsonField::JsonField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_edit(new QPlainTextEdit(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_edit);
    setUpJsonEdit(m_edit);
    const int lines = path.isEmpty() ? 20 : 5;
    m_edit->setFixedHeight(QFontMetrics(m_edit->font()).lineSpacing() * lines + 12);
    m_edit->setTabChangesFocus(true);
    m_edit->setReadOnly(spec.readOnly);
    adopt(m_edit);
    connect(m_edit, &QPlainTextEdit::textChanged, this,
            [this] { commit([this] { write(); }); });
    JsonField::showValue();
}

/// Keys that start with `#` are secrets here too: shown as dots, kept unless something else is typed (U2).
void JsonField::write()
{
    model().setJson(path(), unmaskedText(m_edit->toPlainText().toUtf8(), model().json(path()), {}));
}

void JsonField::showValue()
{
    const QSignalBlocker quiet(m_edit);
    m_edit->setPlainText(QString::fromUtf8(maskedText(model().json(path()), {})));
    m_edit->setPlaceholderText(QString::fromUtf8(spec().defaultJson));
}

} // namespace longshore
