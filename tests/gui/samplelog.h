// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/samplerun.h"

namespace longshore::test
{

/// The log of the mockups: 18,203 lines of a load, then what can be seen in the picture; with a progress bar that is
/// written over itself, colours, a long line, repeats, a traceback.
inline QList<SampleLine> mockupLog()
{
    QList<SampleLine> log;
    for (int i = 0; i < 18'203; ++i) {
        const int at = int(i * 9590LL / 18'203);
        const QByteArray page = QByteArray::number(i / 100);
        if (i % 397 == 396)
            log << SampleLine{at, "E|WARN  GET https://api.example.com/v2/orders?page=" + page + " timeout after 3 000 ms, attempt 1 of 3"};
        else if (i % 4551 == 4000)
            log << SampleLine{at, "E|ERROR Page " + page + " answered twice, the second answer is left out"};
        else if (i % 3 == 0)
            log << SampleLine{at, "INFO  GET https://api.example.com/v2/orders?page=" + page + " \x1b[32m200\x1b[0m in 180 ms"};
        else
            log << SampleLine{at, "INFO  parsed 1 000 orders, " + QByteArray::number(4000 + i % 190) + " lines"};
    }
    QByteArray bar;
    for (int i = 0; i <= 61; ++i) {
        const int full = 5 + i * 16 / 61;
        bar += (i ? "\r" : "") + QByteArray("Loading orders ") + QByteArray("\xe2\x96\x88").repeated(full) + QByteArray("\xe2\x96\x91").repeated(25 - full)
            + "  " + QByteArray::number(23 + i) + " %  " + QByteArray::number(95 + i * 251 / 61) + "/412";
    }
    const QByteArray ok = " \x1b[32m200\x1b[0m in ";
    const QByteArray orders = "INFO  GET https://api.example.com/v2/orders?page=";
    const QByteArray flush = "DEBUG {\"event\":\"flush\",\"table\":\"orders\",\"rows\":250000,\"bytes\":31457280,\"columns\":["
        + QByteArray("\"order_id\",\"line_no\",\"customer_id\",\"discount\",").repeated(27) + "\"total\"]}";
    const QByteArray empty = "E|WARN  row 18 204 260: column \x1b[1mdiscount\x1b[0m is empty, using 0";
    log << SampleLine{9600, "INFO  chunk 178/412 written, 250 000 rows, 3.1 s"} << SampleLine{9612, "INFO  memory 742 MiB rss, 96 MiB arrow pool"}
        << SampleLine{9631, orders + "179" + ok + "184 ms"} << SampleLine{9664, "INFO  parsed 1 000 orders, 4 128 lines"}
        << SampleLine{9850, orders + "180" + ok + "179 ms"} << SampleLine{9878, "INFO  parsed 1 000 orders, 4 077 lines"} << SampleLine{9881, bar}
        << SampleLine{12894, "E|WARN  GET https://api.example.com/v2/orders?page=181 timeout after 3 000 ms, attempt 1 of 3"}
        << SampleLine{12896, "E|WARN  backing off 0.5 s"} << SampleLine{13401, orders + "181" + ok + "402 ms"}
        << SampleLine{13432, "INFO  parsed 1 000 orders, 4 190 lines"} << SampleLine{13474, flush}
        << SampleLine{13490, "INFO  memory 806 MiB rss, 118 MiB arrow pool"}
        << SampleLine{13641, "E|WARN  row 18 204 113: column \x1b[1mdiscount\x1b[0m is empty, using 0"};
    for (int i = 0; i < 812; ++i)
        log << SampleLine{13642 + i / 9, empty};
    log << SampleLine{13734, orders + "182" + ok + "190 ms"} << SampleLine{13761, "INFO  writing manifest orders.csv.manifest"}
        << SampleLine{13768, "INFO  primary key: \x1b[32morder_id\x1b[0m, \x1b[32mline_no\x1b[0m"}
        << SampleLine{13832, "E|ERROR Column \"customer_id\" not found in in/tables/customers.csv"}
        << SampleLine{13832, "E|Traceback (most recent call last):"} << SampleLine{13832, "E|  File \"/code/main.py\", line 118, in <module>"}
        << SampleLine{13832, "E|    Component().execute_action()"} << SampleLine{13832, "E|  File \"/code/component.py\", line 74, in join_customers"}
        << SampleLine{13832, "E|    raise UserException(f'Column \"{name}\" not found in {path}')"}
        << SampleLine{13839, "INFO  closing 4 connections, timeout 5 s"} << SampleLine{13870, "INFO  connections closed"};
    return log;
}

/// What comes while somebody looks at the lines above: 1,204 lines, three of them errors.
inline QList<SampleLine> mockupLogRest()
{
    QList<SampleLine> log;
    for (int i = 0; i < 1204; ++i) {
        if (i % 500 == 100)
            log << SampleLine{13880 + i / 100, "E|ERROR worker " + QByteArray::number(i) + " left 12 rows behind"};
        else
            log << SampleLine{13880 + i / 100, "DEBUG releasing buffer " + QByteArray::number(i)};
    }
    return log;
}

/// A log whose lines are JSON objects, as structured loggers write them.
inline QList<SampleLine> structuredLog()
{
    QList<SampleLine> log;
    for (int i = 0; i < 40; ++i) {
        const QByteArray number = QByteArray::number(i);
        if (i % 9 == 5)
            log << SampleLine{i * 120, R"(E|{"time":"2026-11-23T10:04:02Z","level":"warning","message":"retrying upload","attempt":2,"part":)" + number + "}"};
        else
            log << SampleLine{i * 120, R"({"time":"2026-11-23T10:04:02Z","level":"info","message":"uploaded part )" + number + R"(","bytes":8388608,"host":"eu-1"})"};
    }
    log << SampleLine{5000, R"x(E|{"time":"2026-11-23T10:04:07Z","level":"error","message":"upload failed: checksum of part 40 differs","part":40,"request":{"method":"PUT","url":"https://storage.example.com/bucket/part-40","status":400},"retries":3,"expected":"91c7d2a03b5e","stack":"upload()\n  at send (upload.js:118)\n  at retry (retry.js:22)"})x"};
    log << SampleLine{5040, R"({"time":"2026-11-23T10:04:07Z","level":"debug","message":"closing 4 connections","pool":"default"})"};
    return log;
}

} // namespace longshore::test
