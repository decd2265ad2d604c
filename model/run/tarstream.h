// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QList>
#include <QString>
#include <functional>
#include <memory>
#include <vector>

struct archive;

namespace longshore
{

class FolderWalk;

/// One path that a tar does not hold, or not as it is.
struct TarNote {
    enum class Kind { LeftOut, Denied, Changed }; ///< Denied: left out because it may not be read
    QByteArray path; ///< in the tar
    QString what;
    Kind kind = Kind::LeftOut;

    bool operator==(const TarNote &) const = default;
    QString sentence() const;
};

/// One piece of a tar, in the order it is sent. Paths are relative bytes, without a trailing slash.
struct TarPart {
    enum class Type { Directory, Bytes, Folder, File };
    Type type = Type::Directory;
    QByteArray path;         ///< in the tar; for Folder the prefix of its contents, may be empty
    int mode = 0755;         ///< of Directory, Bytes and File; Folder keeps each file's own
    QByteArray bytes;        ///< of Bytes
    QString source;          ///< of Folder and File: absolute path on this machine
    std::function<bool(const QByteArray &relative)> skip; ///< of Folder: leave this path, and all below it, out
    std::function<QByteArray(const QByteArray &relative)> rename{}; ///< of Folder: what a path below it is called in the tar
    bool sourceIsHostile = false; ///< of Folder: a component could have made a link of it, which is not followed

    static TarPart directory(const QByteArray &path, int mode = 0755) { return {Type::Directory, path, mode, {}, {}, {}, {}, false}; }
    static TarPart file(const QByteArray &path, const QByteArray &bytes, int mode) { return {Type::Bytes, path, mode, bytes, {}, {}, {}, false}; }
};

/// A plain, uncompressed pax tar (A36), produced as it is read: constant memory, nothing on disk. Folders are walked
/// by descriptors without following links (A32). A link within the folder is sent as a link; one that leads out of it,
/// a socket, a device, a FIFO and a file that may not be read are left out and listed (A31). A file that changes while
/// it is read is sent with the size it had and listed. Sequential; one thread.
class TarStream : public QIODevice
{
    Q_OBJECT
public:
    /// A tar, or (for people, not for engines) a compressed tar or a zip of the same content. GnuTar is for builders:
    /// BuildKit takes for a tar only what begins with a file's own header, and a pax one stands before that.
    enum class Format { Tar, TarGz, Zip, GnuTar };
    TarStream(std::vector<TarPart> parts, int uid, int gid, Format format = Format::Tar, QObject *parent = nullptr);
    ~TarStream() override;

    bool isSequential() const override { return true; }
    bool atEnd() const override { return bytesAvailable() == 0; }
    qint64 bytesAvailable() const override;

    /// One for each path that was not sent, or not as it is; complete at the end.
    QList<TarNote> notes() const { return m_notes; }
    /// The same in words.
    QStringList noteSentences() const;
    /// Not empty when the tar could not be finished: the upload must not be used.
    QString failure() const { return m_failure; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    friend struct TarStreamSink;
    void produce();
    bool nextEntry();
    void begin(const QByteArray &path, int type, int mode, qint64 size, qint64 mtime, const QByteArray &link = {});
    void openPart(const TarPart &part);
    void nextOfFolder();
    void readFile();
    void note(const QByteArray &path, const QString &what, TarNote::Kind kind = TarNote::Kind::LeftOut);
    void unreadable(const QByteArray &path, int errnoValue);

    std::vector<TarPart> m_parts;
    int m_uid;
    int m_gid;
    size_t m_next = 0;
    archive *m_archive = nullptr;
    std::unique_ptr<FolderWalk> m_walk;
    int m_file = -1;
    qint64 m_left = 0;
    qint64 m_size = 0;
    QByteArray m_path; ///< of the open file, in the tar
    QByteArray m_out;
    qsizetype m_given = 0;
    bool m_done = false;
    QList<TarNote> m_notes;
    QString m_failure;
};

} // namespace longshore
