// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/problemline.h"

#include "ui/jobs/problemmarks.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

ProblemLine::ProblemLine(FormModel &model, const QString &path, const QString &help, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_path(path)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    if (!help.isEmpty()) {
        m_help = new PlainLabel(help, TextRole::Small, Ink::Muted, this);
        m_help->setObjectName(u"help."_s + path);
        m_help->setWordWrap(true);
        m_column->addWidget(m_help);
    }
    connect(&model, &FormModel::problemsChanged, this, &ProblemLine::showState);
    setVisible(m_help != nullptr);
}

void ProblemLine::hold()
{
    m_told = false;
    showState();
}

void ProblemLine::tell()
{
    m_told = true;
    showState();
}

void ProblemLine::showState()
{
    const Problems problems = m_told ? m_model.problemsAt(m_path) : Problems();
    const bool hasProblem = !problems.isEmpty();
    if (!hasProblem && !m_problem)
        return;
    if (!m_problem) {
        m_problem = new MarkLabel(Mark::Error, {}, TextRole::Small, this);
        m_problem->setObjectName(u"error."_s + m_path);
        m_problem->setWordWrap(true);
        m_column->addWidget(m_problem);
    }
    if (hasProblem)
        m_problem->set(markOf(problems.first().severity), asSentence(problems.first().message));
    m_problem->setVisible(hasProblem);
    if (m_help)
        m_help->setVisible(!hasProblem);
    setVisible(hasProblem || m_help);
    Q_EMIT wrong(hasErrors(problems));
}

} // namespace longshore
