// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/archives/archivedialogs.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::ArchiveDialogs", text);
}

QFileDialog *makeDialog(QWidget *parent, const QString &title, const QString &name, const QStringList &filters)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters(filters);
    return dialog;
}

} // namespace

QString archiveName(const QList<ImageTag> &tags)
{
    if (tags.size() != 1)
        return u"images.tar"_s;
    const ImageTag &tag = tags.first();
    QString name = tag.reference.isEmpty() ? tag.image.shortText() : tag.reference.section(u'/', -1);
    static const QRegularExpression unsafe(u"[^A-Za-z0-9._-]+"_s);
    return name.replace(unsafe, u"-"_s) + u".tar"_s;
}

void askWhereToSave(QWidget *parent, const QList<ImageTag> &tags, const std::function<void(const QString &)> &save)
{
    QFileDialog *dialog = makeDialog(parent, tr("Save images as an archive"), u"saveArchiveDialog"_s, {tr("Image archives (*.tar)")});
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"tar"_s);
    dialog->selectFile(archiveName(tags));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, save);
    dialog->open();
}

void askWhatToLoad(QWidget *parent, const std::function<void(const QString &)> &load)
{
    QFileDialog *dialog = makeDialog(parent, tr("Load an archive of images"), u"loadArchiveDialog"_s,
                                     {tr("Image archives (*.tar *.tar.gz *.tgz *.tar.xz *.tar.zst *.tar.bz2)"), tr("All files (*)")});
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, load);
    dialog->open();
}

} // namespace longshore
