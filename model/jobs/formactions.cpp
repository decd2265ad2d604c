// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/formactions.h"

#include "model/jobs/actionrunner.h"
#include "model/jobs/formmodel.h"
#include "model/json/json.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace longshore
{
namespace
{

constexpr qsizetype mostCached = 50;
constexpr auto typingPause = 600ms;

bool isAtOrBelow(const QString &path, const QString &place)
{
    return path == place || path.startsWith(place + u'.');
}

/// Whether a change at `changed` is one of a watched path, in which `*` stands for any list index.
bool concerns(const QString &watched, const QString &changed)
{
    if (!watched.contains(u'*'))
        return isAtOrBelow(changed, watched) || isAtOrBelow(watched, changed);
    const QStringList want = splitPath(watched);
    const QStringList have = splitPath(changed);
    for (qsizetype i = 0; i < qMin(want.size(), have.size()); ++i) {
        if (want[i] != "*"_L1 && want[i] != have[i])
            return false;
    }
    return true;
}

} // namespace

FormActions::FormActions(FormModel &model)
    : QObject(&model)
    , m_model(model)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &FormActions::loadPending);
    connect(&model, &FormModel::valueChanged, this, &FormActions::valueChanged);
    connect(&model, &FormModel::itemsChanged, this, &FormActions::valueChanged);
    connect(&model, &FormModel::loaded, this, &FormActions::forget);
}

FormActions::~FormActions() = default;

void FormActions::setRunner(ActionRunner *runner)
{
    if (m_runner == runner)
        return;
    const QStringList running = m_calls.keys();
    for (const QString &path : running)
        cancel(path);
    m_runner = runner;
    Q_EMIT runnerChanged();
    const QStringList open = std::exchange(m_open, {});
    for (const QString &path : open)
        this->open(path);
}

void FormActions::forget()
{
    const QStringList running = m_calls.keys();
    for (const QString &path : running)
        cancel(path);
    m_states.clear();
    m_cache.clear();
    m_open.clear();
    m_pending.clear();
}

void FormActions::open(const QString &path)
{
    if (m_open.contains(path))
        return;
    m_open.append(path);
    const FieldSpec *field = m_model.field(path);
    if (field && field->choiceSource.onOpen && m_runner)
        run(path, false);
}

void FormActions::run(const QString &path, bool fresh)
{
    const FieldSpec *field = m_model.field(path);
    if (!field || !m_runner)
        return;
    const QString action = field->kind == FieldKind::Action ? field->action : field->choiceSource.action;
    if (action.isEmpty())
        return;
    cancel(path);
    const QByteArray parameters = m_model.parameters();
    const QByteArray key = field->choiceSource.isCached ? action.toUtf8() + '\n' + parameters : QByteArray();
    State &state = m_states[path];
    state.error.clear();
    if (const auto known = m_cache.constFind(key); !fresh && !key.isEmpty() && known != m_cache.cend()) {
        state.answer = *known;
        state.isLoaded = true;
        Q_EMIT changed(path);
        return;
    }
    state.isRunning = true;
    m_calls.insert(path, m_runner->run(action, parameters, this, [this, path, key](const Result<QByteArray> &answer) {
        answered(path, key, answer);
    }));
    Q_EMIT changed(path);
}

void FormActions::cancel(const QString &path)
{
    const auto call = m_calls.constFind(path);
    if (call == m_calls.cend())
        return;
    m_runner->cancel(*call);
    m_calls.erase(call);
    m_states[path].isRunning = false;
    Q_EMIT changed(path);
}

void FormActions::answered(const QString &path, const QByteArray &cacheKey, const Result<QByteArray> &answer)
{
    m_calls.remove(path);
    State &state = m_states[path];
    state.isRunning = false;
    if (!answer) {
        state.error = answer.error().sentence();
    } else {
        state.answer = readActionAnswer(*answer);
        state.isLoaded = true;
        if (m_cache.size() >= mostCached)
            m_cache.clear();
        if (!cacheKey.isEmpty() && state.answer.hasChoices)
            m_cache.insert(cacheKey, state.answer);
    }
    Q_EMIT changed(path);
}

void FormActions::valueChanged(const QString &changed)
{
    for (const QString &path : std::as_const(m_open)) {
        const FieldSpec *field = m_model.field(path);
        if (!field || m_pending.contains(path) || isAtOrBelow(changed, path))
            continue;
        const QStringList &watched = field->choiceSource.watched;
        if (std::any_of(watched.begin(), watched.end(), [&](const QString &place) { return concerns(place, changed); }))
            m_pending.append(path);
    }
    if (!m_pending.isEmpty())
        m_pause.start();
}

void FormActions::loadPending()
{
    const QStringList pending = std::exchange(m_pending, {});
    for (const QString &path : pending) {
        if (m_model.isVisible(path))
            run(path, false);
    }
}

} // namespace longshore
