// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/realregistry.h"

#include "tests/support/certificate.h"

#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

namespace longshore::test
{

using namespace Qt::StringLiterals;

namespace
{

QString program()
{
    const QString found = QStandardPaths::findExecutable(u"docker-registry"_s);
    return found.isEmpty() ? QStandardPaths::findExecutable(u"docker-registry"_s, {QStringLiteral(LONGSHORE_SOURCE_DIR "/build/packages/docker-registry/usr/bin")}) : found;
}

/// Of "s3cret", by bcrypt with the fewest rounds: the only kind the registry takes.
constexpr auto passwordLine = "alice:$2y$04$abcdefghijklmnopqrstuuLZYjhNQAOdpbzt4WxWlUHjv1wsyH5DG\n";

} // namespace

QString RealRegistry::obstacle()
{
    return program().isEmpty() ? u"docker-registry is not there"_s : QString();
}

RealRegistry::RealRegistry(const Options &options)
{
    const QByteArray folder = m_folder.path().toUtf8();
    QByteArray config = "version: 0.1\nlog: {level: info, accesslog: {disabled: true}}\nstorage: {filesystem: {rootdirectory: " + folder
        + "/data}, delete: {enabled: true}}\nhttp:\n  addr: \"" + options.address.toUtf8() + ":0\"\n";
    if (options.tls) {
        makeCertificate(m_folder.path(), options.address);
        config += "  tls: {certificate: " + folder + "/cert.pem, key: " + folder + "/key.pem}\n";
    }
    if (options.login) {
        write(u"htpasswd"_s, passwordLine);
        config += "auth: {htpasswd: {realm: test, path: " + folder + "/htpasswd}}\n";
    }
    write(u"config.yml"_s, config);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(program(), {u"serve"_s, m_folder.filePath(u"config.yml"_s)});
    QByteArray said;
    static const QRegularExpression listening(u"listening on ([0-9.]+:[0-9]+)"_s);
    const bool isUp = QTest::qWaitFor([&] {
        said += m_process.readAll();
        m_host = listening.match(QString::fromUtf8(said)).captured(1);
        return !m_host.isEmpty() || m_process.state() == QProcess::NotRunning;
    }, 20'000);
    if (!isUp || m_host.isEmpty())
        qFatal("the registry does not start: %s", said.right(2000).constData());
}

RealRegistry::~RealRegistry()
{
    m_process.kill();
    m_process.waitForFinished(5000);
}

void RealRegistry::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s", qPrintable(file.errorString()));
}

} // namespace longshore::test
