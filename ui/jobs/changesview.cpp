// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/changesview.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/statepage.h"

#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr qsizetype around = 1; ///< lines beside a change that stay when only changes are shown
const QString leftOut = u"  …"_s;

QString markOf(LineChange::Kind kind)
{
    switch (kind) {
    case LineChange::Kind::Removed: return u"− "_s;
    case LineChange::Kind::Added: return u"+ "_s;
    case LineChange::Kind::Kept: break;
    }
    return u"  "_s;
}

bool isNearChange(const QList<LineChange> &changes, qsizetype at)
{
    for (qsizetype i = qMax(qsizetype(0), at - around); i <= qMin(changes.size() - 1, at + around); ++i) {
        if (changes[i].kind != LineChange::Kind::Kept)
            return true;
    }
    return false;
}

} // namespace

ChangesView::ChangesView(QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(this))
    , m_states(new StatePage(m_text, this))
{
    setObjectName(u"changesView"_s);
    m_text->setObjectName(u"changesText"_s);
    m_text->setAccessibleName(tr("Changes since the last run"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(metrics::barInset);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_states);
    const auto restyle = [this] {
        m_text->setFont(Theme::of(this).font(TextRole::Code));
        tint();
    };
    restyle();
    connect(&Theme::of(this), &Theme::changed, this, restyle);
}

void ChangesView::setTexts(const QString &before, const QString &after, bool isJson)
{
    m_changes = lineChanges(before, after, isJson);
    refresh();
}

void ChangesView::setChangedOnly(bool only)
{
    if (only == m_changedOnly)
        return;
    m_changedOnly = only;
    if (!m_changes.isEmpty())
        refresh();
}

void ChangesView::setNothing(const QString &title, const QString &sentence)
{
    m_changes.clear();
    m_states->showEmpty({u"vcs-diff"_s, title, sentence, nullptr, {}, {}});
}

int ChangesView::changeCount() const
{
    return int(std::count_if(m_changes.begin(), m_changes.end(), [](const LineChange &one) { return one.kind != LineChange::Kind::Kept; }));
}

void ChangesView::refresh()
{
    if (m_changedOnly && changeCount() == 0)
        return m_states->showEmpty({u"vcs-diff"_s, tr("Nothing changed"), tr("A run would get what the last one got."), nullptr, {}, {}});
    QStringList lines;
    for (qsizetype i = 0; i < m_changes.size(); ++i) {
        if (!m_changedOnly || isNearChange(m_changes, i))
            lines.append(markOf(m_changes[i].kind) + m_changes[i].text);
        else if (lines.isEmpty() || lines.last() != leftOut)
            lines.append(leftOut);
    }
    const int down = m_text->verticalScrollBar()->value();
    m_text->setPlainText(lines.join(u'\n'));
    tint();
    m_text->verticalScrollBar()->setValue(down);
    m_states->showContent();
}

void ChangesView::tint()
{
    const Colors &colors = Theme::of(this).colors();
    QList<QTextEdit::ExtraSelection> tints;
    for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next()) {
        const bool came = block.text().startsWith(u"+ "_s);
        if (!came && !block.text().startsWith(u"− "_s))
            continue;
        QTextCharFormat format;
        format.setBackground(colors.tint(came ? colors.success : colors.error));
        format.setProperty(QTextFormat::FullWidthSelection, true);
        tints.append({QTextCursor(block), format});
    }
    m_text->setExtraSelections(tints);
}

} // namespace longshore
