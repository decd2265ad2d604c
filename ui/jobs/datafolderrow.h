// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <QWidget>

class QLineEdit;

namespace longshore
{

/// Which folder becomes `/data` of the run: a path to type, or to choose with Browse….
class DataFolderRow : public QWidget
{
    Q_OBJECT
public:
    /// `jobFolder` is what the job says, absolute; empty = it names none.
    DataFolderRow(const QString &jobFolder, QWidget *parent);

    QString folder() const;       ///< absolute; empty = as the job says
    QString overrideFolder() const; ///< the same, but empty when it is the job's own
    bool isChanged() const { return !overrideFolder().isEmpty(); }
    Problems problems() const;
    void focusField();

Q_SIGNALS:
    void changed();

private:
    void browse();

    QString m_jobFolder;
    QLineEdit *m_path;
};

} // namespace longshore
