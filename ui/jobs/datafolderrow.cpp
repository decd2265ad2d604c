// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/datafolderrow.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace longshore
{

DataFolderRow::DataFolderRow(const QString &jobFolder, QWidget *parent)
    : QWidget(parent)
    , m_jobFolder(jobFolder)
    , m_path(new QLineEdit(QDir::toNativeSeparators(jobFolder), this))
{
    auto *label = new PlainLabel(tr("Data folder"), TextRole::Body, Ink::Normal, this);
    label->setBuddy(m_path);
    label->setFixedWidth(metrics::formLabel);
    auto *help = new PlainLabel(tr("What is in it becomes /data of the run. The folder itself is not changed."),
                                TextRole::Small, Ink::Muted, this);
    help->setWordWrap(true);
    m_path->setObjectName(u"dataFolder"_s);
    m_path->setAccessibleName(label->text());
    m_path->setAccessibleDescription(help->text());
    m_path->setPlaceholderText(jobFolder.isEmpty() ? tr("None: the run starts with an empty folder") : jobFolder);
    m_path->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    m_path->setCursorPosition(0);
    auto *choose = outlinedButton(tr("Browse…"), u"browseDataFolder"_s, this);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(metrics::gap + 7 + metrics::gap, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::gap);
    grid->setVerticalSpacing(metrics::unit);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_path, 0, 1);
    grid->addWidget(choose, 0, 2);
    grid->addWidget(help, 1, 1, 1, 2);
    grid->setColumnStretch(1, 1);
    connect(m_path, &QLineEdit::textChanged, this, &DataFolderRow::changed);
    connect(choose, &QPushButton::clicked, this, &DataFolderRow::browse);
}

QString DataFolderRow::folder() const
{
    QString text = m_path->text().trimmed();
    if (text.isEmpty())
        return m_jobFolder;
    if (text == "~"_L1 || text.startsWith("~/"_L1))
        text.replace(0, 1, QDir::homePath());
    return QDir::cleanPath(QDir(m_jobFolder.isEmpty() ? QDir::homePath() : m_jobFolder).absoluteFilePath(text));
}

QString DataFolderRow::overrideFolder() const
{
    const QString chosen = folder();
    return chosen.isEmpty() || chosen == QDir::cleanPath(m_jobFolder) ? QString() : chosen;
}

Problems DataFolderRow::problems() const
{
    const QString chosen = folder();
    const QFileInfo info(chosen);
    if (chosen.isEmpty() || (info.isDir() && info.isReadable()))
        return {};
    const QString why = !info.exists() ? tr("there is no folder %1")
                        : !info.isDir() ? tr("%1 is a file, not a folder")
                                        : tr("the folder %1 may not be read by you");
    return {{u"input.folder"_s, why.arg(QDir::toNativeSeparators(chosen)), Problem::Severity::Error}};
}

void DataFolderRow::focusField()
{
    m_path->setFocus(Qt::OtherFocusReason);
}

void DataFolderRow::browse()
{
    auto *dialog = new QFileDialog(this, tr("Data folder"), folder());
    dialog->setObjectName(u"dataFolderDialog"_s);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &chosen) { m_path->setText(QDir::toNativeSeparators(chosen)); });
    dialog->open();
}

} // namespace longshore
