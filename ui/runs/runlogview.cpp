// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runlogview.h"

#include "model/format.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
constexpr std::size_t mostLines = 250'000;
constexpr int dropAtOnce = 50'000;
constexpr int stderrBar = 3;
} // namespace

RunLogView::RunLogView(QWidget *parent) : QPlainTextEdit(parent), m_gutterArea(new QWidget(this)), m_pill(new QPushButton(this))
{
    setObjectName(u"runLogText"_s);
    setAccessibleName(tr("Log of the run"));
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(NoWrap);
    setUndoRedoEnabled(false);
    setFont(Theme::of(this).font(TextRole::Code));
    document()->setDocumentMargin(4);
    m_gutterArea->installEventFilter(this);
    m_gutterArea->setAccessibleName(tr("Line numbers and times"));

    m_pill->setObjectName(u"newLinesPill"_s);
    setPrimary(m_pill);
    m_pill->setFocusPolicy(Qt::NoFocus);
    m_pill->hide();
    connect(m_pill, &QPushButton::clicked, this, [this] {
        setFrozen(false);
        scrollToBottom();
    });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy)
            m_gutterArea->scroll(0, dy);
        else
            m_gutterArea->update(0, rect.y(), m_gutterArea->width(), rect.height());
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (atBottom() && !m_frozen)
            m_unseen = 0;
        updatePill();
    });
    connect(&Theme::of(this), &Theme::changed, this, [this] {
        setFont(Theme::of(this).font(TextRole::Code));
        layOut();
    });
    layOut();
}

void RunLogView::append(const QList<PlainLine> &lines)
{
    if (lines.isEmpty())
        return;
    const bool follow = atBottom() && !m_frozen;
    QString text;
    for (const PlainLine &line : lines) {
        if (!m_lines.empty() || !text.isEmpty())
            text += u'\n';
        text += line.text;
        if (line.cut)
            text += tr(" … the rest of this line is in the stored log");
        if (!m_firstTime)
            m_firstTime = line.engineTime;
        m_stderrCount += line.source == LogSource::Stderr;
        m_lines.push_back({line.engineTime, line.source == LogSource::Stderr, line.note});
    }
    // A cursor of its own, so that the user's selection stays.
    QTextCursor end(document());
    end.movePosition(QTextCursor::End);
    const int position = verticalScrollBar()->value();
    end.insertText(text);
    const int dropped = dropOldest();
    if (follow) {
        scrollToBottom();
    } else {
        verticalScrollBar()->setValue(position - dropped);
        m_unseen += lines.size();
    }
    layOut();
    updatePill();
    Q_EMIT countsChanged();
}

int RunLogView::dropOldest()
{
    if (m_lines.size() <= mostLines)
        return 0;
    // A batch may hold more lines than are dropped at once.
    const int drop = qMax(dropAtOnce, int(m_lines.size() - mostLines));
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::NextBlock, QTextCursor::KeepAnchor, drop);
    cursor.removeSelectedText();
    m_lines.erase(m_lines.begin(), m_lines.begin() + drop);
    m_dropped += drop;
    return drop;
}

void RunLogView::clearLog()
{
    clear();
    m_lines.clear();
    m_dropped = m_stderrCount = m_firstTime = m_unseen = 0;
    setFrozen(false);
    updatePill();
    Q_EMIT countsChanged();
}

void RunLogView::setFrozen(bool frozen)
{
    if (m_frozen == frozen)
        return;
    m_frozen = frozen;
    if (!frozen)
        scrollToBottom();
    updatePill();
    Q_EMIT frozenChanged(frozen);
}

void RunLogView::setGutter(Gutter gutter)
{
    m_gutter = gutter;
    layOut();
    m_gutterArea->update();
}

bool RunLogView::findNext(const QString &text, bool backwards)
{
    const QTextDocument::FindFlags flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (find(text, flags))
        return true;
    const QTextCursor before = textCursor();
    QTextCursor around = before;
    around.movePosition(backwards ? QTextCursor::End : QTextCursor::Start);
    setTextCursor(around);
    if (find(text, flags))
        return true;
    setTextCursor(before);
    return false;
}

bool RunLogView::atBottom() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum();
}

void RunLogView::scrollToBottom()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_unseen = 0;
    updatePill();
}

void RunLogView::updatePill()
{
    m_pill->setVisible(m_unseen > 0);
    if (m_unseen <= 0)
        return;
    m_pill->setText(tr("↓ %1 new").arg(format::count(m_unseen)));
    m_pill->adjustSize();
    m_pill->move(viewport()->geometry().right() - m_pill->width() - metrics::paneInset,
                 viewport()->geometry().bottom() - m_pill->height() - metrics::paneInset);
}

int RunLogView::gutterWidth() const
{
    const QFontMetrics font(Theme::of(this).font(TextRole::Code));
    const int digits = qMax(5, int(QString::number(lineCount()).size()));
    return stderrBar + 16 + font.horizontalAdvance(QString(digits, u'0')) + 12 + timeWidth();
}

int RunLogView::timeWidth() const
{
    if (m_gutter == Gutter::Number)
        return 0;
    const QFontMetrics font(Theme::of(this).font(TextRole::Code));
    return font.horizontalAdvance(m_gutter == Gutter::Time ? u"00:00:00.000"_s : u"00000.000"_s) + 12;
}

void RunLogView::layOut()
{
    const int width = gutterWidth();
    setViewportMargins(width + 6, 0, 0, 0);
    const QRect area = contentsRect();
    m_gutterArea->setGeometry(area.left(), area.top(), width, viewport()->height());
    updatePill();
}

QString RunLogView::gutterText(std::size_t line) const
{
    const qint64 time = m_lines[line].time;
    if (m_gutter == Gutter::Number || !time)
        return {};
    if (m_gutter == Gutter::Time)
        return QDateTime::fromMSecsSinceEpoch(time / 1'000'000).toString(u"HH:mm:ss.zzz"_s);
    return QString::number(double(time - m_firstTime) / 1e9, 'f', 3);
}

void RunLogView::paintGutter(QPaintEvent *event)
{
    const Colors &colors = Theme::of(this).colors();
    QPainter painter(m_gutterArea);
    painter.fillRect(event->rect(), colors.alternateBase);
    painter.setPen(colors.hairline);
    painter.drawLine(m_gutterArea->width() - 1, event->rect().top(), m_gutterArea->width() - 1, event->rect().bottom());
    painter.setFont(Theme::of(this).font(TextRole::Code));
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= event->rect().bottom()) {
        const qreal height = blockBoundingRect(block).height();
        const auto line = std::size_t(block.blockNumber());
        if (top + height >= event->rect().top() && line < m_lines.size()) {
            // The last block's rectangle includes the document's margin.
            const QRect row(0, int(top), m_gutterArea->width(), qMin(int(height), fontMetrics().lineSpacing()));
            if (m_lines[line].isError) {
                painter.fillRect(QRect(0, row.top(), stderrBar, row.height()), colors.stderrMark);
                painter.setPen(colors.stderrMark);
                painter.drawText(QRect(stderrBar + 3, row.top(), 14, row.height()), Qt::AlignVCenter | Qt::AlignLeft, u"E"_s);
            }
            painter.setPen(colors.muted);
            painter.drawText(row.adjusted(0, 0, -timeWidth() - 8, 0), Qt::AlignVCenter | Qt::AlignRight,
                             m_lines[line].note ? u"·"_s : QString::number(m_dropped + qint64(line) + 1));
            painter.drawText(row.adjusted(0, 0, -8, 0), Qt::AlignVCenter | Qt::AlignRight, gutterText(line));
        }
        top += height;
        block = block.next();
    }
}

void RunLogView::resizeEvent(QResizeEvent *event)
{
    const bool follow = atBottom() && !m_frozen;
    QPlainTextEdit::resizeEvent(event);
    layOut();
    if (follow)
        scrollToBottom();
}

void RunLogView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier)
        return setFrozen(!m_frozen);
    if (event->key() == Qt::Key_End && event->modifiers() == Qt::NoModifier)
        return scrollToBottom();
    QPlainTextEdit::keyPressEvent(event);
}

void RunLogView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOut();
}

bool RunLogView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_gutterArea && event->type() == QEvent::Paint) {
        paintGutter(static_cast<QPaintEvent *>(event));
        return true;
    }
    return QPlainTextEdit::eventFilter(watched, event);
}

} // namespace longshore
