// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/csvwriter.h"

#include "model/store/durablefile.h"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

static constexpr size_t flushAt = 1 << 18;

CsvWriter::CsvWriter(int descriptor, const QString &path) : m_descriptor(descriptor), m_path(path), m_buffer(flushAt * 2) {}

void CsvWriter::field(std::string_view text)
{
    const size_t most = m_used + text.size() * 2 + 3;
    if (most > m_buffer.size())
        m_buffer.resize(most);
    char *out = m_buffer.data() + m_used;
    if (m_lineBegun)
        *out++ = ',';
    m_lineBegun = true;
    *out++ = '"';
    while (!text.empty()) {
        const void *quote = std::memchr(text.data(), '"', text.size());
        const size_t plain = quote ? size_t(static_cast<const char *>(quote) - text.data()) + 1 : text.size();
        std::memcpy(out, text.data(), plain);
        out += plain;
        if (quote)
            *out++ = '"';
        text.remove_prefix(plain);
    }
    *out++ = '"';
    m_used = size_t(out - m_buffer.data());
}

bool CsvWriter::endLine()
{
    if (m_used == m_buffer.size())
        m_buffer.resize(m_used + 1);
    m_buffer[m_used++] = '\n';
    m_lineBegun = false;
    return m_used < flushAt || flush();
}

bool CsvWriter::flush()
{
    size_t done = 0;
    while (done < m_used && !m_error) {
        const ssize_t n = ::write(m_descriptor, m_buffer.data() + done, m_used - done);
        if (n > 0) {
            done += size_t(n);
        } else if (n < 0 && errno == EAGAIN) {
            // A pipe or terminal that is shared with another program may be non-blocking.
            pollfd wait{m_descriptor, POLLOUT, 0};
            ::poll(&wait, 1, 1000);
        } else if (n < 0 && errno == EPIPE) {
            m_error = Error::cancelled(u"write %1"_s.arg(m_path));
        } else if (n < 0 && errno != EINTR) {
            m_error = diskError(u"write %1"_s.arg(m_path), errno);
        }
    }
    m_bytes += qint64(done);
    m_used = 0;
    return !m_error;
}

Result<void> CsvWriter::finish()
{
    if (!m_error)
        flush();
    if (m_error)
        return fail(*m_error);
    return {};
}

} // namespace longshore
