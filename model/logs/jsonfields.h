// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logfields.h"

namespace longshore
{

/// Flattens one JSON object into fields without a document between. Takes what real loggers write: raw control
/// characters in strings, unknown escapes and bare words are kept as they are; of an object that is cut or wrong the
/// members before that place are kept.
class JsonFields
{
public:
    JsonFields(QByteArrayView line, LogFields *out) : m_line(line), m_out(out) {}

    void read();

private:
    bool object(const QString &path, int depth);
    bool member(const QString &path, int depth);
    bool value(const QString &path, int depth);
    bool list(const QString &path, int depth);
    bool copyCompact(QByteArray *compact, int depth);
    bool string(QString *text);
    bool escape(QString *text);
    bool rawString(QByteArrayView *raw);
    QByteArrayView word();
    bool add(const QString &path, const QString &text, LogField::Kind kind);
    bool fail(const QString &what);
    void skipSpaces();
    bool atEnd() const { return m_at >= m_line.size(); }
    bool take(char c);

    QByteArrayView m_line;
    qsizetype m_at = 0;
    LogFields *m_out;
};

} // namespace longshore
