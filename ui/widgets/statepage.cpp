// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statepage.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/statemessages.h"

#include <QApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int loadingDelayMs = 150;
constexpr int loadingRows = 8;

/// A header and eight row-high grey bars once `visibleBars` is on.
class LoadingPage : public QWidget
{
public:
    explicit LoadingPage(QWidget *parent)
        : QWidget(parent)
    {
        setObjectName(u"loadingPage"_s);
        setAccessibleName(tr("Loading"));
        setBaseGround(this);
    }
    bool visibleBars = false;

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (!visibleBars)
            return;
        const Colors &colors = Theme::of(this).colors();
        QPainter painter(this);
        painter.fillRect(0, metrics::header, width(), 1, colors.hairline);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(blend(colors.text, colors.base, 0.07));
        const int row = metrics::height(metrics::row, fontMetrics());
        for (int i = 0; i < loadingRows; ++i) {
            const int share[] = {52, 38, 61, 45, 57, 34, 48, 41}; // uneven, as names are
            const int y = metrics::header + 1 + i * row + (row - 12) / 2;
            painter.drawRoundedRect(metrics::firstCell, y, width() * share[i] / 100, 12, 3, 3);
        }
    }
};

} // namespace

StatePage::StatePage(QWidget *content, QWidget *parent)
    : QStackedWidget(parent)
    , m_content(content)
    , m_loading(new LoadingPage(this))
{
    addWidget(m_loading);
    addWidget(m_content);
    m_delay.setSingleShot(true);
    m_delay.setInterval(loadingDelayMs);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        static_cast<LoadingPage *>(m_loading)->visibleBars = true;
        m_loading->update();
    });
    showLoading();
}

void StatePage::showLoading()
{
    m_state = State::Loading;
    static_cast<LoadingPage *>(m_loading)->visibleBars = false;
    m_delay.start();
    showPage(m_loading);
}

void StatePage::showEmpty(const EmptyState &empty)
{
    m_state = State::Empty;
    replaceMessage(new EmptyMessage(empty, this));
}

void StatePage::showError(const QString &title, const Error &error, QAction *nextAction)
{
    m_state = State::Error;
    replaceMessage(new ErrorMessage(title, error, nextAction, this));
}

void StatePage::showContent()
{
    m_state = State::Content;
    m_delay.stop();
    showPage(m_content);
}

void StatePage::replaceMessage(QWidget *page)
{
    m_delay.stop();
    const QPointer<QWidget> old = m_message;
    m_message = page;
    addWidget(page);
    showPage(page);
    if (old) {
        removeWidget(old);
        old->deleteLater();
    }
}

/// The keyboard stays here, whatever the state.
void StatePage::showPage(QWidget *page)
{
    const QWidget *focused = QApplication::focusWidget();
    const bool hadFocus = focused && (focused == this || isAncestorOf(focused));
    setCurrentWidget(page);
    setFocusProxy(page);
    if (hadFocus)
        page->setFocus(Qt::OtherFocusReason);
}

} // namespace longshore
