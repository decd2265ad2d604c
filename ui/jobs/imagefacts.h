// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"

#include <QWidget>

namespace longshore
{

/// What a container has from its image unless the job says otherwise: variables, ports, user, labels. Nothing is shown of
/// an image that says nothing; values that look secret are dots.
class ImageFacts : public QWidget
{
    Q_OBJECT
public:
    ImageFacts(const ImageDetails &image, QWidget *parent);
};

} // namespace longshore
