// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/miniengine.h"

#include <QMap>
#include <QRegularExpression>

namespace longshore::test
{

/// The images of a MiniEngine: it tags and removes as Docker does, in these books.
class ImageBooks
{
public:
    /// From now on `engine` obeys; it must not outlive the books.
    explicit ImageBooks(MiniEngine &engine) : m_engine(engine)
    {
        engine.custom = [this](const QString &request) { return obey(request); };
    }

    QMap<QString, QString> names; ///< what each tag names
    QStringList nameless;         ///< images without a tag
    QMap<QString, QString> digests; ///< of an image that has one: "x@sha256:…"
    QStringList refuse;           ///< removal of these wants force

    /// Sixty-four times this letter.
    static QString id(QChar letter) { return QString(64, letter); }
    /// To be called after the books were changed: the engine lists what they hold.
    void list()
    {
        QMap<QString, QStringList> images;
        for (auto name = names.cbegin(); name != names.cend(); ++name)
            images[name.value()].append(QStringLiteral("\"%1\"").arg(name.key()));
        for (const QString &image : std::as_const(nameless))
            images[image];
        QStringList rows;
        for (auto image = images.cbegin(); image != images.cend(); ++image) {
            const QString digest = digests.contains(image.key()) ? u'"' + digests[image.key()] + u'"' : QString();
            rows.append(QStringLiteral("{\"Id\":\"sha256:%1\",\"RepoTags\":[%2],\"RepoDigests\":[%3],\"Size\":100,\"Created\":1795418274}")
                            .arg(image.key(), image->join(u','), digest));
            m_engine.inspects[image.key()] = QStringLiteral("{\"Id\":\"%1\",\"RootFS\":{\"Layers\":[\"%2\"]}}").arg(image.key(), image.key().left(3)).toUtf8();
        }
        m_engine.images = '[' + rows.join(u',').toUtf8() + ']';
    }

private:
    using Answer = std::pair<int, QByteArray>;

    std::optional<Answer> obey(const QString &request)
    {
        static const QRegularExpression tag(QStringLiteral("^POST /images/([^?]+)/tag\\?repo=(?:docker.io/(?:library/)?)?([^&]+)&tag=(.+)$"));
        static const QRegularExpression removal(QStringLiteral("^DELETE /images/([^?]+)(\\?force=1)?$"));
        if (const auto match = tag.match(request); match.hasMatch()) {
            const QString before = std::exchange(names[match.captured(2) + u':' + match.captured(3)], match.captured(1));
            nameless.removeAll(match.captured(1));
            if (!before.isEmpty() && !names.values().contains(before))
                nameless.append(before);
            list();
            return Answer(201, {});
        }
        const auto match = removal.match(request);
        return match.hasMatch() ? std::optional(remove(match.captured(1), match.hasCaptured(2))) : std::nullopt;
    }
    Answer remove(const QString &name, bool force)
    {
        if (refuse.contains(name) && !force)
            return {409, "{\"message\":\"conflict: unable to remove repository reference (must force) - container c1 is using its referenced image\"}"};
        if (!names.contains(name) && !nameless.contains(name))
            return {404, "{\"message\":\"No such image\"}"};
        const QString image = names.value(name, name);
        QStringList done;
        if (names.remove(name) > 0)
            done.append(QStringLiteral("{\"Untagged\":\"%1\"}").arg(name));
        nameless.removeAll(image);
        if (!names.values().contains(image))
            done.append(QStringLiteral("{\"Deleted\":\"sha256:%1\"},{\"Deleted\":\"sha256:1111\"}").arg(image));
        list();
        return {200, '[' + done.join(u',').toUtf8() + ']'};
    }

    MiniEngine &m_engine;
};

} // namespace longshore::test
