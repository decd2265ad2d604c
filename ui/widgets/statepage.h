// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"

#include <QPointer>
#include <QStackedWidget>
#include <QTimer>

class QAction;

namespace longshore
{

/// What a page says when there is nothing to show: what to do next, with a button.
struct EmptyState {
    QString iconName;
    QString title;
    QString sentence;
    QAction *primary = nullptr;    ///< its icon, text and trigger make the filled button; may be null
    QList<QAction *> otherWays;    ///< up to three rows with their shortcut; the tool tip's place is taken by `statusTip`
    QString note;                  ///< below everything, may be empty
};

/// The four states every page has: loading (nothing for 150 ms, then grey bars), empty, error, content. Old content
/// stays when a refresh runs: do not go back to loading.
class StatePage : public QStackedWidget
{
    Q_OBJECT
public:
    enum class State { Loading, Empty, Error, Content };

    /// Takes `content`.
    explicit StatePage(QWidget *content, QWidget *parent = nullptr);

    State state() const { return m_state; }
    void showLoading();
    void showEmpty(const EmptyState &empty);
    /// `nextAction` becomes the one button; may be null.
    void showError(const QString &title, const Error &error, QAction *nextAction = nullptr);
    void showContent();

private:
    void replaceMessage(QWidget *page);
    void showPage(QWidget *page);

    State m_state = State::Loading;
    QWidget *m_content;
    QWidget *m_loading;
    QPointer<QWidget> m_message;
    QTimer m_delay;
};

} // namespace longshore
