// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/csvcheck.h"

#include "model/storage/csvrows.h"
#include "model/storage/loadplan.h"

#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 mostBytes = 1 << 30;

bool isUtf8(std::string_view cell)
{
    return QByteArrayView(cell.data(), qsizetype(cell.size())).isValidUtf8();
}

} // namespace

Problems rehearseLoad(const StorageLoad &load)
{
    Problems problems;
    const auto say = [&problems](const QString &rule, const QString &message,
                                 Problem::Severity severity = Problem::Severity::Error) {
        problems.append({{}, message, severity, rule});
    };
    const auto rows = CsvRows::open(load, [](qint64 done, qint64) { return done < mostBytes; });
    if (!rows) {
        say(u"F22"_s, rows.error().reason());
        return problems;
    }
    const auto plan = planLoad(load, (*rows)->columns(), {});
    if (!plan) {
        say(u"F22"_s, plan.error().reason());
        return problems;
    }
    (*rows)->setRules(plan->required, plan->types);
    bool utf8 = true;
    while ((*rows)->next()) {
        if (!utf8 || std::all_of((*rows)->row().begin(), (*rows)->row().end(), isUtf8))
            continue;
        utf8 = false;
        say(u"F6"_s, u"row %1 is no UTF-8"_s.arg((*rows)->count()));
    }
    if ((*rows)->error() && (*rows)->error()->kind != Error::Kind::Cancelled)
        say(u"F7"_s, (*rows)->error()->reason());
    for (const QString &warning : (*rows)->warnings())
        say(u"F7"_s, warning, Problem::Severity::Warning);
    return problems;
}

} // namespace longshore
