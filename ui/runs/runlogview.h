// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/plainlines.h"

#include <QPlainTextEdit>
#include <vector>

class QPushButton;

namespace longshore
{

/// A run's log as text: gutter with stderr bar and letter, line number and time; follows while it is at the bottom and
/// not frozen, else offers what came meanwhile. Keeps the newest quarter million lines; the stored log has all.
class RunLogView : public QPlainTextEdit
{
    Q_OBJECT
public:
    enum class Gutter { Number, Time, Delta };

    explicit RunLogView(QWidget *parent = nullptr);

    void append(const QList<PlainLine> &lines);
    void clearLog();
    bool isFrozen() const { return m_frozen; }
    void setFrozen(bool frozen);
    Gutter gutter() const { return m_gutter; }
    void setGutter(Gutter gutter);
    /// All lines so far, the ones no longer shown too.
    qint64 lineCount() const { return m_dropped + qint64(m_lines.size()); }
    qint64 stderrCount() const { return m_stderrCount; }
    /// Finds the next match after the cursor, from the start again at the end. False when there is none.
    bool findNext(const QString &text, bool backwards);

Q_SIGNALS:
    void frozenChanged(bool frozen);
    void countsChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct LineInfo {
        qint64 time = 0;
        bool isError = false;
        bool note = false;
    };

    int gutterWidth() const;
    int timeWidth() const;
    void paintGutter(QPaintEvent *event);
    void layOut();
    bool atBottom() const;
    void scrollToBottom();
    void updatePill();
    int dropOldest();
    QString gutterText(std::size_t line) const;

    QWidget *m_gutterArea;
    QPushButton *m_pill;
    std::vector<LineInfo> m_lines;
    Gutter m_gutter = Gutter::Delta;
    qint64 m_dropped = 0;
    qint64 m_stderrCount = 0;
    qint64 m_firstTime = 0;
    qint64 m_unseen = 0;
    bool m_frozen = false;
};

} // namespace longshore
