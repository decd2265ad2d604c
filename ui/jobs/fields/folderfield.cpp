// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/folderfield.h"

#include "model/jobs/mappingsources.h"
#include "ui/jobs/fields/pathline.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace longshore
{

FolderField::FolderField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_line(new PathLine(PathLine::Kind::Folder, spec.title, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_line);
    adopt(m_line->edit());
    m_line->button()->setObjectName(u"browse."_s + path);
    connect(m_line->edit(), &QLineEdit::textEdited, this, [this](const QString &text) { writeText(text); });
    connect(m_line, &PathLine::browsed, this, [this](const QString &chosen) {
        const MappingSources *sources = this->model().sources();
        writeText(sources ? sources->pathInJob(chosen) : chosen);
        showValue();
    });
    connect(&model, &FormModel::suggestionsChanged, this, [this] { showValue(); });
    FolderField::showValue();
}

void FolderField::showValue()
{
    if (const MappingSources *sources = model().sources())
        m_line->setFolder(sources->folder());
    m_line->setPath(valueText());
    m_line->edit()->setPlaceholderText(hint());
}

} // namespace longshore
