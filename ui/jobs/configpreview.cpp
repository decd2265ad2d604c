// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/configpreview.h"

#include "model/component/secrets.h"
#include "ui/jobs/jsonhighlighter.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/marklabel.h"

#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QString withoutComma(const QString &line)
{
    return line.endsWith(u',') ? line.chopped(1) : line;
}

} // namespace

/// The writer of `config.json` escapes all but ASCII, so the dots of a masked secret too.
QString ConfigPreview::shown(const QByteArray &config)
{
    QString escapedDots;
    for (const QChar dot : QString::fromUtf8(maskDots))
        escapedDots += u"\\u%1"_s.arg(int(dot.unicode()), 4, 16, QChar(u'0'));
    return QString::fromUtf8(config).replace(escapedDots, QString::fromUtf8(maskDots));
}

ConfigPreview::ConfigPreview(QWidget *parent)
    : QWidget(parent)
    , m_banner(new MarkLabel(Mark::Error, {}, TextRole::Small, this))
    , m_text(new QPlainTextEdit(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_text, 1);
    m_banner->setObjectName(u"configError"_s);
    m_banner->setContentsMargins(metrics::barInset, metrics::gap, metrics::barInset, metrics::gap);
    m_banner->setWordWrap(true);
    m_banner->hide();
    setUpJsonEdit(m_text);
    m_text->setObjectName(u"configPreview"_s);
    m_text->setAccessibleName(tr("Preview of config.json"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(metrics::barInset);
    connect(&Theme::of(this), &Theme::changed, this, &ConfigPreview::tintChanges);
}

void ConfigPreview::setConfig(const Result<QByteArray> &config)
{
    m_banner->setVisible(!config);
    if (!config) {
        m_banner->set(Mark::Error, config.error().sentence());
        return;
    }
    const QString text = shown(*config);
    if (text == m_text->toPlainText())
        return;
    if (m_first.isEmpty()) {
        const QStringList lines = text.split(u'\n');
        for (const QString &line : lines)
            m_first.append(withoutComma(line));
    }
    const int down = m_text->verticalScrollBar()->value();
    const int right = m_text->horizontalScrollBar()->value();
    m_text->setPlainText(text);
    tintChanges();
    m_text->verticalScrollBar()->setValue(down);
    m_text->horizontalScrollBar()->setValue(right);
}

void ConfigPreview::tintChanges()
{
    QStringList unchanged = m_first;
    QTextCharFormat tint;
    tint.setBackground(Theme::of(this).colors().selection);
    tint.setProperty(QTextFormat::FullWidthSelection, true);
    QList<QTextEdit::ExtraSelection> changes;
    for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next()) {
        if (!unchanged.removeOne(withoutComma(block.text())))
            changes.append({QTextCursor(block), tint});
    }
    m_text->setExtraSelections(changes);
}

} // namespace longshore
