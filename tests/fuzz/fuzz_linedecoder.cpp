// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are rows of visible, valid text, the same however they were cut, and survive being packed.
#include "model/logs/linedecoder.h"
#include "model/logs/visibletext.h"
#include "tests/fuzz/fuzz.h"

#include <QStringDecoder>

using namespace longshore;
using namespace longshore::fuzz;

namespace
{

struct Rows : RowSink {
    QByteArrayList texts;
    RawChunk chunk{4 << 20};
    void row(const NewRow &row) override
    {
        texts.append(row.text.toByteArray() + char('0' + row.flags));
        chunk.append(row);
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes = bytesOf(data, size);
    Rows whole;
    LineDecoder decoder(whole);
    decoder.frame({LogSource::Stdout, 0, 1, 0, bytes});
    decoder.finish();

    Rows cut;
    LineDecoder pieces(cut);
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype length = qMin<qsizetype>(1 + qsizetype(data[at]) % 7, bytes.size() - at);
        pieces.frame({LogSource::Stdout, 0, 1, 0, bytes.sliced(at, length)});
        at += length;
    }
    pieces.finish();
    check(whole.texts == cut.texts, "any cut gives the same rows");

    for (const QByteArray &text : whole.texts) {
        QStringDecoder utf8(QStringDecoder::Utf8);
        const QString decoded = utf8(text);
        check(!utf8.hasError(), "rows are valid UTF-8");
        check(visibleLine(decoded) == decoded, "rows are visible text");
    }

    const ChunkArrays &arrays = whole.chunk.arrays();
    const auto loaded = LoadedChunk::unpack(packChunk(arrays));
    check(loaded && loaded->arrays().lines == arrays.lines, "a chunk can be packed");
    for (quint32 i = 0; i < arrays.lines; ++i)
        check(loaded->arrays().line(i).text == arrays.line(i).text && loaded->arrays().line(i).runs.size() == arrays.line(i).runs.size(),
              "packing keeps lines");
    return 0;
}
