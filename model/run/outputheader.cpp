// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/outputheader.h"

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

} // namespace longshore
