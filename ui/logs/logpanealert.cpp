// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that somebody wants to be told of, wherever they look.
#include "ui/logs/logpane.h"

#include "model/format.h"
#include "model/tasks/noticelist.h"
#include "ui/logs/logactions.h"
#include "ui/logs/logfilterbar.h"
#include "ui/logs/logfindbar.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/tofront.h"

#include <QAction>
#include <QDateTime>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int longestWords = 28; ///< characters of a rule on a button
}

LogPane::~LogPane()
{
    withdrawNotice();
}

void LogPane::connectAlert()
{
    QAction *action = m_actions->alert;
    action->setVisible(m_services.notices);
    connect(action, &QAction::triggered, this, &LogPane::markAlert);
    connect(&m_alert, &LogAlert::matched, this, &LogPane::showAlert);
    if (!m_services.notices)
        return;
    connect(m_services.notices, &NoticeList::followed, this, [this](int id) {
        if (id == m_notice)
            goToAlert();
    });
    connect(m_services.notices, &NoticeList::wasPutAway, this, [this](int id) {
        if (id == m_notice)
            m_alert.seen();
    });
}

/// What is looked for, or else what the filter lets through.
void LogPane::markAlert(bool on)
{
    LogCriteria criteria;
    if (const LogPattern looked = m_find->pattern(); !looked.isEmpty()) {
        criteria.include << looked;
    } else {
        m_filter->addTo(&criteria, 0, false);
        criteria.levels = m_state.levels;
        criteria.standardOutput = m_state.standardOutput;
        criteria.standardError = m_state.standardError;
    }
    const LogAlertRule rule = on ? LogAlertRule::of(criteria) : LogAlertRule();
    if (on && rule.isEmpty())
        Q_EMIT m_view->said(tr("First say what to watch for: type it into “Find in the log”, or filter by text, level or stream."));
    changeState([&rule](LogViewState &state) { state.alert = rule; });
    if (const auto problem = m_alert.problem(); on && problem) {
        changeState([](LogViewState &state) { state.alert = {}; });
        Q_EMIT m_view->said(problem->sentence());
    }
    showAlertRule();
}

void LogPane::watchAlert()
{
    withdrawNotice();
    m_wanted.reset();
    const LogAlertRule rule = m_services.notices ? m_state.alert : LogAlertRule();
    m_alert.watch(m_view->document(), rule, QDateTime::currentMSecsSinceEpoch() * 1'000'000);
}

void LogPane::showAlertRule()
{
    QAction *action = m_actions->alert;
    const bool on = !m_alert.rule().isEmpty();
    const QString words = m_alert.rule().words();
    const QString few = words.size() > longestWords ? words.left(longestWords - 1) + u'…' : words;
    action->setChecked(on);
    action->setText(on ? tr("Alert: %1").arg(withoutMnemonic(few)) : tr("Alert on new matches"));
    setPlainToolTip(m_alertButton, on ? tr("New lines with %1 are told of wherever you look. Click to end that.").arg(words) : QString());
    m_find->setOffered(m_alertButton, on);
}

void LogPane::showAlert()
{
    const quint64 count = m_alert.count();
    const QString words = m_alert.rule().words();
    const QString what = count == 1 ? tr("1 new line with %1").arg(words) : tr("%1 new lines with %2").arg(format::count(qint64(count)), words);
    m_notice = m_services.notices->show(m_notice, m_saveName.isEmpty() ? what : tr("%1: %2").arg(m_saveName, what), m_alert.lastText(), tr("Show"));
}

void LogPane::withdrawNotice()
{
    if (m_services.notices)
        m_services.notices->withdraw(std::exchange(m_notice, 0));
}

void LogPane::goToAlert()
{
    m_wanted = m_alert.lastLine();
    m_alert.seen();
    bringToFront(this);
    m_view->setFocus();
    m_view->catchUp();
    goToWanted();
}

/// A line that the filter hides is shown among all.
void LogPane::goToWanted()
{
    if (!m_wanted || !m_view->filter() || m_view->filter()->isRunning())
        return;
    const quint64 line = *std::exchange(m_wanted, std::nullopt);
    if (!m_view->rows().shows(line)) {
        m_clearedBefore = std::min(m_clearedBefore, line);
        showAll();
        applyCriteria();
    }
    if (m_view->filter()->isRunning() && line >= m_view->document()->store()->firstLine())
        m_wanted = line; // repeats are being folded
    else
        m_view->goToLine(line);
}

} // namespace longshore
