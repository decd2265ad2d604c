// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <functional>

class QWidget;

namespace longshore
{

/// The questions of the Jobs page. None blocks: each opens a window-modal dialog that deletes itself, and calls `answer`
/// when it was answered.
namespace jobsdialogs
{

/// Which image (of these, or typed) and what the job is called.
void askNew(QWidget *parent, const QStringList &images, const std::function<void(const QString &image, const QString &name)> &answer);
void askName(QWidget *parent, const QString &name, const std::function<void(const QString &name)> &answer);
/// Names the file that goes.
void askRemove(QWidget *parent, const QString &path, const std::function<void()> &answer);
/// Which tags of this image to run; `tags` are proposed. Answers a list with commas.
void askTags(QWidget *parent, const QString &image, const QStringList &tags, const std::function<void(const QString &list)> &answer);
/// Where jobs shall lie; a folder may be made.
void askWorkspace(QWidget *parent, const QString &now, const std::function<void(const QString &folder)> &answer);
void askFolder(QWidget *parent, const QString &start, const std::function<void(const QString &path)> &answer);
/// Where to save; `path` is proposed.
void askTarget(QWidget *parent, const QString &path, const std::function<void(const QString &path)> &answer);
void askSchema(QWidget *parent, const QString &folder, const std::function<void(const QString &path)> &answer);
/// Which file of the image holds the schema: one path, or all the usual ones.
void askImageSchema(QWidget *parent, const QString &image, const QStringList &usual,
                    const std::function<void(const QStringList &paths)> &answer);
void askSchemaTarget(QWidget *parent, const QString &path, const std::function<void(const QString &path)> &answer);
void askZip(QWidget *parent, const QString &path, const std::function<void(const QString &path)> &answer);

enum class Leave { Save, Discard };
/// What becomes of unsaved changes of `name`; not called when they are kept for editing.
void askLeave(QWidget *parent, const QString &name, const std::function<void(Leave)> &answer);
/// Whether `sentence` ("What you typed is not saved.") is fine; not called when it is not.
void askDiscard(QWidget *parent, const QString &sentence, const std::function<void()> &answer);
void tell(QWidget *parent, const QString &title, const QString &sentence);

} // namespace jobsdialogs
} // namespace longshore
