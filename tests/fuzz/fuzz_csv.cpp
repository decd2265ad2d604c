// SPDX-License-Identifier: GPL-3.0-or-later
// A CSV, plain or gzip, as any component can write it. First byte: the dialect; the rest: the file. What was read is
// written and read again.
#include "model/storage/csvreader.h"
#include "model/storage/csvwriter.h"
#include "tests/fuzz/fuzz.h"

#include <QFile>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

using namespace longshore;
using namespace longshore::fuzz;

namespace
{

using Records = std::vector<std::vector<std::string>>;

QString pathOf(int descriptor)
{
    return QStringLiteral("/proc/self/fd/%1").arg(descriptor);
}

struct Read {
    Records records;
    bool failed = false;
};

Read read(int descriptor, const CsvDialect &dialect)
{
    Read done;
    auto source = CsvSource::adopt(::dup(descriptor), pathOf(descriptor));
    check(source.has_value(), "a file can be read");
    CsvReader reader(std::move(*source), dialect);
    qint64 line = 0;
    while (reader.next()) {
        check(!reader.fields().empty(), "a record has a field");
        check(reader.line() > line, "lines go on");
        line = reader.line();
        done.records.emplace_back(reader.fields().begin(), reader.fields().end());
    }
    check(reader.fields().empty(), "no record, no fields");
    if (reader.error()) {
        check(!reader.error()->sentence().isEmpty(), "an error says something");
        check(!reader.next(), "an error is final");
        done.failed = true;
    }
    return done;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const CsvDialect dialects[] = {{',', '"'}, {'\t', '"'}, {';', '\''}, {',', '\0'}};
    QByteArrayView bytes = bytesOf(data, size);
    const CsvDialect dialect = dialects[choice(&bytes) % 4];
    const int in = ::memfd_create("in", MFD_CLOEXEC);
    check(::write(in, bytes.data(), size_t(bytes.size())) == bytes.size(), "a file can be written");
    const Read found = read(in, dialect);
    ::close(in);

    const int out = ::memfd_create("out", MFD_CLOEXEC);
    CsvWriter writer(out, pathOf(out));
    for (const auto &record : found.records) {
        for (const std::string &field : record)
            writer.field(field);
        check(writer.endLine(), "a line can be written");
    }
    check(writer.finish().has_value(), "a CSV can be written");
    const Read again = read(out, {});
    ::close(out);
    check(!again.failed && again.records == found.records, "what was written is read as it was");
    return 0;
}
