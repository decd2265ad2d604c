// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/parametersedit.h"

#include "model/jobs/maskedtext.h"
#include "ui/jobs/jsonhighlighter.h"
#include "ui/jobs/problemmarks.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/marklabel.h"

#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

ParametersEdit::ParametersEdit(FormModel &model, const SecretPatterns &secrets, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_secrets(secrets)
    , m_banner(new MarkLabel(Mark::Error, {}, TextRole::Small, this))
    , m_text(new QPlainTextEdit(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_text, 1);
    m_banner->setObjectName(u"jsonError"_s);
    m_banner->setContentsMargins(metrics::barInset, metrics::gap, metrics::barInset, metrics::gap);
    m_banner->setWordWrap(true);
    m_banner->hide();
    setUpJsonEdit(m_text);
    m_text->setObjectName(u"parametersJson"_s);
    m_text->setAccessibleName(tr("Parameters as JSON"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(metrics::barInset);
    m_text->setTabChangesFocus(true);
    setFocusProxy(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ParametersEdit::readText);
    connect(&model, &FormModel::reloaded, this, &ParametersEdit::showDocument);
    connect(&model, &FormModel::documentChanged, this, &ParametersEdit::showDocument);
    connect(&model, &FormModel::textErrorChanged, this, [this](const QString &sentence) {
        m_banner->setVisible(!sentence.isEmpty());
        m_banner->set(Mark::Error, tr("%1. The form keeps the last good values.").arg(asSentence(sentence)));
    });
    showDocument();
}

void ParametersEdit::showDocument()
{
    if (m_reading)
        return;
    const QString text = QString::fromUtf8(maskedText(m_model.parameters(), m_secrets));
    if (text == m_text->toPlainText())
        return;
    const QSignalBlocker quiet(m_text);
    m_text->setPlainText(text);
}

void ParametersEdit::readText()
{
    m_reading = true;
    m_model.setText(unmaskedText(m_text->toPlainText().toUtf8(), m_model.parameters(), m_secrets));
    m_reading = false;
}

} // namespace longshore
