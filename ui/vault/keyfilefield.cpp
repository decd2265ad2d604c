// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/keyfilefield.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace longshore
{

KeyFileField::KeyFileField(Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_edit(new QLineEdit(this))
{
    m_edit->setObjectName(u"vaultKeyFile"_s);
    m_edit->setAccessibleName(tr("Key file"));
    m_edit->setPlaceholderText(tr("an absolute path"));
    m_edit->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    auto *choose = outlinedButton(tr("Choose…"), u"chooseKeyFile"_s, this);
    choose->setAutoDefault(false);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(metrics::gap);
    row->addWidget(m_edit, 1);
    row->addWidget(choose);
    setFocusProxy(m_edit);
    connect(choose, &QPushButton::clicked, this, &KeyFileField::choose);
}

void KeyFileField::choose()
{
    auto *dialog = new QFileDialog(this, tr("Key file of the vault"), m_edit->text().isEmpty() ? QDir::homePath() : m_edit->text());
    dialog->setObjectName(u"keyFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(m_kind == Existing ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    if (m_kind == NewOrExisting) {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setOption(QFileDialog::DontConfirmOverwrite); // an existing key is used, never written over
    }
    connect(dialog, &QFileDialog::fileSelected, m_edit, &QLineEdit::setText);
    dialog->open();
}

} // namespace longshore
