// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/tablelint.h"

#include "model/component/mapping/columnname.h"
#include "model/run/outputheader.h"

#include <QSet>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

using Severity = Problem::Severity;

class TableLint
{
public:
    explicit TableLint(const PlannedLoad &planned)
        : m_load(planned.load)
        , m_header(planned.header)
    {
    }

    Problems run();

private:
    void say(const QString &rule, const QString &message, Severity severity = Severity::Warning)
    {
        m_problems.append({{}, message, severity, rule});
    }
    void slices();
    void delimiter(const QStringList &fields);
    void metadata();
    void headless(const QStringList &fields);

    const StorageLoad &m_load;
    const QStringList &m_header;
    Problems m_problems;
};

Problems TableLint::run()
{
    slices();
    if (m_load.sources.isEmpty())
        return m_problems;
    // What keeps it from being read is for the load to say.
    const auto first = csvHeader(m_load.sources.front(), {m_load.delimiter, m_load.enclosure});
    if (!first)
        return m_problems;
    if (std::any_of(first->begin(), first->end(), [](const QString &field) { return field.contains(u'\r'); }))
        say(u"F7"_s, u"The first line holds a carriage return: are the line ends CR alone? Write LF."_s, Severity::Error);
    delimiter(*first);
    if (m_header.isEmpty())
        headless(*first);
    else
        metadata();
    return m_problems;
}

void TableLint::slices()
{
    if (m_load.sources.isEmpty())
        say(u"F19"_s, u"The folder holds no slices, so the table gets no rows."_s);
    for (const QString &source : m_load.sources) {
        if (source.endsWith(".manifest"_L1))
            say(u"F21"_s, u"The file %1 in the folder is loaded as a slice; a manifest lies next to the folder."_s.arg(
                              source.section(u'/', -1)));
    }
}

void TableLint::delimiter(const QStringList &fields)
{
    if (fields.size() != 1 || m_load.delimiter != ',' || (m_load.columns.size() == 1 && m_header.isEmpty()))
        return;
    for (const auto &[other, name] :
         {std::pair(u';', u"a semicolon"_s), std::pair(u'\t', u"a tab"_s), std::pair(u'|', u"a bar"_s)}) {
        if (fields.front().contains(other))
            return say(u"F7"_s, u"The first line has one column with commas as delimiter; it seems to be %1 (set "
                                "\"delimiter\")."_s.arg(name));
    }
}

void TableLint::metadata()
{
    QSet<QString> names;
    for (const QString &field : m_header)
        names.insert(webalizedColumn(field));
    for (const QString &column : m_load.columnMetadata.keys()) {
        if (!names.contains(column))
            say(u"5.3"_s,
                u"There is metadata for the column \"%1\", which the header does not have."_s.arg(column));
    }
}

void TableLint::headless(const QStringList &fields)
{
    QStringList names;
    for (const QString &field : fields)
        names.append(webalizedColumn(field));
    if (m_load.columns.isEmpty())
        return; // refused before its header could be read
    const bool same = names.join(u'\n').compare(m_load.columns.join(u'\n'), Qt::CaseInsensitive) == 0;
    if (same && !m_load.skipHeader)
        say(u"F22"_s, u"The first line looks like a header but is loaded as a row, since the columns are given; leave "
                      "it out, or set \"has_header\"."_s);
    else if (!same && m_load.skipHeader)
        say(u"F22"_s, u"\"has_header\" is set, but the first line does not look like these columns; it is not "
                      "loaded."_s);
}

} // namespace

Problems lintTable(const PlannedLoad &planned)
{
    return TableLint(planned).run();
}

} // namespace longshore
