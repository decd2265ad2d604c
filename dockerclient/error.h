// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace longshore
{

/// Why something asked for did not happen. One type for every layer: the engine's refusals, our own and the
/// machine's. Texts of this struct are untranslated evidence; a page may put its own words around them.
struct Error {
    enum class Kind {
        Cancelled,        ///< by the caller; never shown as a failure
        BadInput,         ///< what was asked for makes no sense (bad endpoint, job, schema, option)
        NotFound,         ///< the named thing does not exist (HTTP 404, no such file)
        Conflict,         ///< it exists or is in use (HTTP 409, and 500 on engines that say it so)
        Unreachable,      ///< nothing answers at the endpoint: no such socket, refused, not a socket
        PermissionDenied, ///< the socket or file may not be opened, HTTP 401 and 403
        Timeout,          ///< no answer before the deadline, or a stream that fell silent
        ConnectionLost,   ///< the answer ended before its end
        Protocol,         ///< the peer does not speak HTTP, or not the Docker Engine API
        UnsupportedApi,   ///< API version too old or too new
        Engine,           ///< the engine refused or failed (HTTP >= 400 not named above, or an error in a 200 stream)
        TooLarge,         ///< a limit of ours stopped it
        StoreUnwritable,  ///< the store directory cannot be made or written
        Disk,             ///< disk full or I/O error
        Internal          ///< a broken promise of ours
    };

    Kind kind = Kind::Internal;
    QString asked;      ///< what was asked, e.g. "GET /v1.41/images/json" or "open the job x.job.json"
    QString happened;   ///< what happened, in our words; may be empty when `engineText` says it
    QString advice;     ///< what to do next, one sentence; may be empty
    int httpStatus = 0; ///< 0 when no HTTP answer was seen
    QString engineText; ///< the engine's message, verbatim, untrimmed of meaning (engine-api rule: four body shapes)

    bool operator==(const Error &) const = default;

    /// One plain-text line for people: "asked: what happened. What to do." Never contains a newline.
    QString sentence() const;
    /// The text that says most: `engineText`, else `happened`, else "HTTP <status>".
    QString reason() const;

    static Error make(Kind kind, const QString &asked, const QString &happened, const QString &advice = {});
    static Error cancelled(const QString &asked);
};

/// A short stable word for `kind`, e.g. "not-found"; used by `--json` and tests.
QString toString(Error::Kind kind);

} // namespace longshore

Q_DECLARE_METATYPE(longshore::Error)
