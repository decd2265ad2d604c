// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <QStringList>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Reads members of one JSON object tolerantly: missing and null keep the default, a wrong type keeps it too and adds a
/// problem with the dotted path. The object and the list outlive the reader.
class RecordReader
{
public:
    /// `object` may be null or no object: then every member is missing.
    RecordReader(const nlohmann::ordered_json *object, QString path, Problems *problems);

    RecordReader
    child(const QString &key) const;    ///< a problem when it is there and no object (an empty list is fine: PHP)
    bool has(const QString &key) const; ///< there and not null
    const nlohmann::ordered_json *node(const QString &key) const; ///< nullptr when missing or null
    QString path(const QString &key) const;

    QString string(const QString &key, const QString &fallback = {}) const; ///< any scalar but a boolean, as text
    QString oneOf(const QString &key, const QStringList &allowed, const QString &fallback) const;
    QString required(const QString &key) const; ///< a problem when missing or empty
    bool boolean(const QString &key, bool fallback) const;
    int wholeNumber(const QString &key, int minimum, int fallback) const;
    QStringList strings(const QString &key) const;
    QByteArray jsonText(const QString &key) const; ///< compact; empty when missing, null, `{}` or `[]`

    void complain(const QString &key, const QString &message) const;

private:
    const nlohmann::ordered_json *m_object;
    QString m_path;
    Problems *m_problems;
};

} // namespace longshore
