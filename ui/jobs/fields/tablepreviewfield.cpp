// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/tablepreviewfield.h"

#include "model/jobs/mappingsources.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/filepreviewpane.h"

#include <QFileInfo>
#include <QFrame>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{
constexpr int shownRows = 6;
constexpr int typingPauseMs = 150;
}

TablePreviewField::TablePreviewField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
{
    auto *frame = new QFrame(this);
    frame->setFrameShape(QFrame::StyledPanel);
    m_pane = new FilePreviewPane(frame);
    auto *inner = new QVBoxLayout(frame);
    inner->setContentsMargins(frame->frameWidth(), frame->frameWidth(), frame->frameWidth(), frame->frameWidth());
    inner->addWidget(m_pane);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(frame);
    const int headers = 2 * metrics::height(metrics::header, fontMetrics()); // its name, and its columns
    frame->setFixedHeight(headers + shownRows * metrics::height(metrics::denseRow, fontMetrics()) + 2 * frame->frameWidth());
    adopt(m_pane);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, [this] { showValue(); });
    connect(&model, &FormModel::suggestionsChanged, this, [this] { showValue(); });
    connect(&model, &FormModel::documentChanged, this, [this] { m_soon.start(typingPauseMs); });
    TablePreviewField::showValue();
}

QString TablePreviewField::sentence(const QString &table) const
{
    const MappingSources *sources = model().sources();
    if (table.isEmpty())
        return tr("Choose a table to see its first rows.");
    if (sources && !sources->failure().isEmpty())
        return sources->failure();
    if (!sources || !sources->isListed())
        return tr("The Storage has not been read yet.");
    return tr("The Storage here has no table %1.").arg(table);
}

void TablePreviewField::showValue()
{
    const MappingSources *sources = model().sources();
    const QString table = model().suggestionOf(path());
    const MappingSources::Load load = sources ? sources->preview(table) : MappingSources::Load();
    if (!load) {
        m_shown.clear();
        return m_pane->clear(sentence(table));
    }
    const QString file = sources->fileOf(table);
    const StorageTable *stored = sources->table(table);
    const QDateTime state = !file.isEmpty() ? QFileInfo(file).lastModified() : stored ? stored->lastImportDate : QDateTime();
    const QString shown = u"%1\n%2\n%3"_s.arg(table, file, state.toString(Qt::ISODateWithMs));
    if (shown == m_shown)
        return;
    m_shown = shown;
    m_pane->show(file.isEmpty() ? table : QFileInfo(file).fileName(), load);
}

} // namespace longshore
