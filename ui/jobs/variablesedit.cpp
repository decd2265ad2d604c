// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/variablesedit.h"

#include "model/component/secretnodes.h"
#include "model/component/secrets.h"
#include "model/jobs/import/envfile.h"
#include "model/json/json.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

const QString path = u"extra.env"_s;

/// A line break in a value cannot be shown in lines; such values are left to the JSON view.
QString asLines(const JobDocument &job)
{
    QStringList lines;
    const QMap<QString, QString> env = job.extra().env;
    for (auto variable = env.cbegin(); variable != env.cend(); ++variable)
        lines.append(variable.key() + u'=' + QString(variable.value()).replace(u'\n', u"\\n"_s));
    return lines.join(u'\n');
}

} // namespace

VariablesEdit::VariablesEdit(JobEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_text(new QPlainTextEdit(this))
    , m_remark(new MarkLabel(Mark::Warning, {}, TextRole::Small, this))
{
    auto *label = new PlainLabel(tr("Variables"), TextRole::Body, Ink::Normal, this);
    label->setFixedWidth(metrics::formLabel);
    label->setBuddy(m_text);
    m_text->setObjectName(u"variablesText"_s);
    m_text->setAccessibleName(label->text());
    m_text->setPlaceholderText(tr("NAME=value, one a line"));
    m_text->setTabChangesFocus(true);
    m_text->setFont(Theme::of(this).font(TextRole::Code));
    connect(&Theme::of(this), &Theme::changed, m_text, [this] { m_text->setFont(Theme::of(this).font(TextRole::Code)); });
    m_text->setFixedHeight(metrics::row * 4);
    m_remark->setObjectName(u"variablesRemark"_s);
    m_remark->hide();
    auto *import = outlinedButton(tr("Read .env…"), u"importVariables"_s, this);
    connect(import, &QPushButton::clicked, this, &VariablesEdit::importFile);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(metrics::gap + 7 + metrics::gap, 0, metrics::gap + 28, 0);
    grid->setHorizontalSpacing(metrics::gap);
    grid->setVerticalSpacing(metrics::unit);
    grid->addWidget(label, 0, 0, Qt::AlignTop);
    grid->addWidget(m_text, 0, 1);
    grid->addWidget(m_remark, 1, 1);
    grid->addWidget(import, 2, 1, Qt::AlignLeft);
    setFocusProxy(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &VariablesEdit::readText);
    connect(&editor, &JobEditor::changed, this, &VariablesEdit::showDocument);
    showDocument();
}

void VariablesEdit::showDocument()
{
    if (m_busy)
        return;
    const QScopedValueRollback busy(m_busy, true);
    const QString text = asLines(m_editor.document());
    if (text != m_text->toPlainText())
        m_text->setPlainText(text);
}

void VariablesEdit::readText()
{
    const EnvFile file = parseEnvFile(m_text->toPlainText(), EnvDialect::Docker);
    QStringList remarks;
    if (!file.repeated.isEmpty())
        remarks.append(tr("given twice, the last one counts: %1").arg(file.repeated.join(u", "_s)));
    if (!file.withoutValue.isEmpty())
        remarks.append(tr("without a value: %1").arg(file.withoutValue.join(u", "_s)));
    if (!file.unreadable.isEmpty())
        remarks.append(tr("no variable: %1").arg(file.unreadable.join(u", "_s)));
    m_remark->setVisible(!remarks.isEmpty());
    m_remark->set(Mark::Warning, remarks.join(u"; "_s));
    if (m_busy)
        return;
    const QScopedValueRollback busy(m_busy, true);
    Json env = Json::object();
    JobDocument next = m_editor.document();
    for (const auto &[name, value] : file.variables) {
        const Json *before = findPath(next.root(), joinPath(path, name));
        // The dots of a value that is in the vault, untouched.
        const bool isKept = before && isSecretReference(*before) && value == QString::fromUtf8(maskDots);
        env[name.toStdString()] = isKept ? *before : fromQString(QString(value).replace(u"\\n"_s, u"\n"_s));
    }
    if (env.empty())
        next.removeAt(path);
    else if (const Result<void> set = next.setJsonAt(path, writeJson(env, JsonStyle::Compact)); !set)
        return;
    m_editor.change(next, tr("Variables"), path);
}

void VariablesEdit::importFile()
{
    auto *dialog = new QFileDialog(this, tr("Read variables from a file"), m_editor.document().folder());
    dialog->setObjectName(u"variablesDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(QDir::Files | QDir::AllDirs | QDir::Hidden);
    connect(dialog, &QFileDialog::fileSelected, this, &VariablesEdit::readFile);
    dialog->open();
}

void VariablesEdit::readFile(const QString &file)
{
    const Result<EnvFile> read = readEnvFile(file, EnvDialect::Dotenv);
    if (!read) {
        m_remark->set(Mark::Error, read.error().sentence());
        return m_remark->show();
    }
    QStringList lines = m_text->toPlainText().split(u'\n', Qt::SkipEmptyParts);
    for (const auto &[name, value] : read->variables) {
        lines.removeIf([&name = name](const QString &line) { return line.section(u'=', 0, 0) == name; });
        lines.append(name + u'=' + QString(value).replace(u'\n', u"\\n"_s));
    }
    m_text->setPlainText(lines.join(u'\n'));
}

} // namespace longshore
