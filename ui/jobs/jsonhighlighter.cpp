// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jsonhighlighter.h"

#include "ui/theme/theme.h"

#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTextCharFormat>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{
constexpr qsizetype longestLine = 4096; ///< beyond it colours cost more than they tell
}

JsonHighlighter::JsonHighlighter(QPlainTextEdit *edit)
    : QSyntaxHighlighter(edit->document())
    , m_edit(edit)
{
    connect(&Theme::of(edit), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression token(
        u"(?<key>\"(?:[^\"\\\\]|\\\\.)*+\"(?=\\s*:))|(?<text>\"(?:[^\"\\\\]|\\\\.)*+\"?)|"
        "(?<number>-?\\b[0-9][0-9.eE+-]*)|(?<word>\\b(?:true|false|null)\\b)"_s);
    if (text.size() > longestLine)
        return;
    const Colors &colors = Theme::of(m_edit).colors();
    auto matches = token.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const QColor colour = !match.captured(u"key"_s).isEmpty()    ? colors.accent
                              : !match.captured(u"text"_s).isEmpty() ? colors.success
                                                             : colors.violet;
        setFormat(int(match.capturedStart()), int(match.capturedLength()), colour);
    }
}

void setUpJsonEdit(QPlainTextEdit *edit)
{
    const auto restyle = [edit] {
        edit->setFont(Theme::of(edit).font(TextRole::Code));
        edit->setTabStopDistance(QFontMetricsF(edit->font()).horizontalAdvance(u' ') * 4);
    };
    restyle();
    QObject::connect(&Theme::of(edit), &Theme::changed, edit, restyle);
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    new JsonHighlighter(edit);
}

} // namespace longshore
