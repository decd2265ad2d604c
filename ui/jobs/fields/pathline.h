// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace longshore
{

/// A place on disk: a path to type, or to choose with Browse….
class PathLine : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Folder, Table };
    /// `title` is the dialog's.
    PathLine(Kind kind, const QString &title, QWidget *parent);

    QLineEdit *edit() const { return m_edit; }
    QPushButton *button() const { return m_browse; }
    void setPath(const QString &path);
    /// Takes what stands in the line although its typing is not over; tells `typed` before it returns, if that is news.
    void commit();
    /// Where relative paths and the dialog start.
    void setFolder(const QString &folder) { m_folder = folder; }

Q_SIGNALS:
    void browsed(const QString &path); ///< absolute
    void typed(const QString &path);   ///< absolute, or empty; once typing is over

private:
    void browse();

    Kind m_kind;
    QString m_title;
    QString m_folder;
    QString m_path; ///< told last
    QString m_text; ///< shown or taken last
    QLineEdit *m_edit;
    QPushButton *m_browse;
};

} // namespace longshore
