// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/rowcells.h"

namespace longshore
{

/// Turns the raw bytes of one stream into clean rows: interprets SGR, `\r`, `\b` and erase-line, drops every other
/// escape sequence (A08), makes controls, directional and invisible characters visible (A10, A11), and invalid UTF-8
/// U+FFFD (A12). Its state goes on over the pieces in which the bytes come, and (colours, half sequences) over rows.
class RowBuilder
{
public:
    void feed(QByteArrayView bytes);
    /// The row's clean text and styles so far; valid until the next call.
    QByteArrayView text() const { return m_text; }
    std::span<const StyleRun> runs() const { return m_runs; }
    quint32 updates() const { return m_updates; }
    bool isEmpty() const { return m_text.isEmpty() && !m_touched; }
    bool isNonAscii() const { return m_nonAscii; }
    /// Completes the text: call before `text` and `runs`.
    void settle();
    /// The next row begins.
    void clear();
    /// The line ended: what was half a character or a sequence will not be completed.
    void finish();
    /// True when the next plain bytes need nothing of this state.
    bool isNeutral() const { return m_state == State::Ground && m_style.isPlain() && !m_pendingCr && m_need == 0 && isEmpty(); }

private:
    enum class State : quint8 { Ground, Escape, Intermediate, Csi, String, StringEscape };

    void ground(quint8 byte);
    void escape(quint8 byte);
    void plain(QByteArrayView ascii);
    void csi(quint8 byte);
    void control(quint8 byte);
    void continued(quint8 byte);
    void codePoint(char32_t c);
    void invalid();
    void put(QByteArrayView visible);
    void carriageReturn();
    void backspace();
    void eraseLine(QByteArrayView parameters);

    State m_state = State::Ground;
    TextStyle m_style;
    QByteArray m_parameters;
    QByteArray m_text;
    std::vector<StyleRun> m_runs;
    RowCells m_cells; ///< the row once something was written over; `m_text` is made of it by `settle`
    bool m_pendingCr = false;
    bool m_nonAscii = false;
    bool m_touched = false;    ///< bytes came, if only invisible ones
    quint32 m_updates = 0;
    int m_combining = 0;   ///< length of the run of combining characters
    char32_t m_code = 0;       ///< of the UTF-8 sequence that is being read
    quint8 m_need = 0;         ///< bytes it still wants
    quint8 m_least = 0;        ///< lowest and highest value of its next byte
    quint8 m_most = 0;
};

} // namespace longshore
