// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/argumentsedit.h"

#include "model/jobs/import/shellwords.h"
#include "model/json/json.h"
#include "model/shelltext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

ArgumentsEdit::ArgumentsEdit(JobEditor &editor, const QString &path, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_path(path)
    , m_title(title)
    , m_line(new QLineEdit(this))
    , m_problem(new MarkLabel(Mark::Error, {}, TextRole::Small, this))
{
    auto *label = new PlainLabel(title, TextRole::Body, Ink::Normal, this);
    label->setFixedWidth(metrics::formLabel);
    label->setBuddy(m_line);
    m_line->setObjectName(path.section(u'.', -1) + u"Line"_s);
    m_line->setAccessibleName(title);
    m_line->setPlaceholderText(tr("as the image has it"));
    m_line->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    m_problem->hide();
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(metrics::gap + 7 + metrics::gap, 0, metrics::gap + 28, 0);
    grid->setHorizontalSpacing(metrics::gap);
    grid->setVerticalSpacing(metrics::unit);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_line, 0, 1);
    grid->addWidget(m_problem, 1, 1);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &ArgumentsEdit::readText);
    connect(&editor, &JobEditor::changed, this, &ArgumentsEdit::showDocument);
    showDocument();
}

void ArgumentsEdit::setImageWords(const QStringList &words)
{
    QStringList quoted;
    for (const QString &word : words)
        quoted.append(shellQuoted(word));
    m_line->setPlaceholderText(quoted.isEmpty() ? tr("the image has none") : tr("as the image has it: %1").arg(quoted.join(u' ')));
}

void ArgumentsEdit::showDocument()
{
    if (m_busy)
        return;
    const Result<Json> words = scanJson(m_editor.document().jsonAt(m_path), {});
    QStringList quoted;
    if (words && words->is_string())
        quoted.append(shellQuoted(toQString(*words)));
    else if (words && words->is_array()) {
        for (const Json &word : *words)
            quoted.append(shellQuoted(toQString(word)));
    }
    if (const QString text = quoted.join(u' '); text != m_line->text()) {
        m_line->setText(text);
        m_line->setCursorPosition(0);
    }
    m_problem->hide();
}

void ArgumentsEdit::readText()
{
    const Result<ShellLine> line = splitShellLine(m_line->text());
    m_problem->setVisible(!line);
    if (!line)
        return m_problem->set(Mark::Error, line.error().reason());
    const QScopedValueRollback busy(m_busy, true);
    Json words = Json::array();
    for (const QString &word : line->words)
        words.push_back(fromQString(word));
    JobDocument next = m_editor.document();
    if (words.empty())
        next.removeAt(m_path);
    else if (const Result<void> set = next.setJsonAt(m_path, writeJson(words, JsonStyle::Compact)); !set)
        return;
    m_editor.change(next, m_title, m_path);
}

} // namespace longshore
