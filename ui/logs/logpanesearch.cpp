// SPDX-License-Identifier: GPL-3.0-or-later
// What a log pane looks for and lets through.
#include "ui/logs/logpane.h"

#include "model/format.h"
#include "ui/logs/logactions.h"
#include "ui/logs/logfilterbar.h"
#include "ui/logs/logfindbar.h"
#include "ui/logs/logprogressline.h"
#include "ui/widgets/marklabel.h"

#include <QAction>

namespace longshore
{

using namespace Qt::StringLiterals;

void LogPane::applyPattern()
{
    const LogPattern pattern = m_find->pattern();
    m_jump = !pattern.isEmpty();
    m_view->find(pattern);
    if (m_find->onlyMatches())
        applyCriteria();
    showSearch();
}

void LogPane::applyCriteria()
{
    if (!m_view->document())
        return;
    LogCriteria criteria;
    const bool utc = m_state.gutter == GutterMode::UtcTime;
    m_filter->addTo(&criteria, m_view->rows().startTime(), utc);
    const LogPattern looked = m_find->pattern();
    if (m_find->onlyMatches() && !looked.isEmpty())
        criteria.include << looked;
    criteria.levels = m_state.levels;
    criteria.standardOutput = m_state.standardOutput;
    criteria.standardError = m_state.standardError;
    criteria.firstLine = m_clearedBefore;
    m_view->setCriteria(criteria);
    showFilter();
    updateActions();
}

void LogPane::jumpToMatch()
{
    LogSearch *search = m_view->search();
    if (!m_jump || !search || search->count() == 0 || m_view->layoutOfRows().isEmpty())
        return;
    const quint64 top = m_view->topLine();
    const bool here = search->indexOf(top) || search->next(top, false);
    if (!here && search->isRunning())
        return;
    m_jump = false;
    m_view->goToMatch(false);
}

void LogPane::showSearch()
{
    jumpToMatch();
    const LogSearch *search = m_view->search();
    const bool active = search && search->isActive();
    const auto index = active && m_view->currentMatch() ? search->indexOf(*m_view->currentMatch()) : std::nullopt;
    m_find->setCount(active, search ? search->count() : 0, index, active && search->isRunning());
    showProgress();
    showProblem();
}

void LogPane::showFilter()
{
    const LogFilter *filter = m_view->filter();
    QString text;
    if (filter && !filter->criteria().isPassThrough())
        text = tr("%1 of %2 lines").arg(format::count(qint64(filter->rows().count())), format::count(qint64(m_view->document()->store()->endLine())));
    m_filter->setCount(text);
    goToWanted();
    jumpToMatch();
    showProgress();
    showProblem();
}

void LogPane::showProgress()
{
    double progress = -1;
    if (m_view->search() && m_view->search()->isRunning())
        progress = m_view->search()->progress();
    else if (m_view->filter() && m_view->filter()->isRunning())
        progress = m_view->filter()->progress();
    m_progress->setProgress(progress);
}

void LogPane::showProblem()
{
    std::optional<Error> problem;
    if (m_view->filter())
        problem = m_view->filter()->problem();
    if (m_view->search() && m_view->search()->problem())
        problem = m_view->search()->problem();
    if (!problem && m_filter->hasWrongTime())
        problem = Error::make(Error::Kind::BadInput, {}, tr("A time is written as seconds since the first line, such as 12.9, or as a time of day, such as 10:04:14."), {});
    const bool note = m_problem->mark() == Mark::Note && !m_problemRow->isHidden(); // stays until something else is marked
    m_problemRow->setVisible(problem.has_value() || note);
    if (problem)
        m_problem->set(problem->kind == Error::Kind::BadInput ? Mark::Error : Mark::Warning, problem->reason());
}

void LogPane::setFilterShown(bool shown)
{
    m_filter->setVisible(shown);
    m_actions->filter->setChecked(shown);
    if (shown) {
        m_filter->focus();
        return;
    }
    m_filter->clear();
    m_view->setFocus();
}

void LogPane::focusFind()
{
    m_find->focus();
}

void LogPane::find(const QString &text)
{
    m_find->setText(text);
}

} // namespace longshore
