// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logsearch.h"
#include "ui/logs/logcolumns.h"
#include "ui/logs/loggutter.h"
#include "ui/logs/loglayout.h"
#include "ui/logs/logopened.h"
#include "ui/logs/logrowshape.h"
#include "ui/logs/logrowsource.h"
#include "ui/logs/logselection.h"

#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>
#include <set>

namespace longshore
{

class LogColumnsHeader;
class LogOverview;
class LogPill;

/// A log on the screen, of any length: paints the rows that can be seen and knows nothing else of the log than where
/// they lie. Follows the end only while it stands there and is not frozen. Wakes up when its document grew, at most
/// every 16 ms (50 ms in a flood), and never while hidden.
class LogView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit LogView(QWidget *parent = nullptr);
    ~LogView() override;

    /// Shows this log from its end; null: nothing. The document must live until it is replaced or destroyed.
    void setDocument(LogDocument *document);
    LogDocument *document() const { return m_document; }
    /// Null without a document.
    LogSearch *search() const { return m_search.get(); }
    LogFilter *filter() const { return m_filter.get(); }

    /// Looks for this from now on; an empty pattern: for nothing.
    void find(const LogPattern &pattern);
    /// Shows these lines; the line looked at stays where it is.
    void setCriteria(const LogCriteria &criteria);

    bool isFollowing() const { return m_following; }
    bool isFrozen() const { return m_frozen; }
    void setFrozen(bool frozen);
    void goToEnd();
    GutterMode gutterMode() const { return m_gutterMode; }
    void setGutterMode(GutterMode mode);
    bool wraps() const { return m_wrap; }
    void setWrap(bool wrap);
    /// On top of the theme's text size; 0.5 to 3.
    double zoom() const { return m_zoom; }
    void setZoom(double zoom);
    static constexpr double zoomStep = 1.1; ///< factor of one key or click
    /// Structured lines show their message only.
    void setShortMessages(bool on);

    /// Fields of structured lines before their messages, with a line of names above; none: neither.
    const QList<LogColumn> &columns() const { return m_columns.columns(); }
    void setColumns(const QList<LogColumn> &columns);
    /// Paths of fields that lines have, in the order they were met.
    QStringList fieldsSeen() const;

    // Lines are numbered from 0 here; people see them from 1.
    /// The line the keyboard acts on.
    std::optional<quint64> currentLine() const { return m_current; }
    /// Makes it current and brings it on the screen, near the middle when it was not there.
    void goToLine(quint64 line);
    /// The next line that the search matches; false when there is none.
    bool goToMatch(bool backwards);
    std::optional<quint64> currentMatch() const { return m_match; }
    /// The next line of level Error or worse.
    bool goToError(bool backwards);
    /// Opens a structured or cut line in place, or closes it.
    void toggleOpened(quint64 line);
    /// Shows the lines alike that this one belongs to one by one, or as one again; false when there are none.
    bool toggleRun(quint64 line);
    /// What Enter and a click on its chip do: `toggleRun` where lines are folded, else `toggleOpened`.
    void openOrClose(quint64 line);
    bool isOpened(quint64 line) const { return m_opened.contains(line); }
    void toggleBookmark(quint64 line);
    const std::set<quint64> &bookmarks() const { return m_bookmarks; }
    bool goToBookmark(bool backwards);

    const LogSelection &selection() const { return m_selection; }
    void select(LogPosition anchor, LogPosition cursor);
    void selectAll();
    /// What is marked, or else the current line, with '\n' between lines; what the filter hides is left out. Ends at
    /// about `mostCopied` bytes.
    QString selectedText(bool withGutter = false) const;
    /// Columns and messages of the lines marked (or the current one), tabs between, with a line of names; empty without
    /// columns. Ends as `selectedText`.
    QString selectedTable() const;
    void copy(bool withGutter = false);
    static constexpr qsizetype mostCopied = qsizetype(64) << 20;

    // What is on the screen.
    const LogRowSource &rows() const { return m_rows; }
    const LogLayout &layoutOfRows() const { return m_layout; }
    RowPlace topPlace() const { return m_top; }
    /// Number of the first line on the screen.
    quint64 topLine() const;
    /// Whole visual rows that fit.
    int screenRows() const;
    /// Columns of text that fit.
    int screenColumns() const;
    /// The text of a visual row on the screen, without its gutter; chips in brackets at the end.
    QString paintedText(int screenRow) const;
    QString paintedGutter(int screenRow) const;
    /// Values before it, with bars between.
    QString paintedColumns(int screenRow) const;
    QStringList paintedTexts() const;
    /// What is said in place of rows when there are none: title and sentence.
    QStringList emptyTexts() const;
    /// Time of the first row on the screen, 0 unknown; and brings the row of such a time there.
    qint64 topTime() const;
    void showTime(qint64 time);
    /// Makes the first line at or after such a time, else the last one, current and brings it on the screen.
    void goToTime(qint64 time);
    /// Time of the last row on the screen and of the current line, 0 unknown.
    qint64 bottomTime() const;
    qint64 currentTime() const;
    /// Visual rows can be counted; false while a worker sums them up.
    bool isExact() const;
    /// Takes notice of what came, at once.
    void catchUp() { tick(); }
    bool isTicking() const { return m_tick.isActive(); }
    /// The rectangle of a place's cursor in the viewport; for tests and accessibility.
    QRect cursorRect(LogPosition position) const;
    LogPosition positionAt(QPoint point) const;

Q_SIGNALS:
    void frozenChanged(bool frozen);
    void followingChanged(bool following);
    /// Lines came or went, or the document's state is new.
    void contentChanged();
    void currentLineChanged();
    void selectionChanged();
    /// Count, progress, problem or place of the search.
    void searchChanged();
    void filterChanged();
    /// Another row is the first one.
    void scrolled();
    void zoomChanged(double zoom);
    /// Somebody dragged a border.
    void columnsChanged(const QList<longshore::LogColumn> &columns);
    /// Something to say in a status line.
    void said(const QString &sentence);
    void menuRequested(const QPoint &globalPos);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void timerEvent(QTimerEvent *event) override;

private:
    struct Painting;
    // logviewlook.cpp
    void restyle();
    int contentLeft() const;
    void showHeader();
    void placeHeader();
    void columnsResized();
    // logview.cpp: what is shown
    void connectDocument();
    void schedule();
    void tick();
    void sync();
    void rowsReset();
    void reopen();
    void layOutAgain();
    void indexRows();
    // logviewstatus.cpp: what it says beside the rows
    void tellGrown();
    void updatePill();
    std::vector<quint8> overviewMarks(int parts) const;
    quint64 unseen() const;
    quint64 unseenErrors() const;
    // logviewscroll.cpp, logviewgo.cpp: where it stands
    void rememberAnchor();
    void restoreAnchor();
    void setTop(RowPlace top);
    void scrollBy(qint64 visualRows);
    void settleBars();
    void verticalMoved(int value);
    void checkFollowing();
    quint64 rowAtTime(qint64 time) const;
    void revealRow(quint64 row);
    void revealOpened(quint64 row);
    void revealColumn(LogPosition position);
    int rowOnScreen(const RowPlace &place) const;
    RowPlace placeAt(int y) const;
    void setCurrent(quint64 line);
    std::optional<quint64> matchAfter(quint64 from, bool backwards) const;
    // logviewpaint.cpp, logviewtext.cpp
    ShownLine shownAt(quint64 row, const LogLine &line, const OpenedLine **opened) const;
    std::vector<ShownMatch> matchesIn(quint64 lineNumber, const ShownLine &shown) const;
    QString paintedGutterOf(quint64 row) const;
    GutterRow gutterRow(const RowPlace &place, const LogRow &row, const LogLine &line) const;
    QString chipOf(const LogLine &line, const ShownLine &shown, const LogRow &row) const;
    QRect chipRect(const ShownLine &shown, int sub, const QString &text, int y) const;
    void paintRow(Painting &p, const RowPlace &place, int y);
    void paintText(Painting &p, const RowPlace &place, const LogRow &row, const LogLine &line, const ShownLine &shown, int y);
    void paintColumns(Painting &p, const LogLine &line, int y);
    void paintField(Painting &p, const OpenedLine &opened, int piece, int y);
    void paintNote(Painting &p, const LogLine &line, int y);
    bool hidesMatch(const LogLine &line, const ShownLine &shown) const;
    void paintChip(Painting &p, const QRect &rect, const QString &text, const LogLine &line, bool matched);
    void paintEmpty(Painting &p);
    int textLeft() const;
    // logviewinput.cpp, logviewmouse.cpp
    bool isMine(const QKeyEvent *event) const;
    bool selectByKey(QKeyEvent *event);
    bool moveByKey(QKeyEvent *event);
    bool actByKey(QKeyEvent *event);
    void moveCurrent(qint64 rows, bool select);
    void extendTo(LogPosition position);
    void autoScroll();
    bool clickChip(QPoint point);

    QPointer<LogDocument> m_document;
    std::unique_ptr<LogSearch> m_search;
    std::unique_ptr<LogFilter> m_filter;
    std::unique_ptr<LogFilter> m_errors; ///< all lines of level Error or worse
    LogRowSource m_rows;
    LogLayout m_layout;
    std::map<quint64, OpenedLine> m_opened;
    std::set<quint64> m_bookmarks;
    LogLook m_look;
    LogGutter m_gutter;
    LogColumns m_columns;
    LogColumnsHeader *m_header = nullptr;
    LogOverview *m_overview;
    LogPill *m_pill;
    QTimer m_tick;

    RowPlace m_top;
    quint64 m_anchorLine = 0; ///< a line, and the visual row of the screen it stood at
    int m_anchorRow = 0;
    bool m_restoring = false; ///< the anchor's row has not been found yet
    quint64 m_scale = 1;      ///< visual rows a step of the scroll bar
    bool m_settling = false;
    int m_wheelRest = 0;
    int m_widest = 0;         ///< cells of the widest line seen
    CancelToken m_indexing;
    bool m_indexBusy = false;

    bool m_following = true;
    bool m_frozen = false;
    bool m_held = false;      ///< somebody went to a line: what comes does not push it away, until the end is gone to
    bool m_flooding = false;
    quint64 m_lastEnd = 0;    ///< of the store, at the last tick
    quint64 m_seenLine = 0;   ///< lines from here on have not been seen
    quint64 m_seenErrors = 0;
    std::optional<quint64> m_current;
    std::optional<quint64> m_match;
    LogSelection m_selection;
    int m_dragTimer = 0;
    QPoint m_dragPoint;
    bool m_dragging = false;
    bool m_dragLines = false;
    QElapsedTimer m_sinceDoubleClick;
    QElapsedTimer m_sinceTold;
    double m_zoom = 1.0;
    GutterMode m_gutterMode = GutterMode::Elapsed;
    bool m_wrap = false;
};

} // namespace longshore
