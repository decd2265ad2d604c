// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/copybox.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

CopyBox::CopyBox(const QString &command, QWidget *parent)
    : QWidget(parent)
    , m_command(command)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card(Card::Look::Code, this);
    outer->addWidget(card);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(12, 3, 4, 3);
    auto *text = new PlainLabel(command, TextRole::Code, Ink::Normal, card);
    text->setObjectName(u"command"_s);
    text->setSelectable();
    text->setWordWrap(true);
    row->addWidget(text, 1);
    auto *copy = flatButton(u"edit-copy"_s, tr("Copy"), u"copyCommand"_s, card);
    row->addWidget(copy, 0, Qt::AlignTop);
    connect(copy, &QToolButton::clicked, this, [this, copy] {
        QGuiApplication::clipboard()->setText(m_command);
        copy->setText(tr("Copied"));
    });
}

} // namespace longshore
