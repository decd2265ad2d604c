// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/inputcheck.h"

#include "model/check/csvcheck.h"
#include "model/component/dataformat.h"
#include "model/component/mapping/manifest.h"
#include "model/json/json.h"
#include "model/run/outputlisting.h"

#include <QDir>
#include <QFileInfo>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

class InputCheck
{
public:
    InputCheck(const QString &folder, const QString &shown, const QString &format, Findings &findings)
        : m_folder(folder)
        , m_shown(shown)
        , m_format(format)
        , m_findings(findings)
    {
    }

    void run(bool tables);

private:
    void table(const QFileInfo &entry);
    bool manifest(const QFileInfo &entry, const QString &rule, const QStringList &lists);
    void warn(const QString &rule, const QString &name, const QString &message)
    {
        m_findings.warning(rule, m_shown + u'/' + name, message);
    }

    QString m_folder;
    QString m_shown;
    QString m_format;
    Findings &m_findings;
};

void InputCheck::run(bool tables)
{
    const QFileInfoList entries = QDir(m_folder).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo &entry : entries) {
        if (!entry.fileName().endsWith(".manifest"_L1)) {
            if (tables)
                table(entry);
            else
                manifest(entry, u"F16"_s, {u"tags"_s});
        } else if (!QFileInfo::exists(entry.filePath().chopped(9))) {
            warn(u"O1"_s, entry.fileName(), u"There is no file that it belongs to."_s);
        }
    }
}

void InputCheck::table(const QFileInfo &entry)
{
    if (!manifest(entry, u"F11"_s, {u"primary_key"_s, u"columns"_s, u"metadata"_s}))
        warn(u"F11"_s, entry.fileName(), u"It has no manifest; on the platform every input table has one."_s);
    if (entry.isDir())
        return warn(u"F13"_s, entry.fileName(), u"It is a folder; an input table is always one file."_s);
    StorageLoad load;
    load.sources = {entry.filePath()};
    for (Problem problem : rehearseLoad(load)) {
        problem.severity = Problem::Severity::Warning;
        m_findings.addOfFile({problem}, {}, m_shown + u'/' + entry.fileName());
    }
}

/// False when there is none.
bool InputCheck::manifest(const QFileInfo &entry, const QString &rule, const QStringList &lists)
{
    const auto bytes = readOutputBytes(manifestFileName(entry.filePath()), largestManifest);
    if (!bytes && bytes.error().kind == Error::Kind::NotFound)
        return false;
    const QString name = manifestFileName(entry.fileName());
    const auto json = bytes ? readManifest(*bytes, m_format, m_shown + u'/' + name) : Result<Json>(fail(bytes.error()));
    if (!json || !json->is_structured() || (json->is_array() && !json->empty())) {
        warn(rule, name, json ? u"It holds %1 instead of an object."_s.arg(jsonTypeName(*json)) : json.error().reason());
        return true;
    }
    if (!json->contains("id"))
        warn(rule, name, u"id: The platform always gives it."_s);
    for (const QString &key : lists) {
        const Json *list = findPath(*json, key);
        if (list && !list->is_null() && !list->is_array())
            warn(rule, name, u"%1: The platform gives a list, this is %2."_s.arg(key, jsonTypeName(*list)));
    }
    return true;
}

} // namespace

void checkInputs(const QString &folder, const QString &prefix, const QString &format, Findings &findings)
{
    const QString in = prefix.isEmpty() ? u"in"_s : prefix + u"/in"_s;
    InputCheck(folder + u"/in/tables"_s, in + u"/tables"_s, format, findings).run(true);
    InputCheck(folder + u"/in/files"_s, in + u"/files"_s, format, findings).run(false);
}

} // namespace longshore
