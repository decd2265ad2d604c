// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"
#include "dockerclient/types/image.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <functional>
#include <optional>

namespace longshore
{

class ImageCompareView;
class ImageFiles;

/// Tells an ImageCompareView what is known of the files of its two images: compares them once both were read, has them read
/// where that is wanted, and says how that goes. Dies with the view, and cancels the readings that it began.
class FilesComparer : public QObject
{
    Q_OBJECT
public:
    enum class Reading {
        AtOnce,   ///< whoever opens this comparison wants all of it
        WhenAsked ///< reading takes its time; the view offers it
    };
    /// How much an image is, in bytes, for the progress; 0 = not known.
    using SizeOf = std::function<qint64(const ImageId &image)>;

    FilesComparer(ImageFiles &files, ImageCompareView &view, Reading reading, SizeOf sizeOf);
    ~FilesComparer() override;

private:
    bool concerns(const ImageId &image) const;
    QString pathOf(const ImageId &image) const;
    void look();
    void read();
    void compare(const QString &older, const QString &newer);
    void tellMissing();

    QPointer<ImageFiles> m_files;
    ImageCompareView &m_view;
    SizeOf m_sizeOf;
    QSet<ImageId> m_reading;               ///< begun here
    std::pair<ImageId, ImageId> m_compared; ///< of what the view shows, or nothing; an id never changes its content
    std::optional<Error> m_error;
};

} // namespace longshore
