// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/buildstepsmodel.h"

#include "model/format.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{

using State = BuildStep::State;

BuildStepsModel::BuildStepsModel(QObject *parent, Clock clock)
    : QAbstractListModel(parent), m_clock(clock ? std::move(clock) : [] { return QDateTime::currentDateTimeUtc(); })
{
}

int BuildStepsModel::rowOf(const QString &key) const
{
    return m_rows.value(key, -1);
}

BuildStep *BuildStepsModel::addStep(const QString &key, const QString &title)
{
    if (m_steps.size() >= mostSteps)
        return nullptr;
    const int row = int(m_steps.size());
    beginInsertRows({}, row, row);
    BuildStep step;
    step.key = key;
    step.title = title;
    m_steps.append(step);
    m_rows.insert(key, row);
    endInsertRows();
    return &m_steps.last();
}

void BuildStepsModel::changed(int row)
{
    Q_EMIT dataChanged(index(row), index(row));
}

void BuildStepsModel::begin(int index, int count, const QString &instruction)
{
    const qsizetype before = m_steps.size() - 1;
    if (before >= 0 && m_steps[before].state == State::Running) {
        m_steps[before].durationMs = durationOf(m_steps[before]);
        m_steps[before].state = State::Done;
        changed(int(before));
    }
    // Stages of Podman count from one each.
    m_announced = qMax(m_announced, int(m_steps.size()) + qBound(0, count - index + 1, mostSteps));
    if (BuildStep *step = addStep(QString::number(m_steps.size()), u"[%1/%2] %3"_s.arg(index).arg(count).arg(instruction))) {
        step->state = State::Running;
        step->seenAt = m_clock();
        changed(int(m_steps.size()) - 1);
    }
}

void BuildStepsModel::markCached()
{
    if (m_steps.isEmpty() || m_steps.constLast().state != State::Running)
        return;
    m_steps.last().durationMs = durationOf(m_steps.constLast());
    m_steps.last().state = State::Cached;
    changed(int(m_steps.size()) - 1);
}

void BuildStepsModel::take(const BuildTrace &trace)
{
    for (const BuildTrace::Step &step : trace.steps)
        takeStep(step);
    for (const BuildTrace::Status &status : trace.statuses)
        takeStatus(status);
}

void BuildStepsModel::takeStep(const BuildTrace::Step &told)
{
    if (m_told.size() < mostSteps)
        m_told.insert(told.digest);
    m_announced = int(m_told.size());
    const bool begun = told.started.isValid() || told.ended.isValid() || told.cached;
    if (rowOf(told.digest) < 0 && (!begun || !addStep(told.digest, told.name)))
        return;
    const int row = rowOf(told.digest);
    BuildStep &step = m_steps[row];
    step.title = told.name.isEmpty() ? step.title : told.name;
    if (told.ended.isValid()) {
        step.durationMs = told.started.isValid() ? qMax<qint64>(0, told.started.msecsTo(told.ended)) : -1;
        step.state = !told.error.isEmpty() ? State::Failed : told.cached ? State::Cached : State::Done;
        step.detail = told.error;
    } else if (told.started.isValid()) {
        if (step.state != State::Running || !step.seenAt.isValid())
            step.seenAt = m_clock();
        step.state = State::Running;
    } else if (told.cached) {
        step.state = State::Cached;
    }
    changed(row);
}

void BuildStepsModel::takeStatus(const BuildTrace::Status &status)
{
    const int row = rowOf(status.step);
    if (row < 0 || m_steps[row].state != State::Running)
        return;
    m_steps[row].detail = status.ended || status.total <= 0
                              ? status.id
                              : tr("%1: %2 of %3").arg(status.id, format::bytes(status.current), format::bytes(status.total));
    changed(row);
}

void BuildStepsModel::end(State state, const QString &detail)
{
    // The step that failed has said so; those beside it were only given up.
    const bool told = std::any_of(m_steps.begin(), m_steps.end(), [](const BuildStep &step) { return step.state == State::Failed; });
    if (told && state == State::Failed)
        state = State::Cancelled;
    for (int row = 0; row < int(m_steps.size()); ++row) {
        BuildStep &step = m_steps[row];
        if (step.state == State::Running) {
            step.durationMs = durationOf(step);
            step.state = state;
            step.detail = detail;
            changed(row);
        }
    }
    m_announced = 0;
}

void BuildStepsModel::tick()
{
    for (int row = 0; row < int(m_steps.size()); ++row) {
        if (m_steps[row].state == State::Running)
            changed(row);
    }
}

int BuildStepsModel::endedCount() const
{
    return int(std::count_if(m_steps.begin(), m_steps.end(),
                             [](const BuildStep &step) { return step.state != State::Running; }));
}

QString BuildStepsModel::current() const
{
    const auto running = std::find_if(m_steps.rbegin(), m_steps.rend(), [](const BuildStep &step) { return step.state == State::Running; });
    return running == m_steps.rend() ? QString() : running->title;
}

qint64 BuildStepsModel::durationOf(const BuildStep &step) const
{
    return step.state == State::Running && step.seenAt.isValid() ? qMax<qint64>(0, step.seenAt.msecsTo(m_clock())) : step.durationMs;
}

int BuildStepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_steps.size());
}

QVariant BuildStepsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const BuildStep &step = m_steps[index.row()];
    switch (role) {
    case Qt::DisplayRole: return step.title;
    case Qt::ToolTipRole: return step.detail.isEmpty() ? step.title : step.title + u'\n' + step.detail;
    case Qt::AccessibleTextRole: return QStringList{step.title, words(step.state), format::duration(durationOf(step))}.join(u", "_s);
    case StateRole: return int(step.state);
    case DetailRole: return step.detail;
    case DurationRole: return durationOf(step);
    case KeyRole: return step.key;
    default: return {};
    }
}

QString BuildStepsModel::words(State state)
{
    switch (state) {
    case State::Running: return tr("running");
    case State::Done: return tr("done");
    case State::Cached: return tr("cached");
    case State::Failed: return tr("failed");
    case State::Cancelled: return tr("stopped");
    }
    return {};
}

} // namespace longshore
