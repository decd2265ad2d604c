// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/rowbuilder.h"

#include "model/logs/sgr.h"
#include "model/logs/visibletext.h"

#include <algorithm>

namespace longshore
{

namespace
{

constexpr qsizetype mostParameters = 256; ///< of a control sequence; longer ones mean nothing

bool isPlain(quint8 byte)
{
    return (byte >= 0x20 && byte < 0x7f) || byte == '\t';
}

} // namespace

void RowBuilder::feed(QByteArrayView bytes)
{
    m_touched = m_touched || !bytes.isEmpty();
    const auto *p = reinterpret_cast<const quint8 *>(bytes.data());
    const auto *end = p + bytes.size();
    while (p != end) {
        if (m_state == State::Ground && m_need == 0 && isPlain(*p)) {
            const auto *begin = p;
            p = std::find_if_not(p, end, isPlain);
            plain({reinterpret_cast<const char *>(begin), p - begin});
            continue;
        }
        switch (m_state) {
        case State::Ground: ground(*p); break;
        case State::Escape: escape(*p); break;
        case State::Intermediate: m_state = *p >= 0x30 && *p <= 0x7e ? State::Ground : m_state; break;
        case State::Csi: csi(*p); break;
        case State::String: m_state = *p == 0x07 ? State::Ground : *p == 0x1b ? State::StringEscape : m_state; break;
        case State::StringEscape: // ESC \ ends a string; any other sequence ends it as well and begins
            if (*p != '\\') {
                m_state = State::Escape;
                escape(*p);
            } else {
                m_state = State::Ground;
            }
            break;
        }
        ++p;
    }
}

void RowBuilder::ground(quint8 byte)
{
    if (m_need > 0) {
        continued(byte);
        return;
    }
    if (byte < 0x80) {
        control(byte);
    } else if (byte >= 0xc2 && byte <= 0xf4) {
        m_need = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
        m_code = byte & (0x3f >> m_need);
        // Overlong forms, surrogates and what is beyond Unicode are told by the second byte.
        m_least = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
        m_most = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
    } else {
        invalid();
    }
}

void RowBuilder::continued(quint8 byte)
{
    if (byte < m_least || byte > m_most) {
        m_need = 0;
        invalid();
        if (isPlain(byte))
            plain({reinterpret_cast<const char *>(&byte), 1});
        else
            ground(byte);
        return;
    }
    m_code = m_code << 6 | (byte & 0x3f);
    m_least = 0x80;
    m_most = 0xbf;
    if (--m_need == 0)
        codePoint(m_code);
}

void RowBuilder::codePoint(char32_t c)
{
    m_combining = isCombining(c) ? m_combining + 1 : 0;
    if (m_combining > longestCombiningRun)
        return;
    char form[visibleFormRoom];
    const qsizetype size = visibleForm(c, form);
    m_nonAscii = m_nonAscii || quint8(form[0]) >= 0x80;
    put({form, size});
}

void RowBuilder::invalid()
{
    m_nonAscii = true;
    put("\xef\xbf\xbd");
}

void RowBuilder::control(quint8 byte)
{
    switch (byte) {
    case 0x1b:
        m_state = State::Escape;
        break;
    case '\r':
        m_pendingCr = true;
        break;
    case '\b':
        backspace();
        break;
    default:
        codePoint(byte);
    }
}

void RowBuilder::escape(quint8 byte)
{
    if (byte == '[') {
        m_parameters.resize(0);
        m_state = State::Csi;
    } else if (byte == ']' || byte == 'P' || byte == 'X' || byte == '^' || byte == '_') {
        m_state = State::String;
    } else if (byte >= 0x20 && byte <= 0x2f) {
        m_state = State::Intermediate;
    } else if (byte == 0x1b) {
        m_state = State::Escape;
    } else {
        m_state = State::Ground;
        if (byte < 0x20)
            ground(byte); // a control within a sequence acts at once
    }
}

void RowBuilder::csi(quint8 byte)
{
    if (byte >= 0x40 && byte <= 0x7e) {
        m_state = State::Ground;
        if (byte == 'm')
            m_style = applySgr(m_style, m_parameters);
        else if (byte == 'K')
            eraseLine(m_parameters);
    } else if (byte == 0x1b) {
        m_state = State::Escape;
    } else if (byte < 0x20) {
        m_state = State::Ground;
        ground(byte);
    } else if (m_parameters.size() < mostParameters) {
        m_parameters.append(char(byte));
    }
}

void RowBuilder::plain(QByteArrayView ascii)
{
    m_combining = 0;
    if (m_pendingCr)
        carriageReturn();
    if (!m_cells.isInUse()) {
        addStyle(m_runs, m_text.size(), m_style);
        m_text.append(ascii);
        return;
    }
    for (const char &c : ascii)
        m_cells.write({&c, 1}, m_style);
}

void RowBuilder::put(QByteArrayView visible)
{
    if (m_pendingCr)
        carriageReturn();
    if (m_cells.isInUse())
        return m_cells.write(visible, m_style);
    addStyle(m_runs, m_text.size(), m_style);
    m_text.append(visible);
}

void RowBuilder::carriageReturn()
{
    m_pendingCr = false;
    m_cells.take(m_text, m_runs);
    m_cells.toStart();
    ++m_updates;
}

void RowBuilder::backspace()
{
    if (m_pendingCr)
        carriageReturn();
    m_cells.take(m_text, m_runs);
    m_cells.back();
}

void RowBuilder::eraseLine(QByteArrayView parameters)
{
    if (m_pendingCr)
        carriageReturn();
    const int mode = parameters.isEmpty() ? 0 : parameters[0] - '0';
    if (mode != 0)
        m_cells.take(m_text, m_runs);
    if (m_cells.isInUse())
        m_cells.erase(mode, m_style);
}

void RowBuilder::settle()
{
    if (m_cells.isInUse())
        m_nonAscii = m_cells.settle(&m_text, &m_runs);
}

void RowBuilder::clear()
{
    m_text.resize(0);
    m_runs.clear();
    m_cells.clear();
    m_pendingCr = m_nonAscii = m_touched = false;
    m_updates = 0;
    m_combining = 0;
}

void RowBuilder::finish()
{
    if (m_need > 0) {
        m_need = 0;
        invalid();
    }
    m_state = State::Ground;
}

} // namespace longshore
