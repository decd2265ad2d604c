// SPDX-License-Identifier: GPL-3.0-or-later
// What the vault reads of files: ciphertext, and jobs whose secrets it takes.
#include "model/json/json.h"
#include "model/vault/jobsecrets.h"
#include "model/vault/sealing.h"
#include "tests/fuzz/fuzz.h"

#include <nlohmann/json.hpp>

using namespace longshore;
using namespace longshore::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size).toByteArray();
    static const SecretBuffer key = SecretBuffer::random(secretKeyBytes);
    check(!unseal(key, bytes, {}), "nobody seals without the key");
    QByteArray sealed = seal(key, bytes, {});
    const auto opened = unseal(key, sealed, {});
    check(opened && opened->view() == bytes, "what was sealed opens");
    sealed[qsizetype(size) % sealed.size()] = char(sealed[qsizetype(size) % sealed.size()] + 1);
    check(!unseal(key, sealed, {}), "a changed byte is noticed");

    const auto encryption = encryptJob(bytes);
    if (!encryption)
        return 0;
    const auto after = scanJson(encryption->text, QStringLiteral("read it again"));
    check(after.has_value(), "it stays JSON");
    const auto again = encryptJob(encryption->text);
    check(again && again->secrets.empty() && again->text == encryption->text, "nothing is left in the clear");
    check(encryption->secrets.empty() == (encryption->text == bytes), "without a secret nothing changes");
    return 0;
}
