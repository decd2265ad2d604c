// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/endpointeditor.h"
#include "dockerclient/endpoint.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace longshore
{

EndpointEditor::EndpointEditor(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_help(new PlainLabel(tr("Such as unix:///var/run/docker.sock or the path of a socket."), TextRole::Small, Ink::Muted, this))
    , m_problem(new MarkLabel(Mark::Error, {}, TextRole::Small, this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 8, 0, 8);
    grid->setVerticalSpacing(4);
    auto *use = outlinedButton(tr("Use it"), u"useEndpoint"_s, this);
    grid->addWidget(m_edit, 0, 0);
    grid->addWidget(use, 0, 1);
    grid->addWidget(m_help, 1, 0);
    grid->addWidget(m_problem, 1, 0);
    m_edit->setObjectName(u"endpoint"_s);
    m_edit->setAccessibleName(tr("Endpoint"));
    m_edit->setPlaceholderText(u"unix:///var/run/docker.sock"_s);
    m_problem->setObjectName(u"endpointProblem"_s);
    m_problem->setWordWrap(true);
    showProblem({});
    connect(m_edit, &QLineEdit::textEdited, this, [this] { showProblem({}); });
    connect(m_edit, &QLineEdit::returnPressed, this, &EndpointEditor::use);
    connect(use, &QPushButton::clicked, this, &EndpointEditor::use);
}

void EndpointEditor::start()
{
    m_edit->clear();
    showProblem({});
    m_edit->setFocus();
}

void EndpointEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QWidget::keyPressEvent(event);
}

void EndpointEditor::use()
{
    const Result<Endpoint> endpoint = Endpoint::parse(m_edit->text());
    if (!endpoint) {
        showProblem(endpoint.error().sentence());
        return;
    }
    Q_EMIT accepted(endpoint->toString());
}

void EndpointEditor::showProblem(const QString &sentence)
{
    m_problem->set(Mark::Error, sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_help->setVisible(sentence.isEmpty());
    m_edit->setProperty("problem", !sentence.isEmpty());
    m_edit->update();
}

} // namespace longshore
