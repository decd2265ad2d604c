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
    , m_help(new PlainLabel(help, TextRole::Small, Ink::Muted, this))
    , m_problem(new MarkLabel(Mark::Error, {}, TextRole::Small, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_help);
    column->addWidget(m_problem);
    m_help->setObjectName(u"help."_s + path);
    m_help->setWordWrap(true);
    m_problem->setObjectName(u"error."_s + path);
    m_problem->setWordWrap(true);
    connect(&model, &FormModel::problemsChanged, this, &ProblemLine::showState);
    showState();
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
    if (hasProblem)
        m_problem->set(markOf(problems.first().severity), asSentence(problems.first().message));
    m_problem->setVisible(hasProblem);
    m_help->setVisible(!hasProblem && !m_help->text().isEmpty());
    setVisible(hasProblem || !m_help->text().isEmpty());
    Q_EMIT wrong(hasErrors(problems));
}

} // namespace longshore
