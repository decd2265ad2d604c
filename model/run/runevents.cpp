// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runevents.h"

#include "model/format.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

struct Words {
    const char *kind;
    const char *text;
};

constexpr std::array known{
    Words{"queued", QT_TRANSLATE_NOOP("RunEvent", "Asked for")},
    Words{"resolving", QT_TRANSLATE_NOOP("RunEvent", "Look for the image")},
    Words{"create_intent", QT_TRANSLATE_NOOP("RunEvent", "Create the container")},
    Words{"created", QT_TRANSLATE_NOOP("RunEvent", "The container was created")},
    Words{"upload_intent", QT_TRANSLATE_NOOP("RunEvent", "Send the data folder")},
    Words{"uploaded", QT_TRANSLATE_NOOP("RunEvent", "The data folder was sent")},
    Words{"start_intent", QT_TRANSLATE_NOOP("RunEvent", "Start the container")},
    Words{"started", QT_TRANSLATE_NOOP("RunEvent", "The container was started")},
    Words{"log_complete", QT_TRANSLATE_NOOP("RunEvent", "The log is complete")},
    Words{"exited", QT_TRANSLATE_NOOP("RunEvent", "The container exited")},
    Words{"collect_intent", QT_TRANSLATE_NOOP("RunEvent", "Fetch the outputs")},
    Words{"collected", QT_TRANSLATE_NOOP("RunEvent", "The outputs were fetched")},
    Words{"remove_intent", QT_TRANSLATE_NOOP("RunEvent", "Remove the container")},
    Words{"removed", QT_TRANSLATE_NOOP("RunEvent", "The container was removed")},
    Words{"cancel_intent", QT_TRANSLATE_NOOP("RunEvent", "Stop it: cancelled")},
    Words{"finished", QT_TRANSLATE_NOOP("RunEvent", "Finished")},
    Words{"interrupted", QT_TRANSLATE_NOOP("RunEvent", "Found interrupted")},
    Words{"cleaned", QT_TRANSLATE_NOOP("RunEvent", "What was left of it was removed")},
};

constexpr qsizetype mostShown = 300;

} // namespace

QString RunEvent::words() const
{
    for (const Words &words : known) {
        if (kind == QLatin1String(words.kind))
            return QCoreApplication::translate("RunEvent", words.text);
    }
    QString text = kind;
    text.replace(u'_', u' ');
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

void RunEventsModel::setEvents(const QList<RunEvent> &events, bool ended)
{
    const bool grew = events.size() >= m_events.size() && std::equal(m_events.begin(), m_events.end(), events.begin());
    if (!grew) {
        beginResetModel();
        m_events = events;
        m_ended = ended;
        return endResetModel();
    }
    m_ended = ended;
    const int before = int(m_events.size());
    if (events.size() > before) {
        beginInsertRows({}, before, int(events.size()) - 1);
        m_events = events;
        endInsertRows();
    }
    if (before > 0) // an intent that was open may be answered
        Q_EMIT dataChanged(index(before - 1, 0), index(before - 1, DetailsColumn));
}

int RunEventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int RunEventsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : DetailsColumn + 1;
}

bool RunEventsModel::isOpen(int row) const
{
    return m_events[row].isIntent() && row + 1 == m_events.size();
}

QVariant RunEventsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunEvent &event = m_events[index.row()];
    switch (role) {
    case Qt::DisplayRole: return display(index.row(), Column(index.column()));
    case Qt::TextAlignmentRole:
        return index.column() == TookColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case IntentRole: return event.isIntent();
    case PayloadRole: return event.payload;
    case ProblemRole: return m_ended && isOpen(index.row());
    default: return {};
    }
}

QVariant RunEventsModel::display(int row, Column column) const
{
    const RunEvent &event = m_events[row];
    switch (column) {
    case TimeColumn: return event.time.toLocalTime().toString(u"HH:mm:ss.zzz"_s);
    case StepColumn: return event.words();
    case KindColumn:
        if (event.isIntent())
            return isOpen(row) && m_ended ? tr("asked, no answer kept") : tr("asked");
        return tr("done");
    case TookColumn: {
        if (row == 0)
            return QString();
        const qint64 nanos = event.monoNanos - m_events[row - 1].monoNanos;
        return nanos < 0 ? QString() : format::duration(nanos / 1'000'000);
    }
    case DetailsColumn: {
        const QString text = QString::fromUtf8(event.payload.left(4 * mostShown));
        return text == u"{}"_s ? QString() : text.size() > mostShown ? text.left(mostShown) + u'…' : text;
    }
    }
    return {};
}

QVariant RunEventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == TookColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case StepColumn: return tr("Step");
    case KindColumn: return tr("State");
    case TookColumn: return tr("Since the last");
    case DetailsColumn: return tr("Details");
    default: return {};
    }
}

} // namespace longshore
