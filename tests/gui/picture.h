// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <QImage>
#include <QSet>
#include <QTest>
#include <QWidget>

namespace longshore::test
{

/// The font of all pictures, so that they are alike on every machine that has it.
inline void setPictureFont()
{
    QFont font = QApplication::font();
    if (QFontDatabase::families().contains(QStringLiteral("Noto Sans")))
        font.setFamilies({QStringLiteral("Noto Sans")});
    font.setPointSizeF(10);
    QApplication::setFont(font);
}

inline bool isBlank(const QImage &image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 5)
        for (int x = 0; x < image.width(); x += 5)
            colours.insert(image.pixel(x, y));
    return colours.size() < 12;
}

/// Renders `window` and writes `<name>.png`: to docs/screenshots with LONGSHORE_WRITE_SCREENSHOTS=1, else to `folder`.
inline QImage takePicture(QWidget &window, const QString &name, const QString &folder)
{
    for (int level = 0; level < 4; ++level) // nested layouts settle one level a round
        QCoreApplication::sendPostedEvents();
    const QImage image = window.grab().toImage();
    const bool wanted = qEnvironmentVariableIntValue("LONGSHORE_WRITE_SCREENSHOTS") == 1;
    const QDir target(wanted ? QStringLiteral(LONGSHORE_SOURCE_DIR) + QStringLiteral("/docs/screenshots") : folder);
    if (!QDir().mkpath(target.path()) || !image.save(target.filePath(name + QStringLiteral(".png"))))
        return {};
    return image;
}

} // namespace longshore::test
