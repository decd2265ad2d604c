// SPDX-License-Identifier: GPL-3.0-or-later
// What a component leaves in /data/out besides its data. First byte: which document; the rest: its text.
#include "model/component/mapping/artifacts.h"
#include "model/component/mapping/columnname.h"
#include "model/component/mapping/manifest.h"
#include "model/component/mapping/outputdestination.h"
#include "model/component/mapping/outputextras.h"
#include "model/component/mapping/outputfile.h"
#include "model/component/mapping/outputtable.h"
#include "model/component/mapping/outputtypes.h"
#include "model/json/json.h"
#include "model/run/outputlisting.h"
#include "tests/fuzz/fuzz.h"

#include <nlohmann/json.hpp>

using namespace longshore;
using namespace longshore::fuzz;
using namespace Qt::StringLiterals;

namespace
{

bool isAsciiName(const QString &name)
{
    for (const QChar c : name) {
        if (!(c.isLetterOrNumber() || c == u'_') || c.unicode() > 127)
            return false;
    }
    return true;
}

void checkName(const QString &name)
{
    const QString kept = webalizedColumn(name);
    check(isSystemColumn(name) || isAsciiName(kept), "column names are ASCII");
    check(webalizedColumn(kept) == kept, "a name that was made Storage's stays as it is");
}

void table(const Json &json, bool mapping)
{
    Problems problems;
    const Json normalised = normalisedOutputTable(json, mapping, u"table"_s, &problems);
    if (!problems.isEmpty())
        return;
    check(normalisedOutputTable(normalised, mapping, u"table"_s, &problems) == normalised && problems.isEmpty(),
          "normalising twice is once");
    const Json empty = normalisedOutputTable(Json::object(), false, u"table"_s, &problems);
    const Json merged = mapping ? mergedOutputTable(empty, normalised, &problems) : normalised;
    check(problems.isEmpty(), "a mapping merges into nothing");
    const OutputTable read = readOutputTable(normalisedOutputTable(merged, false, u"table"_s, &problems), &problems);
    for (const QString &column : read.columns)
        check(isSystemColumn(column) || isAsciiName(column), "columns are ASCII");
    for (const auto support : {DataTypeSupport::None, DataTypeSupport::Hints, DataTypeSupport::Authoritative})
        typedColumns(read, support, &problems);
    const auto place = resolveDestination(u"a.csv"_s, mapping ? read.destination : QString(),
                                          mapping ? QString() : read.destination, u"in.c-x"_s);
    check(!place || place->table.count(u'.') == 2, "a destination has three parts");
    // A manifest under a mapping that says nothing.
    const Json silent = normalisedOutputTable(Json{{"source", "a"}}, true, u"table"_s, &problems);
    if (!mapping)
        mergedOutputTable(normalised, silent, &problems);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArrayView bytes = bytesOf(data, size);
    const int what = choice(&bytes) % 8;
    if (what == 7) {
        checkName(QString::fromUtf8(bytes));
        return 0;
    }
    const QByteArray text = bytes.toByteArray();
    Problems problems;
    if (what == 6) {
        if (const auto collected = readCollected(text))
            listOutputFolder(u"/nowhere"_s, collected->entries);
        return 0;
    }
    readUsage(text, u"json"_s).has_value();
    readJobVariables(text, &problems);
    const auto json = readManifest(text, u"json"_s, u"x"_s);
    if (!json)
        return 0;
    table(*json, what % 2 == 1);
    readOutputFile(*json, what % 2 == 1, u"file"_s, &problems);
    readTableFiles(*json, u"file"_s, &problems);
    readArtifactSettings(*json);
    return 0;
}
