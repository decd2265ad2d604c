// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/variablesedit.h"

#include "model/jobs/import/envfile.h"
#include "ui/jobs/fieldrow.h"
#include "ui/jobs/fields/edittable.h"
#include "ui/jobs/fields/rowbuttons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int shownLines = 5;

bool isOneLine(const VariablesModel::Variable &variable)
{
    return !variable.value.contains(u'\n');
}

QList<VariablesModel::Variable> variablesOf(const EnvFile &file)
{
    QList<VariablesModel::Variable> variables;
    for (const auto &[name, value] : file.variables)
        variables.append({name, value});
    return variables;
}

} // namespace

VariablesEdit::VariablesEdit(JobEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_model(new VariablesModel(editor, this))
    , m_stack(new QStackedWidget(this))
    , m_buttons(new RowButtons(u"variables"_s, tr("Variables"), tr("Add variable"), this))
    , m_remark(new MarkLabel(Mark::Warning, {}, TextRole::Small, this))
{
    auto *label = new PlainLabel(tr("Variables"), TextRole::Body, Ink::Normal, this);
    label->setFixedWidth(metrics::formLabel);
    m_stack->addWidget(makeTable());
    m_stack->addWidget(makeText());
    m_remark->setObjectName(u"variablesRemark"_s);
    m_remark->setWordWrap(true);
    m_remark->hide();
    QToolButton *asText = m_buttons->addButton(u"view-list-tree"_s, tr("As text"), u"text"_s);
    asText->setCheckable(true);
    QToolButton *import = m_buttons->addButton(u"document-import"_s, tr("Read .env…"), u"import"_s);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(FieldRow::labelStart(), 0, metrics::field + metrics::gap, 0);
    grid->setHorizontalSpacing(metrics::gap);
    grid->setVerticalSpacing(metrics::unit);
    grid->addWidget(label, 0, 0, Qt::AlignTop);
    grid->addWidget(m_stack, 0, 1);
    grid->addWidget(m_remark, 1, 1);
    grid->addWidget(m_buttons, 2, 1);
    setFocusProxy(m_table);
    connect(asText, &QToolButton::toggled, this, &VariablesEdit::setText);
    connect(import, &QToolButton::clicked, this, &VariablesEdit::importFile);
    connect(m_buttons, &RowButtons::addClicked, this, &VariablesEdit::add);
    connect(m_buttons, &RowButtons::removeClicked, this, &VariablesEdit::remove);
    connect(m_model, &QAbstractItemModel::modelReset, this, &VariablesEdit::showTable);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &VariablesEdit::showTable);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &VariablesEdit::showTable);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &VariablesEdit::showTable);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &VariablesEdit::showTable);
    setText(false);
    showTable();
}

QWidget *VariablesEdit::makeTable()
{
    m_table = editTable(m_model, u"variables"_s, tr("Variables"), m_stack);
    return m_table;
}

QWidget *VariablesEdit::makeText()
{
    m_text = new QPlainTextEdit(m_stack);
    m_text->setObjectName(u"variablesText"_s);
    m_text->setAccessibleName(tr("Variables"));
    m_text->setPlaceholderText(tr("NAME=value, one a line"));
    m_text->setTabChangesFocus(true);
    m_text->setFont(Theme::of(this).font(TextRole::Code));
    connect(&Theme::of(this), &Theme::changed, m_text, [this] { m_text->setFont(Theme::of(this).font(TextRole::Code)); });
    connect(m_text, &QPlainTextEdit::textChanged, this, &VariablesEdit::readText);
    return m_text;
}

void VariablesEdit::setText(bool shown)
{
    m_stack->setCurrentWidget(shown ? static_cast<QWidget *>(m_text) : m_table);
    m_buttons->setOffered(!shown, !shown, false);
    setFocusProxy(m_stack->currentWidget());
}

void VariablesEdit::showTable()
{
    const int rows = fitToRows(m_table, shownLines);
    m_stack->setFixedHeight(qMax(rows, m_text->fontMetrics().lineSpacing() * shownLines));
    m_buttons->showState(m_table->currentIndex().row(), m_model->rowCount());
    showText();
    if (const QString wrong = m_model->problemSentence(); !m_busy)
        remark(wrong, true);
}

/// Values of several lines are left to the table: a line cannot say them.
void VariablesEdit::showText()
{
    if (m_busy)
        return;
    const QScopedValueRollback busy(m_busy, true);
    QStringList lines;
    for (const VariablesModel::Variable &variable : m_model->variables()) {
        if (!variable.name.isEmpty() && isOneLine(variable))
            lines.append(variable.name + u'=' + variable.value);
    }
    if (const QString text = lines.join(u'\n'); text != m_text->toPlainText())
        m_text->setPlainText(text);
}

void VariablesEdit::readText()
{
    if (m_busy)
        return;
    const QScopedValueRollback busy(m_busy, true);
    const EnvFile file = parseEnvFile(m_text->toPlainText(), EnvDialect::Docker);
    QStringList remarks;
    if (!file.repeated.isEmpty())
        remarks.append(tr("given twice, the last one counts: %1").arg(file.repeated.join(u", "_s)));
    if (!file.withoutValue.isEmpty())
        remarks.append(tr("without a value: %1").arg(file.withoutValue.join(u", "_s)));
    if (!file.unreadable.isEmpty())
        remarks.append(tr("no variable: %1").arg(file.unreadable.join(u", "_s)));
    QList<VariablesModel::Variable> all = variablesOf(file);
    for (const VariablesModel::Variable &variable : m_model->variables()) {
        if (!isOneLine(variable))
            all.append(variable);
    }
    m_model->setVariables(all);
    remark(remarks.join(u"; "_s), false);
}

void VariablesEdit::remark(const QString &sentence, bool isError)
{
    m_remark->set(isError ? Mark::Error : Mark::Warning, sentence);
    m_remark->setVisible(!sentence.isEmpty());
}

void VariablesEdit::add()
{
    const QModelIndex first = m_model->index(m_model->addRow(), VariablesModel::NameColumn);
    m_table->setCurrentIndex(first);
    m_table->setFocus();
    m_table->edit(first);
}

void VariablesEdit::remove()
{
    const int row = m_table->currentIndex().row();
    m_model->removeRowAt(row);
    m_table->setCurrentIndex(m_model->index(qMin(row, m_model->rowCount() - 1), 0));
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

void VariablesEdit::readFile(const QString &path)
{
    const Result<EnvFile> read = readEnvFile(path, EnvDialect::Dotenv);
    if (!read)
        return remark(read.error().sentence(), true);
    m_model->merge(variablesOf(*read));
}

} // namespace longshore
