// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/palettesearch.h"

namespace longshore
{

class ContainersModel;
class ImageTreeModel;
class JobsModel;
class RunsModel;
struct ContainerSummary;
struct ImageTag;
struct JobEntry;
struct RunSummary;

// What Ctrl+K finds of the models, and what choosing it does. The models outlive what comes out.

/// Every tag: shows it, or opens the form to run it.
QList<PaletteEntry> imageEntries(const ImageTreeModel &images, const std::function<void(const ImageTag &)> &show,
                                 const std::function<void(const ImageTag &)> &run);
/// Every job: opens it, or opens the form to run it.
QList<PaletteEntry> jobEntries(const JobsModel &jobs, const std::function<void(const JobEntry &)> &open,
                               const std::function<void(const JobEntry &)> &run);
/// The newest runs: shows it, or runs it once more.
QList<PaletteEntry> runEntries(const RunsModel &runs, const std::function<void(const RunSummary &)> &open, const std::function<void(const RunSummary &)> &again);
/// Every container, by name.
QList<PaletteEntry> containerEntries(const ContainersModel &containers, const std::function<void(const ContainerSummary &)> &open);

} // namespace longshore
