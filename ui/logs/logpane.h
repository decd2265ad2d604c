// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logalert.h"
#include "ui/logs/logview.h"
#include "ui/logs/logviewstate.h"

#include <QWidget>
#include <functional>

namespace longshore
{

class LogActions;
class LogFilterBar;
class LogFindBar;
class LogProgressLine;
class MarkLabel;
class NoticeList;
class Settings;
class TaskList;

/// Another log that this one can be compared with.
struct OtherLog {
    QString name;
    QString image;
    std::function<LogDocument *(QObject *parent)> open;
};

/// What pages lend their logs; each may be null.
struct LogServices {
    TaskList *tasks = nullptr;     ///< for saving
    Settings *settings = nullptr;  ///< remembers how the logs of an image are shown
    NoticeList *notices = nullptr; ///< for alerts; none without it
};

/// A log with all that can be done with it: find row, filter row, the view, menus and keys. What Runs and Containers
/// embed.
class LogPane : public QWidget
{
    Q_OBJECT
public:
    explicit LogPane(const LogServices &services = {}, QWidget *parent = nullptr);
    ~LogPane() override;

    /// `image` is what settings are remembered by, whatever its tag; `saveName` the file name offered, without ending.
    void setDocument(LogDocument *document, const QString &image = {}, const QString &saveName = {});
    LogView *view() const { return m_view; }
    LogActions *actions() const { return m_actions; }
    using QWidget::actions;
    /// Freeze and Save… and what else is wanted there, for the corner of a tab bar; belongs to `parent`.
    QWidget *makeCorner(QWidget *parent, const QList<QAction *> &more = {}, bool underlined = true);
    void focusFind();
    void find(const QString &text);
    /// "19,433 lines · 6.2 MB · 214 from stderr"; what older lines are gone.
    QString countsText() const;
    /// Asked when the menu opens; none: nothing to compare with.
    void setOtherLogs(std::function<QList<OtherLog>()> others);

Q_SIGNALS:
    void countsChanged();
    void compareRequested(const longshore::OtherLog &other);

private:
    void makeBars();
    void connectActions();
    void connectMarkActions();
    void connectSaveActions();
    void connectAlert();
    void markAlert(bool on);
    void watchAlert();
    void showAlertRule();
    void showAlert();
    void goToAlert();
    void goToWanted();
    void withdrawNotice();
    void save(const LogRows &rows, quint64 firstRow, quint64 endRow);
    void connectView();
    void applyPattern();
    void applyCriteria();
    void showSearch();
    void showFilter();
    void showProgress();
    void showProblem();
    void jumpToMatch();
    void updateActions();
    void openMenu(const QPoint &globalPos);
    void listOthers();
    void setState(const LogViewState &state);
    void changeState(const std::function<void(LogViewState &)> &change);
    void setColumns(const QList<LogColumn> &columns);
    void setFilterShown(bool shown);
    void showAround();
    void showAll();
    void includeMarked(bool include);
    QString markedText() const;

    LogServices m_services;
    LogView *m_view;
    LogActions *m_actions;
    LogFindBar *m_find = nullptr;
    QWidget *m_levels = nullptr; ///< menu buttons of the find bar
    QWidget *m_streams = nullptr;
    LogFilterBar *m_filter = nullptr;
    LogProgressLine *m_progress = nullptr;
    MarkLabel *m_problem = nullptr;
    QWidget *m_problemRow = nullptr;
    QWidget *m_alertButton = nullptr; ///< shown while there is an alert
    LogAlert m_alert;
    int m_notice = 0;
    std::optional<quint64> m_wanted; ///< line to go to once the filter has come so far
    QString m_settingsName;
    QString m_saveName;
    LogViewState m_state;
    std::function<QList<OtherLog>()> m_others;
    quint64 m_clearedBefore = 0;
    bool m_jump = false; ///< to the first match once it is known
    bool m_applying = false;
};

} // namespace longshore
