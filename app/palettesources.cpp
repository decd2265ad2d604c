// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/palettesources.h"

#include "model/containers/containersmodel.h"
#include "model/format.h"
#include "model/images/imagetreemodel.h"
#include "model/jobs/jobsmodel.h"
#include "model/run/runsmodel.h"
#include "ui/theme/icons.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int newestRuns = 500;

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::PaletteSources", text);
}

QIcon runIcon()
{
    return Icons::get(u"media-playback-start"_s);
}

QString textAt(const QAbstractItemModel &model, const QModelIndex &row, int column)
{
    return model.data(row.siblingAtColumn(column)).toString();
}

} // namespace

QList<PaletteEntry> imageEntries(const ImageTreeModel &images, const std::function<void(const ImageTag &)> &show,
                                 const std::function<void(const ImageTag &)> &run)
{
    const QIcon icon = Icons::get(u"package"_s);
    QList<PaletteEntry> entries;
    for (int group = 0; group < images.rowCount(); ++group) {
        const QModelIndex parent = images.index(group, 0);
        for (int row = 0; row < images.rowCount(parent); ++row) {
            const QModelIndex index = images.index(row, 0, parent);
            const ImageTag *tag = images.tag(index);
            QStringList references{tag->reference};
            for (const ImageChip &chip : tag->chips)
                references.append(chip.reference);
            references.removeDuplicates();
            references.removeAll(QString());
            const QString facts = tr("%1, %2 old").arg(textAt(images, index, ImageTreeModel::Size), textAt(images, index, ImageTreeModel::Created));
            for (const QString &reference : std::as_const(references)) {
                ImageTag one = *tag;
                one.reference = reference;
                entries.append({PaletteEntry::Kind::Image, reference, facts, icon, {}, [show, one] { show(one); }, [run, one] { run(one); }});
                entries.append({PaletteEntry::Kind::Action, tr("Run %1…").arg(reference), tr("image, opens the form"), runIcon(), {}, [run, one] { run(one); }});
            }
        }
    }
    return entries;
}

QList<PaletteEntry> jobEntries(const JobsModel &jobs, const std::function<void(const JobEntry &)> &open,
                               const std::function<void(const JobEntry &)> &run)
{
    QList<PaletteEntry> entries;
    for (int row = 0; row < jobs.rowCount(); ++row) {
        const JobEntry job = jobs.at(row);
        const QString file = QFileInfo(job.path).fileName();
        const QString name = job.name.isEmpty() ? file : job.name;
        PaletteEntry found{PaletteEntry::Kind::Job, name, file, Icons::get(u"view-form"_s), {}, [open, job] { open(job); }};
        if (job.problem.isEmpty())
            found.run = [run, job] { run(job); };
        entries.append(found);
        if (!found.run)
            continue;
        const QString last = textAt(jobs, jobs.index(row, 0), JobsModel::LastRunColumn);
        entries.append({PaletteEntry::Kind::Action, tr("Run job %1…").arg(name), jobs.lastRun(job) ? tr("last run: %1").arg(last) : tr("job, never run"), runIcon(), {}, found.run});
    }
    return entries;
}

QList<PaletteEntry> runEntries(const RunsModel &runs, const std::function<void(const RunSummary &)> &open, const std::function<void(const RunSummary &)> &again)
{
    QList<PaletteEntry> entries;
    const int count = qMin(newestRuns, runs.rowCount());
    for (int row = 0; row < count; ++row) {
        const QModelIndex index = runs.index(row, 0);
        const RunSummary run = runs.at(row);
        QStringList facts{textAt(runs, index, RunsModel::VerdictColumn), format::dateTime(run.created), textAt(runs, index, RunsModel::DurationColumn)};
        facts.removeAll(QString());
        entries.append({PaletteEntry::Kind::Run, textAt(runs, index, RunsModel::JobColumn), facts.join(u", "_s), Icons::get(u"view-history"_s), {},
                        [open, run] { open(run); }, [again, run] { again(run); }});
    }
    return entries;
}

QList<PaletteEntry> containerEntries(const ContainersModel &containers, const std::function<void(const ContainerSummary &)> &open)
{
    QList<PaletteEntry> entries;
    for (int row = 0; row < containers.rowCount(); ++row) {
        const QModelIndex index = containers.index(row, 0);
        const ContainerSummary container = containers.at(row);
        const QString facts = u"%1, %2"_s.arg(textAt(containers, index, ContainersModel::State), ContainersModel::imageOf(container));
        entries.append({PaletteEntry::Kind::Container, ContainersModel::nameOf(container), facts, Icons::get(u"draw-cuboid"_s), {},
                        [open, container] { open(container); }});
    }
    return entries;
}

} // namespace longshore
