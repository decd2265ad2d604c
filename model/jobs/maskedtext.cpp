// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/maskedtext.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// Where `masked` differs from `json` there is a secret; dots of `edited` in such a place become the secret again.
void restore(Json &edited, const Json &json, const Json &masked)
{
    if (json == masked)
        return;
    if (masked.is_string() && masked.get_ref<const std::string &>() == maskDots) {
        if (edited == masked)
            edited = json;
        return;
    }
    if (edited.is_object() && json.is_object() && masked.is_object()) {
        for (auto it = edited.begin(); it != edited.end(); ++it) {
            if (json.contains(it.key()) && masked.contains(it.key()))
                restore(it.value(), json[it.key()], masked[it.key()]);
        }
    } else if (edited.is_array() && json.is_array() && masked.is_array()) {
        for (std::size_t i = 0; i < std::min({edited.size(), json.size(), masked.size()}); ++i)
            restore(edited[i], json[i], masked[i]);
    }
}

Result<Json> masked(const QByteArray &parameters, const SecretPatterns &patterns)
{
    const Result<QByteArray> text = maskSecrets(parameters, patterns, maskDots);
    if (!text)
        return fail(text.error());
    return scanJson(*text, u"show the parameters"_s);
}

} // namespace

QByteArray maskedText(const QByteArray &parameters, const SecretPatterns &patterns)
{
    const Result<Json> json = masked(parameters, patterns);
    return json ? writeJson(*json, JsonStyle::Canonical) : QByteArray();
}

QByteArray unmaskedText(const QByteArray &text, const QByteArray &parameters, const SecretPatterns &patterns)
{
    const QString asked = u"read the parameters"_s;
    JsonRemarks remarks;
    Result<Json> edited = scanJson(text, asked, &remarks);
    const Result<Json> original = scanJson(parameters, asked);
    const Result<Json> shown = masked(parameters, patterns);
    if (!edited || !original || !shown || !remarks.duplicateKeys.isEmpty())
        return text;
    restore(*edited, *original, *shown);
    return writeJson(*edited, JsonStyle::Canonical);
}

} // namespace longshore
