// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QAction;

namespace longshore
{

/// One page of the main window. Gets its models and a command object by reference from `app`; never sees the client.
class Page : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// The page's actions, in the order of its menu ("Image", "Run" …); also what the palette offers while the page
    /// is shown. The page owns them; nullptr = separator. The window puts no shortcut on them: that is the page's.
    virtual QList<QAction *> pageActions() const { return {}; }
    /// Ctrl+F.
    virtual void focusFilter() {}
    /// F5: fetch anew. A refresh never loses selection, scroll position, expansion or column widths.
    virtual void refresh() {}
    /// The status bar's two ends: what the selection is, and live counts with the last refresh.
    QString statusText() const { return m_status; }
    QString statusFacts() const { return m_facts; }
    /// What stands beside the page's name in the navigation; -1 = not known, shown as "–".
    int count() const { return m_count; }

Q_SIGNALS:
    void statusChanged();
    void countChanged(int count);

protected:
    void setStatus(const QString &text, const QString &facts)
    {
        m_status = text;
        m_facts = facts;
        Q_EMIT statusChanged();
    }
    void setCount(int count)
    {
        m_count = count;
        Q_EMIT countChanged(count);
    }

private:
    QString m_status;
    QString m_facts;
    int m_count = -1;
};

} // namespace longshore
