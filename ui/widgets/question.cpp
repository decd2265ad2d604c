// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/question.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int dialogWidth = 460;

} // namespace

Question::Question(QWidget *parent, const QString &name, const QString &title, const QString &sentence, const QString &doIt)
    : QDialog(parent)
    , column(new QVBoxLayout(this))
{
    setObjectName(name);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(dialogWidth);
    column->setContentsMargins(metrics::paneInset, metrics::paneInset, metrics::paneInset, metrics::paneInset);
    column->setSpacing(metrics::barInset);
    auto *text = new PlainLabel(sentence, TextRole::Body, Ink::Normal, this);
    text->setObjectName(u"sentence"_s);
    text->setWordWrap(true);
    column->addWidget(text);
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    cancel = m_buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(u"cancel"_s);
    accepting = m_buttons->addButton(withoutMnemonic(doIt), QDialogButtonBox::AcceptRole);
    accepting->setObjectName(u"doIt"_s);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QFormLayout *Question::addField(const QString &label, QWidget *field)
{
    if (!m_form) {
        m_form = new QFormLayout;
        m_form->setHorizontalSpacing(metrics::barInset);
        column->addLayout(m_form);
        field->setFocus();
    }
    m_form->addRow(label, field);
    return m_form;
}

/// Queued: the layouts inside hear of a new text with the next turn of the loop.
void Question::fit()
{
    const auto resizeNow = [this] {
        column->activate();
        resize(width(), column->totalHeightForWidth(width()));
    };
    QMetaObject::invokeMethod(this, resizeNow, Qt::QueuedConnection);
}

void Question::ask()
{
    column->addSpacing(metrics::unit);
    column->addWidget(m_buttons);
    if (cancel->isDefault() && !focusWidget())
        cancel->setFocus(); // a button that has the focus is the default: a stray Return would do it
    open();
}

} // namespace longshore
