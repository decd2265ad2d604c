// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <array>
#include <memory>
#include <vector>

namespace longshore
{

/// Replaces known secrets in bytes by `[hidden]`, in every form of reliability §4.4: plain, JSON-escaped,
/// URL-encoded, base64 and base64url at the three alignments. One Aho-Corasick automaton; of the matches that
/// start first the longest wins. Immutable and cheap to copy: any thread.
class Redactor
{
public:
    /// Empty secrets are skipped. With `guardShort`, one shorter than `shortLength` is replaced only where it is a whole
    /// word, since it would hide ordinary text; see `shortSecrets`.
    explicit Redactor(const QList<QByteArray> &secrets = {}, bool guardShort = true);

    static constexpr qsizetype shortLength = 6;
    /// How many secrets the guard holds for too short: worth a notice.
    int shortSecrets() const { return m_shortSecrets; }
    bool isEmpty() const { return m_automaton == nullptr; }

    QByteArray redact(QByteArrayView text) const;
    QString redact(const QString &text) const;

private:
    friend class RedactingStream;
    struct Automaton;
    std::shared_ptr<const Automaton> m_automaton;
    int m_shortSecrets = 0;
};

/// One stream of bytes that arrives in pieces: however it is cut, the output is that of the whole. Held back is only
/// what may still become a secret, at most the longest form less one byte. One thread.
class RedactingStream
{
public:
    explicit RedactingStream(const Redactor &redactor);

    /// What can be told by now.
    QByteArray feed(QByteArrayView bytes);
    /// The rest; the stream may then be fed again as a new one.
    QByteArray finish();
    /// True when the last `feed` or `finish` replaced something.
    bool replaced() const { return m_replaced; }

private:
    struct Match {
        qsizetype start = 0; ///< in m_held
        qsizetype end = 0;
        bool guarded = false; ///< counts as a whole word only
    };
    void scan(bool atEnd, QByteArray *out);
    bool settle(bool atEnd, qsizetype *given, QByteArray *out);
    void give(qsizetype until, qsizetype *given, QByteArray *out);
    bool isWord(const Match &match) const;

    std::shared_ptr<const Redactor::Automaton> m_automaton;
    QByteArray m_held;        ///< not yet given out
    qsizetype m_scanned = 0;  ///< of m_held
    int m_state = 0;
    std::vector<Match> m_matches; ///< those with the smallest start, shortest first
    char m_before = ' ';          ///< the byte before m_held
    bool m_replaced = false;
};

} // namespace longshore
