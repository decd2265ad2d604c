// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/filetablefield.h"

#include "model/jobs/filetable.h"
#include "model/jobs/mappingsources.h"
#include "ui/jobs/fields/pathline.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/marklabel.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

FileTableField::FileTableField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_file(new PathLine(PathLine::Kind::Table, tr("A CSV file for this table"), this))
    , m_facts(new MarkLabel(Mark::None, {}, TextRole::Small, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(metrics::unit);
    column->addWidget(m_file);
    column->addWidget(m_facts);
    adopt(m_file->edit());
    m_file->button()->setObjectName(u"browse."_s + path);
    m_facts->setObjectName(u"fileFacts."_s + path);
    m_facts->setWordWrap(true);
    connect(m_file, &PathLine::browsed, this, &FileTableField::take);
    connect(m_file, &PathLine::typed, this, &FileTableField::take);
    connect(&model, &FormModel::suggestionsChanged, this, [this] { showValue(); });
    connect(&model, &FormModel::documentChanged, this, [this] { showValue(); });
    FileTableField::showValue();
}

void FileTableField::take(const QString &file)
{
    const QString table = model().suggestionOf(path());
    if (MappingSources *sources = model().sources(); sources && !table.isEmpty())
        sources->setFileOf(table, file);
    Q_EMIT edited();
}

void FileTableField::showValue()
{
    const MappingSources *sources = model().sources();
    const QString table = model().suggestionOf(path());
    m_file->setEnabled(sources && !table.isEmpty());
    m_file->edit()->setPlaceholderText(table.isEmpty() ? tr("Choose the table first") : tr("the Storage"));
    m_file->setFolder(sources ? sources->folder() : QString());
    m_file->setPath(sources ? sources->fileOf(table) : QString());
    showFacts();
}

void FileTableField::showFacts()
{
    MappingSources *sources = model().sources();
    const auto read = sources ? sources->fileTable(model().suggestionOf(path())) : std::nullopt;
    m_facts->setVisible(read.has_value());
    setWrong(read && !*read);
    if (!read)
        return;
    if (!*read)
        return m_facts->set(Mark::Error, read->error().sentence());
    const FileTable &file = **read;
    const qsizetype count = file.preview.columns.size();
    const QString facts = tr("%1, %2").arg(count == 1 ? tr("1 column") : tr("%1 columns").arg(count), file.lookWords());
    if (file.isPlain())
        return m_facts->set(Mark::Note, facts);
    m_facts->set(Mark::Warning, tr("%1. A run hands the file on as it is, and components read commas and double quotes: "
                                   "import it on the Storage page instead.").arg(facts));
}

} // namespace longshore
