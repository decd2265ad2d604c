// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/radiofield.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/plaintext.h"

#include <QButtonGroup>
#include <QEvent>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

RadioField::RadioField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_group(new QButtonGroup(this))
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(0);
    for (int i = 0; i < int(spec.choices.size()); ++i) {
        const QString title = spec.choices[i].title;
        auto *button = new QRadioButton(withoutMnemonic(visibleText(title)), box);
        button->setObjectName(u"field.%1.%2"_s.arg(path).arg(i));
        button->setAccessibleName(tr("%1: %2").arg(spec.title, title));
        button->setMinimumHeight(metrics::height(metrics::denseRow, fontMetrics()));
        button->setEnabled(!spec.readOnly);
        button->installEventFilter(this);
        m_group->addButton(button, i);
        column->addWidget(button);
    }
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(box);
    adopt(box);
    box->setFocusProxy(m_group->button(0));
    connect(m_group, &QButtonGroup::idClicked, this, &RadioField::choose);
    RadioField::showValue();
}

void RadioField::showValue()
{
    const QVariant value = model().effectiveValue(path());
    m_group->setExclusive(false); // none may be on
    for (int i = 0; i < int(spec().choices.size()); ++i)
        m_group->button(i)->setChecked(value.isValid() && spec().choices[i].value == value);
    m_group->setExclusive(true);
}

void RadioField::choose(int index)
{
    const QVariant value = spec().choices[index].value;
    commit([&] {
        if (value.isValid())
            model().setValue(path(), value);
        else
            model().setJson(path(), "null");
    });
}

bool RadioField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        Q_EMIT left();
    return FieldEditor::eventFilter(watched, event);
}

} // namespace longshore
