// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/redactor.h"

#include "model/run/secretforms.h"

#include <algorithm>
#include <deque>

namespace longshore
{

struct Redactor::Automaton {
    struct Node {
        std::vector<std::pair<uchar, int>> next; ///< sorted by byte once built
        int fail = 0;
        int output = -1; ///< nearest node on the fail chain, itself first, that ends a form
        int depth = 0;
        bool ends = false;
        bool guarded = false; ///< every secret that ends here is short
    };
    std::vector<Node> nodes{1};
    std::array<int, 256> root{};

    int child(int node, uchar byte) const
    {
        if (node == 0)
            return root[byte];
        const auto &next = nodes[size_t(node)].next;
        const auto found = std::lower_bound(next.begin(), next.end(), std::pair<uchar, int>(byte, 0));
        return found != next.end() && found->first == byte ? found->second : 0;
    }
    int step(int node, uchar byte) const
    {
        for (; node; node = nodes[size_t(node)].fail) {
            if (const int to = child(node, byte))
                return to;
        }
        return root[byte];
    }
    void add(const QByteArray &form, bool guarded);
    void finish();
};

void Redactor::Automaton::add(const QByteArray &form, bool guarded)
{
    int node = 0;
    for (const char c : form) {
        int to = child(node, uchar(c));
        if (!to) {
            to = int(nodes.size());
            nodes.emplace_back();
            nodes.back().depth = nodes[size_t(node)].depth + 1;
            auto &next = nodes[size_t(node)].next;
            const std::pair<uchar, int> edge(uchar(c), to);
            next.insert(std::lower_bound(next.begin(), next.end(), edge), edge);
            if (node == 0)
                root[uchar(c)] = to;
        }
        node = to;
    }
    Node &last = nodes[size_t(node)];
    last.guarded = guarded && (!last.ends || last.guarded);
    last.ends = true;
}

void Redactor::Automaton::finish()
{
    std::deque<int> queue{0};
    while (!queue.empty()) {
        const int node = queue.front();
        queue.pop_front();
        nodes[size_t(node)].output = nodes[size_t(node)].ends ? node : node ? nodes[size_t(nodes[size_t(node)].fail)].output : -1;
        for (const auto &[byte, to] : nodes[size_t(node)].next) {
            nodes[size_t(to)].fail = node ? step(nodes[size_t(node)].fail, byte) : 0;
            queue.push_back(to);
        }
    }
}

Redactor::Redactor(const QList<QByteArray> &secrets, bool guardShort)
{
    auto automaton = std::make_shared<Automaton>();
    for (const QByteArray &secret : secrets) {
        const bool guarded = guardShort && secret.size() < shortLength;
        m_shortSecrets += guarded && !secret.isEmpty();
        for (const QByteArray &form : secretForms(secret))
            automaton->add(form, guarded);
    }
    automaton->finish();
    if (automaton->nodes.size() > 1)
        m_automaton = std::move(automaton);
}

QByteArray Redactor::redact(QByteArrayView text) const
{
    RedactingStream stream(*this);
    QByteArray out = stream.feed(text);
    return out + stream.finish();
}

QString Redactor::redact(const QString &text) const
{
    return isEmpty() ? text : QString::fromUtf8(redact(QByteArrayView(text.toUtf8())));
}

RedactingStream::RedactingStream(const Redactor &redactor) : m_automaton(redactor.m_automaton) {}

QByteArray RedactingStream::feed(QByteArrayView bytes)
{
    m_replaced = false;
    if (!m_automaton)
        return bytes.toByteArray();
    m_held.append(bytes);
    QByteArray out;
    out.reserve(m_held.size());
    scan(false, &out);
    return out;
}

QByteArray RedactingStream::finish()
{
    m_replaced = false;
    QByteArray out;
    if (m_automaton)
        scan(true, &out);
    m_before = ' ';
    return out;
}

void RedactingStream::scan(bool atEnd, QByteArray *out)
{
    qsizetype given = 0; // of m_held; cut off once at the end
    do {
        while (m_scanned < m_held.size()) {
            m_state = m_automaton->step(m_state, uchar(m_held[m_scanned++]));
            for (int node = m_automaton->nodes[size_t(m_state)].output; node > 0;
                 node = m_automaton->nodes[size_t(m_automaton->nodes[size_t(node)].fail)].output) {
                const qsizetype start = m_scanned - m_automaton->nodes[size_t(node)].depth;
                if (!m_matches.empty() && start > m_matches.front().start)
                    continue;
                if (!m_matches.empty() && start < m_matches.front().start)
                    m_matches.clear();
                m_matches.push_back({start, m_scanned, m_automaton->nodes[size_t(node)].guarded});
            }
            if (!m_matches.empty() && settle(false, &given, out))
                continue;
        }
    } while (atEnd && settle(true, &given, out));
    const qsizetype open = atEnd                  ? m_held.size()
                           : m_matches.empty()    ? m_scanned - m_automaton->nodes[size_t(m_state)].depth
                                                  : qMin(m_matches.front().start, m_scanned - m_automaton->nodes[size_t(m_state)].depth);
    give(open, &given, out);
    m_held.remove(0, given);
    m_scanned -= given;
    for (Match &match : m_matches) {
        match.start -= given;
        match.end -= given;
    }
    if (atEnd)
        m_state = 0;
}

// Decides the matches that start first, once no longer one can come: the automaton's state is the longest open
// beginning, so it must start after them; a guarded one also needs the byte behind it. True when it decided.
bool RedactingStream::settle(bool atEnd, qsizetype *given, QByteArray *out)
{
    if (m_matches.empty())
        return false;
    const qsizetype start = m_matches.front().start;
    const Match longest = m_matches.back();
    if (!atEnd && (m_scanned - m_automaton->nodes[size_t(m_state)].depth <= start || longest.end == m_scanned)) {
        const bool open = m_scanned - m_automaton->nodes[size_t(m_state)].depth <= start;
        if (open || longest.guarded)
            return false;
    }
    give(start, given, out);
    qsizetype next = start + 1;
    for (auto match = m_matches.rbegin(); match != m_matches.rend(); ++match) {
        if (!match->guarded || isWord(*match)) {
            out->append("[hidden]");
            m_replaced = true;
            m_before = m_held[match->end - 1];
            *given = next = match->end;
            break;
        }
    }
    give(next, given, out);
    m_matches.clear();
    m_scanned = next;
    m_state = 0;
    return true;
}

void RedactingStream::give(qsizetype until, qsizetype *given, QByteArray *out)
{
    if (until <= *given)
        return;
    out->append(m_held.constData() + *given, until - *given);
    m_before = m_held[until - 1];
    *given = until;
}

static bool isWordByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || uchar(c) >= 0x80;
}

bool RedactingStream::isWord(const Match &match) const
{
    const char before = match.start > 0 ? m_held[match.start - 1] : m_before;
    const char after = match.end < m_held.size() ? m_held[match.end] : ' ';
    return !isWordByte(before) && !isWordByte(after);
}

} // namespace longshore
