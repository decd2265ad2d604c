// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/preview/csvhead.h"

namespace longshore
{

namespace
{

class Reader
{
public:
    Reader(qsizetype most, const CsvLook &look) : m_most(most), m_look(look) {}

    QList<QStringList> read(QByteArrayView text, bool isWhole)
    {
        for (qsizetype i = 0; i < text.size() && m_rows.size() < m_most; ++i)
            take(text[i], i + 1 < text.size() ? text[i + 1] : '\0', i);
        if (isWhole && m_rows.size() < m_most && (!m_field.isEmpty() || !m_row.isEmpty() || m_wasQuoted))
            endRecord();
        return m_rows;
    }

private:
    void take(char c, char next, qsizetype &i)
    {
        const bool isEnclosure = m_look.enclosure && c == m_look.enclosure;
        if (m_quoted) {
            if (!isEnclosure) {
                m_field += c;
            } else if (next == m_look.enclosure) {
                m_field += c;
                ++i;
            } else {
                m_quoted = false;
            }
        } else if (isEnclosure && m_field.isEmpty() && !m_wasQuoted) {
            m_quoted = m_wasQuoted = true;
        } else if (c == m_look.delimiter) {
            endField();
        } else if (c == '\n') {
            endLine();
        } else if (c != '\r' || (next != '\n' && next != '\0')) {
            m_field += c;
        }
    }

    void endField()
    {
        m_row.append(QString::fromUtf8(m_field));
        m_field.resize(0);
        m_wasQuoted = false;
    }

    void endLine()
    {
        if (!m_row.isEmpty() || !m_field.isEmpty() || m_wasQuoted)
            endRecord();
    }

    void endRecord()
    {
        endField();
        m_rows.append(m_row);
        m_row.clear();
    }

    qsizetype m_most;
    CsvLook m_look;
    QList<QStringList> m_rows;
    QStringList m_row;
    QByteArray m_field;
    bool m_quoted = false;
    bool m_wasQuoted = false;
};

} // namespace

QList<QStringList> readCsvHead(QByteArrayView text, bool isWhole, qsizetype most, const CsvLook &look)
{
    if (text.startsWith("\xef\xbb\xbf"))
        text = text.sliced(3);
    return Reader(most, look).read(text, isWhole);
}

} // namespace longshore
