// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

class QPlainTextEdit;

namespace longshore
{

/// Colours JSON by the theme: keys, strings, numbers and the three words. Follows palette changes.
class JsonHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    explicit JsonHighlighter(QPlainTextEdit *edit);

protected:
    void highlightBlock(const QString &text) override;

private:
    const QPlainTextEdit *m_edit;
};

/// Fixed font, no wrapping, coloured: how every JSON text looks.
void setUpJsonEdit(QPlainTextEdit *edit);

} // namespace longshore
