// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/textcheck.h"

#include "model/run/folderwalk.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 looked = 1 << 20;
constexpr int mostFiles = 20'000;

bool isPassedOver(const QByteArray &path)
{
    static const QList<QByteArray> folders{"node_modules", "vendor", "venv", "__pycache__", "build", "dist"};
    const QByteArray name = path.mid(path.lastIndexOf('/') + 1);
    return name.startsWith('.') || folders.contains(name) || path == "data" || path == "tests" ||
           path == "component_config/sample-config";
}

bool isText(const QString &suffix)
{
    static const QStringList suffixes{u"sh"_s,   u"bash"_s, u"py"_s,  u"php"_s,  u"js"_s,  u"ts"_s,  u"rb"_s,
                                      u"r"_s,    u"jl"_s,   u"pl"_s,  u"go"_s,   u"sql"_s, u"yml"_s, u"yaml"_s,
                                      u"toml"_s, u"ini"_s,  u"cfg"_s, u"json"_s, u"txt"_s};
    return suffixes.contains(suffix.toLower());
}

} // namespace

void checkTexts(const QDir &root, Findings &findings)
{
    FolderWalk walk(root.absolutePath(), isPassedOver);
    for (int count = 0; count < mostFiles;) {
        const auto entry = walk.next();
        if (!entry)
            return;
        if (!S_ISREG(entry->info.st_mode))
            continue;
        ++count;
        const QString shown = QFile::decodeName(entry->path);
        QFile file(root.filePath(shown));
        const bool text = isText(QFileInfo(shown).suffix());
        const bool executable = entry->info.st_mode & 0111;
        if ((!text && !executable) || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray head = file.read(looked);
        const bool mark = head.startsWith("\xef\xbb\xbf");
        const QByteArrayView content = QByteArrayView(head).sliced(mark ? 3 : 0);
        const bool script = content.startsWith("#!");
        if (!text && !script)
            continue;
        if (mark && script)
            findings.error({}, shown,
                           u"A byte order mark stands before its #!, so the system does not run it as a script."_s);
        else if (mark && !shown.endsWith(u".json"_s)) // there the JSON reader tells
            findings.warning({}, shown, u"It begins with a byte order mark."_s);
        const qsizetype line = content.indexOf('\n');
        if (script && line > 0 && content[line - 1] == '\r')
            findings.error({}, shown,
                           u"Its first line ends in CR LF: the system looks for a program whose name ends in CR."_s);
        else if (content.contains("\r\n"))
            findings.warning({}, shown, u"It has CR LF line ends."_s);
    }
}

} // namespace longshore
