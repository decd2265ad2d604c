// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is asked of one line: its level, its fields, its visible text.
#include "model/logs/logfields.h"
#include "model/logs/loglevels.h"
#include "model/logs/visibletext.h"
#include "tests/fuzz/fuzz.h"

using namespace longshore;
using namespace longshore::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView line = bytesOf(data, size);
    const LevelWord word = levelWord(line);
    check(word.offset + word.length <= line.size(), "the word is within the line");
    check((word.length > 0) == (word.level != LogLevel::None), "a word has a level");
    check(detectLevel(line) == word.level, "both say the same level");
    looksStructured(line);

    const LogFields fields = LogFields::read(line);
    check(fields.fields.size() <= LogFieldLimits::fields, "fields are bounded");
    for (const LogField &field : fields.fields)
        check(visibleLine(field.value) == field.value && visibleLine(field.path) == field.path, "fields are visible text");
    check(visibleLine(fields.message) == fields.message, "the message is visible text");

    const auto *units = reinterpret_cast<const char16_t *>(data);
    if (reinterpret_cast<quintptr>(data) % alignof(char16_t) == 0) {
        const QString text = visibleLine(QString::fromUtf16(units, qsizetype(size / 2)));
        check(visibleLine(text) == text, "visible text stays as it is");
        check(text.isValidUtf16(), "visible text is valid");
    }
    return 0;
}
