// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/rowsteps.h"

#include <QFile>
#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

static constexpr qint64 longestState = 16 << 20;

Result<RowInput> stageRowInput(const RowInputTask &task)
{
    RowInput input;
    input.folder = task.row.dataFolder;
    input.files = task.row.files;
    input.shown = task.row.dataFolder;
    if (input.folder.isEmpty())
        return input;
    QFile file(input.folder + u"/in/state.json"_s);
    if (!QFileInfo(file).isFile())
        return input;
    if (!file.open(QIODevice::ReadOnly) || file.size() > longestState)
        return fail(Error::make(Error::Kind::BadInput, u"read %1"_s.arg(file.fileName()),
                                file.isOpen() ? u"it is larger than 16 MiB"_s : file.errorString()));
    input.state = file.readAll();
    return input;
}

Result<RowOutput> storeRowOutput(const RowOutputTask &task)
{
    return RowOutput{task.listed, {}};
}

} // namespace longshore
