// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/doclink.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/plaintext.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace longshore
{

QToolButton *docLink(const FieldSpec &spec, const QString &path, QWidget *parent)
{
    QToolButton *button = flatButton(u"help-about"_s, QCoreApplication::translate("FieldRow", "Documentation"),
                                     u"documentation."_s + path, parent);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(QCoreApplication::translate("FieldRow", "Documentation of %1").arg(spec.title));
    setPlainToolTip(button, spec.documentationText.isEmpty() ? spec.documentationLink
                                                             : spec.documentationText + u'\n' + spec.documentationLink);
    QObject::connect(button, &QToolButton::clicked, button,
                     [link = spec.documentationLink] { QDesktopServices::openUrl(QUrl(link)); });
    return button;
}

} // namespace longshore
