// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QFile>
#include <memory>

struct archive;

namespace longshore
{

/// An archive file of this machine as a plain tar, whatever it was compressed with: an engine never gets compressed bytes
/// from us (A36). Sequential, constant memory, one thread; reading blocks.
class PlainTar : public QIODevice
{
    Q_OBJECT
public:
    /// Opens the file and looks at its beginning. Errors: NotFound, PermissionDenied, BadInput for what is no tar.
    static Result<std::unique_ptr<PlainTar>> openFile(const QString &path, const QString &asked);
    ~PlainTar() override;

    /// How much of the file was read, and how large it is, in bytes.
    qint64 done() const;
    qint64 total() const { return m_total; }
    /// What was wrong with the file, once reading ended early; else empty.
    QString failure() const { return m_failure; }

    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    PlainTar() = default;

    struct Close {
        void operator()(archive *reader) const;
    };
    QFile m_file;
    std::unique_ptr<archive, Close> m_reader;
    qint64 m_total = 0;
    QString m_failure;
};

} // namespace longshore
