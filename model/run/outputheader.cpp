// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/outputheader.h"

#include "model/component/mapping/columnname.h"
#include "model/storage/loadplan.h"

namespace longshore
{

using namespace Qt::StringLiterals;

Result<QStringList> csvHeader(const QString &path, const CsvDialect &dialect)
{
    const QString asked = u"read the header of "_s + path.section(u'/', -1);
    if (const QString problem = dialect.problem(); !problem.isEmpty())
        return fail(Error::make(Error::Kind::BadInput, asked, problem));
    auto source = CsvSource::open(path);
    if (!source)
        return fail(source.error());
    CsvReader reader(std::move(*source), dialect);
    if (!reader.next()) {
        if (reader.error())
            return fail(*reader.error());
        return fail(Error::make(Error::Kind::BadInput, asked,
                                u"the file is empty: without \"columns\" its first line must be the header"_s));
    }
    QStringList fields;
    for (const std::string_view field : reader.fields())
        fields.append(QString::fromUtf8(field.data(), qsizetype(field.size())));
    return fields;
}

void readHeader(const QString &path, PlannedLoad *planned, Problems *problems)
{
    StorageLoad &load = planned->load;
    const auto say = [problems](const QString &rule, const QString &message,
                                Problem::Severity severity = Problem::Severity::Error) {
        problems->append({{}, message, severity, rule});
    };
    const auto header = csvHeader(path, {load.delimiter, load.enclosure});
    if (!header)
        return say(u"F22"_s, header.error().sentence());
    planned->header = *header;
    QStringList names;
    for (const QString &field : *header) {
        names.append(webalizedColumn(field));
        if (isSystemColumn(field))
            say(u"M5"_s, u"System columns \"%1\" cannot be imported to the table."_s.arg(field));
        else if (!names.last().isEmpty() && names.last() != field)
            say(u"M5"_s, u"the column name \"%1\" of the header is changed to \"%2\""_s.arg(field.left(60), names.last()),
                Problem::Severity::Warning);
    }
    if (const QString problem = columnsProblem(names); !problem.isEmpty())
        say(u"F22"_s, u"in the header, "_s + problem);
    QStringList missing;
    for (const QString &key : std::as_const(load.primaryKey)) {
        if (!names.contains(key, Qt::CaseInsensitive))
            missing.append(key);
    }
    if (!missing.isEmpty())
        say(u"F22"_s, u"the header does not have the primary key's columns %1"_s.arg(missing.join(u", "_s)));
    if (names != *header) {
        load.columns = names;
        load.skipHeader = true;
    }
}

} // namespace longshore
