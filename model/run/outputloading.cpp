// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/outputloading.h"

#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Errors after which the rest need not be tried.
bool endsAll(const Error &error)
{
    return error.kind == Error::Kind::Cancelled || error.kind == Error::Kind::Disk ||
           error.kind == Error::Kind::StoreUnwritable;
}

/// Adds up the bytes of one source after another.
class Sum
{
public:
    Sum(const OutputPlan &plan, const StorageProgress &progress)
        : m_progress(progress)
    {
        for (const PlannedLoad &table : plan.tables)
            m_total += table.bytes;
        for (const StorageFileUpload &file : plan.files)
            m_total += QFileInfo(file.source).size();
    }

    StorageProgress part()
    {
        if (!m_progress)
            return {};
        return [this](qint64 done, qint64) { return m_progress(qMin(m_done + done, m_total), m_total); };
    }
    void add(qint64 bytes) { m_done += bytes; }

private:
    StorageProgress m_progress;
    qint64 m_done = 0, m_total = 0;
};

} // namespace

Result<StoredOutput> storeOutput(const OutputPlan &plan, Storage &storage, const StorageProgress &progress)
{
    StoredOutput stored;
    stored.problems = plan.problems;
    Sum sum(plan, progress);
    for (const StorageFileUpload &upload : plan.files) {
        const auto file = storage.addFile(upload, sum.part());
        if (!file) {
            Error error = file.error();
            if (error.kind != Error::Kind::Cancelled)
                error.happened = u"cannot store the file '%1': %2"_s.arg(upload.name, error.reason());
            return fail(error);
        }
        sum.add(file->bytes);
        stored.files.append(*file);
    }
    QStringList failures;
    for (const PlannedLoad &planned : plan.tables) {
        StorageLoad load = planned.load;
        const auto before = storage.table(load.table);
        if (!before && before.error().kind == Error::Kind::NotFound)
            load.metadata += planned.whenCreated;
        const auto loaded = storage.load(load, sum.part());
        if (!loaded && endsAll(loaded.error()))
            return fail(loaded.error());
        sum.add(planned.bytes);
        if (!loaded) {
            failures.append(u"failed to load table \"%1\": %2"_s.arg(load.table, loaded.error().reason()));
            continue;
        }
        stored.tables.append({planned.source, load.table, loaded->importedRows, loaded->table});
        for (const QString &warning : loaded->warnings)
            stored.problems.append({u"out/tables/"_s + planned.source, warning, Problem::Severity::Warning});
    }
    for (const auto &[id, tags] : plan.processedTags.asKeyValueRange()) {
        if (const auto tagged = storage.tagFile(id, tags); !tagged)
            stored.problems.append({{},
                                    u"The input file %1 was not tagged: %2"_s.arg(id).arg(tagged.error().reason()),
                                    Problem::Severity::Warning});
    }
    if (!failures.isEmpty())
        stored.failure = Error::make(Error::Kind::BadInput, u"load the output tables"_s, failures.join(u'\n'));
    return stored;
}

} // namespace longshore
