// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/pathline.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace longshore
{

PathLine::PathLine(Kind kind, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_title(title)
    , m_edit(new QLineEdit(this))
    , m_browse(outlinedButton(tr("Browse…"), u"browse"_s, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(metrics::gap);
    row->addWidget(m_edit, 1);
    row->addWidget(m_browse);
    m_edit->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    m_edit->setClearButtonEnabled(true);
    m_browse->setAccessibleName(title);
    connect(m_edit, &QLineEdit::editingFinished, this, &PathLine::commit);
    connect(m_browse, &QPushButton::clicked, this, &PathLine::browse);
}

void PathLine::setPath(const QString &path)
{
    if (path == m_path)
        return;
    m_path = path;
    m_text = QDir::toNativeSeparators(path);
    m_edit->setText(m_text);
    m_edit->setCursorPosition(0);
}

/// Only what a person typed or chose from a list: the focus going elsewhere changes nothing.
void PathLine::commit()
{
    if (m_edit->text() == m_text)
        return;
    m_text = m_edit->text();
    QString path = m_text.trimmed();
    if (path == "~"_L1 || path.startsWith("~/"_L1))
        path.replace(0, 1, QDir::homePath());
    if (!path.isEmpty())
        path = QDir::cleanPath(QDir(m_folder).absoluteFilePath(QDir::fromNativeSeparators(path)));
    if (path == m_path)
        return;
    m_path = path;
    Q_EMIT typed(path);
}

void PathLine::browse()
{
    auto *dialog = new QFileDialog(this, m_title, m_path.isEmpty() ? m_folder : m_path);
    dialog->setObjectName(u"pathDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (m_kind == Kind::Folder) {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    } else {
        dialog->setFileMode(QFileDialog::ExistingFile);
        dialog->setNameFilters({tr("CSV files (*.csv *.csv.gz *.tsv *.txt)"), tr("All files (*)")});
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        setPath(path);
        Q_EMIT browsed(path);
    });
    dialog->open();
}

} // namespace longshore
