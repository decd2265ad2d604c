// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"

#include <QByteArray>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// The command line's two outputs. With `json`, stdout carries one object per line and nothing else; sentences go
/// to stderr in both modes. A closed pipe (`longshore log | head`) ends the output quietly: see `broken()`.
class Console
{
public:
    explicit Console(bool json) : m_json(json) {}

    bool json() const { return m_json; }
    /// True once a write to stdout failed with EPIPE.
    bool broken() const { return m_broken; }
    /// True once something printed was lost otherwise, e.g. to a full disk; said on stderr then.
    bool lost() const { return m_lost; }
    /// Raw bytes to stdout or stderr, as a component wrote them.
    void writeOut(const QByteArray &bytes);
    void writeErr(const QByteArray &bytes);
    /// One line of text to stdout; control characters of outside text are made visible first.
    void line(const QString &text);
    /// One JSON object and a newline to stdout.
    void object(const nlohmann::ordered_json &object);
    /// A sentence on stderr, and with --json also an error event on stdout.
    void error(const Error &error);
    void note(const QString &sentence);

private:
    void write(int fd, const QByteArray &bytes);
    void outFailed(int number);

    bool m_json;
    bool m_broken = false;
    bool m_lost = false;
};

/// Outside text for a terminal: C0/C1 controls become their pictures, so that an image name cannot move the cursor.
QString printable(const QString &text);

} // namespace longshore
