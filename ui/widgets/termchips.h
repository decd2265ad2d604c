// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

namespace longshore
{

/// The terms of a filter as chips that can be taken away, beside each other; what does not fit is elided.
class TermChips : public QWidget
{
    Q_OBJECT
public:
    explicit TermChips(QWidget *parent = nullptr);

    void setTerms(const QStringList &terms);
    const QStringList &terms() const { return m_terms; }

Q_SIGNALS:
    /// The chip of this term is to go.
    void dismissed(int term);

private:
    QStringList m_terms;
};

} // namespace longshore
