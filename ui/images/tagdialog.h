// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagecommands.h"

#include <QDialog>

class QGridLayout;
class QLineEdit;
class QPushButton;
class QStandardItemModel;
class QStringListModel;
class QTreeView;

namespace longshore
{

class EngineSync;
class PlainLabel;

/// All names of one image in one place: add one, move one here from another image, take one away. Follows the engine
/// while it is open. Not modal; deletes itself when closed. Open it with show().
class TagDialog : public QDialog
{
    Q_OBJECT
public:
    /// `commands` and `sync` outlive it.
    TagDialog(ImageCommands &commands, const EngineSync &sync, const ImageId &image, QWidget *parent);

    const ImageId &image() const { return m_image; }
    /// Puts a name into the field, as if it had been typed.
    void suggest(const QString &reference);

Q_SIGNALS:
    /// The last name would take the image along, or more than the name: that is asked first.
    void removeRequested(const QString &reference);

protected:
    /// Del in the list.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeList();
    void makeField();
    void makeFoot();
    void refresh();
    void showTags(const ImageSummary *image);
    void completeFromKnown();
    void tell();
    void edited();
    void addTag();
    void added(const TagChange &change);
    void refused(const QString &what, const Error &error, const QString &reference);
    void removeTag();
    bool isLeaving(const QString &tag) const;
    QString current() const;

    ImageCommands &m_commands;
    ImageId m_image;
    QStandardItemModel *m_rows;
    QStringListModel *m_known;
    QGridLayout *m_grid = nullptr;
    QTreeView *m_list = nullptr;
    QLineEdit *m_field = nullptr;
    PlainLabel *m_help = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_remove = nullptr;
    PlainLabel *m_title;
    QString m_adding;  ///< what was in the field when Add was pressed, until the engine answers
    QString m_refusal; ///< why that did not work, until the field is edited
};

} // namespace longshore
