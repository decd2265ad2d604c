// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/reference.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

const QString dockerHub = u"docker.io"_s;
const QString library = u"library"_s;
constexpr int longestName = 255;
constexpr int longestTag = 128;

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::Reference", text);
}

bool isLower(QChar c)
{
    return c >= u'a' && c <= u'z';
}
bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}
bool isLetter(QChar c)
{
    return isLower(c) || (c >= u'A' && c <= u'Z');
}
bool isHex(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'f');
}
bool all(QStringView text, bool (*test)(QChar))
{
    return std::all_of(text.begin(), text.end(), test);
}

/// `[a-z0-9]+` parts joined by one '.', one or two '_', or any number of '-'.
QString problemOfComponent(QStringView part)
{
    if (part.isEmpty())
        return tr("a part between two slashes is empty");
    QStringView rest = part;
    for (;;) {
        qsizetype end = 0;
        while (end < rest.size() && (isLower(rest[end]) || isDigit(rest[end])))
            ++end;
        if (end == rest.size() && end > 0)
            return {};
        const QChar odd = end < rest.size() ? rest[end] : QChar();
        if (isLetter(odd))
            return tr("\"%1\" has an upper-case letter, which only tags and registries may have").arg(part);
        if (!odd.isNull() && odd != u'.' && odd != u'_' && odd != u'-')
            return tr("\"%1\" holds the character \"%2\"").arg(part).arg(odd);
        if (end == 0)
            return tr("\"%1\" must begin and end with a letter or digit, with single separators between").arg(part);
        qsizetype run = end;
        while (run < rest.size() && rest[run] == odd)
            ++run;
        const qsizetype most = odd == u'-' ? run - end : (odd == u'_' ? 2 : 1);
        if (run - end > most)
            return tr("\"%1\" has too many \"%2\" in a row").arg(part).arg(odd);
        rest = rest.mid(run);
    }
}

QString problemOfPort(QStringView port)
{
    if (port.isEmpty() || !all(port, isDigit))
        return tr("the port \"%1\" of the registry is no number").arg(port.left(40));
    // The grammar takes any number; nobody can be reached at this one.
    return port.size() > 5 || port.toInt() > 65535 ? tr("the port %1 of the registry is larger than 65535").arg(port.left(40))
                                                   : QString();
}

QString problemOfRegistry(const QString &registry)
{
    QStringView host = registry;
    if (host.startsWith(u'[')) {
        const qsizetype end = host.indexOf(u']');
        const QStringView rest = end < 0 ? QStringView() : host.mid(end + 1);
        const bool address =
            end > 1 && all(host.mid(1, end - 1), [](QChar c) { return isHex(c.toLower()) || c == u':'; });
        if (!address || (!rest.isEmpty() && !rest.startsWith(u':')))
            return tr("the registry \"%1\" is no IPv6 address in brackets").arg(registry);
        return rest.isEmpty() ? QString() : problemOfPort(rest.mid(1));
    }
    if (const qsizetype colon = host.indexOf(u':'); colon >= 0) {
        if (const QString problem = problemOfPort(host.mid(colon + 1)); !problem.isEmpty())
            return problem;
        host = host.left(colon);
    }
    for (const QStringView label : host.split(u'.')) {
        if (label.isEmpty() || label.startsWith(u'-') || label.endsWith(u'-') ||
            !all(label, [](QChar c) { return isLetter(c) || isDigit(c) || c == u'-'; }))
            return tr("the registry \"%1\" is no host name").arg(registry);
    }
    return {};
}

QString problemOfTag(const QString &tag)
{
    if (tag.isEmpty())
        return tr("the tag after \":\" is empty");
    if (tag.size() > longestTag)
        return tr("the tag is longer than %1 characters").arg(longestTag);
    for (const QChar c : tag) {
        if (!isLetter(c) && !isDigit(c) && c != u'_' && c != u'.' && c != u'-')
            return tr("the tag \"%1\" holds the character \"%2\"").arg(tag).arg(c);
    }
    return tag.startsWith(u'.') || tag.startsWith(u'-') ? tr("the tag \"%1\" begins with \"%2\"").arg(tag, tag.left(1))
                                                        : QString();
}

QString problemOfDigest(const QString &digest)
{
    const qsizetype colon = digest.indexOf(u':');
    const QStringView algorithm = QStringView(digest).left(qMax<qsizetype>(0, colon));
    const QStringView hex = QStringView(digest).mid(colon + 1);
    if (algorithm != u"sha256" && algorithm != u"sha384" && algorithm != u"sha512")
        return tr("the digest \"%1\" does not begin with sha256:, sha384: or sha512:").arg(digest.left(80));
    const qsizetype digits = algorithm == u"sha256" ? 64 : (algorithm == u"sha384" ? 96 : 128);
    if (hex.size() != digits || !all(hex, isHex))
        return tr("the digest needs %1 digits 0-9 a-f after \"%2:\"").arg(digits).arg(algorithm);
    return {};
}

/// Engines take the text before the first slash for a registry when it cannot be an account. Newer ones also take one
/// with upper case for it; here that is the mistake which it nearly always is.
bool looksLikeRegistry(QStringView text)
{
    return text == u"localhost" || text.contains(u'.') || text.contains(u':');
}

bool isImageId(QStringView text)
{
    return text.size() == 64 && all(text, isHex);
}

void splitName(const QString &name, Reference &reference)
{
    const qsizetype slash = name.indexOf(u'/');
    const QString first = name.left(qMax<qsizetype>(0, slash));
    if (slash > 0 && looksLikeRegistry(first)) {
        reference.registry = first == u"index.docker.io" ? dockerHub : first;
        reference.path = name.mid(slash + 1);
    } else {
        reference.registry = dockerHub;
        reference.registryDefaulted = true;
        reference.path = name;
    }
    if (reference.registry == dockerHub && !reference.path.contains(u'/')) {
        reference.path = library + u'/' + reference.path;
        reference.accountDefaulted = true;
    }
}

QString problemOf(const Reference &reference, const QString &name)
{
    if (name.isEmpty())
        return tr("it has no image name");
    if (isImageId(name))
        return tr("64 hexadecimal digits are an image id, not a name");
    if (const QString problem = problemOfRegistry(reference.registry); !problem.isEmpty())
        return problem;
    // What was added (`library/`) is valid by itself, so the parts are those of the text.
    for (const QStringView part : QStringView(reference.path).split(u'/')) {
        if (const QString problem = problemOfComponent(part); !problem.isEmpty())
            return problem;
    }
    if (reference.fullRepository().size() > longestName)
        return tr("the name is longer than %1 characters").arg(longestName);
    return {};
}

QString withSuffix(const QString &repository, const Reference &reference)
{
    QString text = repository;
    if (!reference.tag.isEmpty())
        text += u':' + reference.tag;
    if (!reference.digest.isEmpty())
        text += u'@' + reference.digest;
    return text;
}

} // namespace

Result<Reference> Reference::parse(const QString &text)
{
    const auto bad = [&](const QString &problem) {
        const QString shown = text.size() > 120 ? text.left(120) + u"…"_s : text;
        return fail(
            Error::make(Error::Kind::BadInput, tr("read the image reference \"%1\"").arg(shown), problem,
                        tr("Write it as registry/account/name:tag, for example quay.io/keboola/processor:1.2.")));
    };
    Reference reference;
    QString name = text;
    if (const qsizetype at = name.indexOf(u'@'); at >= 0) {
        reference.digest = name.mid(at + 1);
        name.truncate(at);
        if (const QString problem = problemOfDigest(reference.digest); !problem.isEmpty())
            return bad(problem);
    }
    if (const qsizetype colon = name.lastIndexOf(u':'); colon > name.lastIndexOf(u'/')) {
        reference.tag = name.mid(colon + 1);
        name.truncate(colon);
        if (const QString problem = problemOfTag(reference.tag); !problem.isEmpty())
            return bad(problem);
    }
    splitName(name, reference);
    if (const QString problem = problemOf(reference, name); !problem.isEmpty())
        return bad(problem);
    if (reference.tag.isEmpty() && reference.digest.isEmpty()) {
        reference.tag = u"latest"_s;
        reference.tagDefaulted = true;
    }
    return reference;
}

QString Reference::account() const
{
    const qsizetype slash = path.lastIndexOf(u'/');
    return slash < 0 ? QString() : path.left(slash);
}

QString Reference::name() const
{
    return path.mid(path.lastIndexOf(u'/') + 1);
}

QString Reference::fullRepository() const
{
    return registry + u'/' + path;
}

QString Reference::familiarRepository() const
{
    if (registry != dockerHub)
        return fullRepository();
    if (account() == library)
        return isImageId(name()) ? path : name();
    return looksLikeRegistry(QStringView(path).left(path.indexOf(u'/'))) ? fullRepository() : path;
}

QString Reference::full() const
{
    return withSuffix(fullRepository(), *this);
}

QString Reference::familiar() const
{
    return withSuffix(familiarRepository(), *this);
}

QString fullReference(const QString &text)
{
    const Result<Reference> reference = Reference::parse(text);
    return reference ? reference->full() : text;
}

QString repositoryOf(const QString &fullReference)
{
    const Result<Reference> reference = Reference::parse(fullReference);
    return reference ? reference->fullRepository() : fullReference;
}

} // namespace longshore
