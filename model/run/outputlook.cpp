// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/outputlook.h"

#include "dockerclient/types/jsonread.h"

#include <QFile>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 mostManifest = 1 << 20;

char oneByte(const nlohmann::json &manifest, const char *key, char otherwise)
{
    const QByteArray text = jsonread::text(manifest, key).toUtf8();
    return text.size() == 1 ? text[0] : otherwise;
}

} // namespace

Result<FilePreview> previewOutput(const QString &path, bool isTable, qint64 rows)
{
    const Result<FileHead> head = readFileHead(path);
    if (!head)
        return fail(head.error());
    PreviewWish wish;
    wish.asTable = isTable;
    QFile file(path + u".manifest"_s);
    if (isTable && file.open(QIODevice::ReadOnly)) {
        if (const auto manifest = jsonread::parse(file.read(mostManifest))) {
            wish.columns = jsonread::texts(*manifest, "columns");
            wish.look.delimiter = oneByte(*manifest, "delimiter", wish.look.delimiter);
            wish.look.enclosure = oneByte(*manifest, "enclosure", wish.look.enclosure);
        }
    }
    FilePreview preview = makePreview(path, *head, wish);
    if (isTable && rows >= 0 && preview.kind == FilePreview::Kind::Table)
        preview.rowCount = rows;
    return preview;
}

} // namespace longshore
