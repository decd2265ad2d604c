// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/csvscan.h"

#include <QFile>
#include <QStringDecoder>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

class Scanner
{
public:
    Scanner(char delimiter, char enclosure, CsvFacts &facts)
        : m_delimiter(delimiter)
        , m_enclosure(enclosure)
        , m_facts(facts)
    {
    }

    void feed(QByteArrayView bytes)
    {
        for (const char c : bytes)
            take(c);
    }

    void finish()
    {
        if (m_state == State::Quoted)
            m_facts.openLine = m_quoteLine;
        if (m_any || m_fields > 0)
            endRecord();
    }

private:
    enum class State { Start, Plain, Quoted, Closed };

    void take(char c)
    {
        m_facts.nul = m_facts.nul || c == '\0';
        if (m_state == State::Quoted) {
            m_line += c == '\n';
            if (m_enclosure && c == m_enclosure)
                m_state = State::Closed;
            else
                keep(c);
            return;
        }
        if (c == '\n')
            return endLine();
        if (c == m_delimiter)
            return endField();
        m_carriageReturn = c == '\r';
        if (m_carriageReturn)
            return;
        m_any = true;
        if (m_enclosure && c == m_enclosure) {
            if (m_state == State::Start || m_state == State::Closed) {
                if (m_state == State::Closed) // doubled: it goes on
                    keep(c);
                else
                    m_quoteLine = m_line;
                m_state = State::Quoted;
                return;
            }
            stray();
        } else if (m_state == State::Closed) {
            stray();
        } else {
            m_state = State::Plain;
        }
        keep(c);
    }

    void stray()
    {
        if (!m_facts.strayLine)
            m_facts.strayLine = m_line;
    }

    void keep(char c)
    {
        if (m_facts.records == 0 && m_field.size() < 4096)
            m_field += c;
    }

    void endField()
    {
        if (m_facts.records == 0)
            m_facts.first.append(QString::fromUtf8(m_field));
        m_field.resize(0);
        ++m_fields;
        m_any = true;
        m_state = State::Start;
        m_carriageReturn = false;
    }

    void endRecord()
    {
        endField();
        ++m_facts.records;
        if (m_facts.records == 1)
            m_expected = m_fields;
        else if (m_fields != m_expected && !m_facts.ragged)
            m_facts.ragged = m_facts.records, m_facts.raggedFields = m_fields;
        m_fields = 0;
        m_any = false;
    }

    void endLine()
    {
        if (m_carriageReturn && !m_facts.crlfLine)
            m_facts.crlfLine = m_line;
        m_carriageReturn = false;
        if (m_any)
            endRecord();
        ++m_line;
    }

    char m_delimiter, m_enclosure;
    CsvFacts &m_facts;
    State m_state = State::Start;
    QByteArray m_field;
    qint64 m_fields = 0;
    qint64 m_expected = 0;
    qint64 m_line = 1;
    qint64 m_quoteLine = 0;
    bool m_any = false; ///< the record has begun
    bool m_carriageReturn = false;
};

} // namespace

CsvFacts scanCsv(const QString &path, char delimiter, char enclosure, qint64 most)
{
    CsvFacts facts;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        facts.trouble = file.errorString();
        return facts;
    }
    facts.bytes = file.size();
    Scanner scanner(delimiter, enclosure, facts);
    QStringDecoder decoder(QStringDecoder::Utf8);
    QByteArray block(256 << 10, Qt::Uninitialized);
    qint64 done = 0;
    for (qint64 n; done < most && (n = file.read(block.data(), block.size())) > 0; done += n) {
        QByteArrayView bytes = QByteArrayView(block).first(n);
        if (done == 0 && bytes.startsWith("\x1f\x8b")) {
            facts.gzip = true;
            return facts;
        }
        (void)QString(decoder(bytes));
        facts.badUtf8 = facts.badUtf8 || decoder.hasError();
        if (done == 0 && bytes.startsWith("\xef\xbb\xbf")) {
            facts.byteOrderMark = true;
            bytes = bytes.sliced(3);
        }
        scanner.feed(bytes);
    }
    facts.partial = done < facts.bytes;
    if (!facts.partial)
        scanner.finish();
    return facts;
}

} // namespace longshore
