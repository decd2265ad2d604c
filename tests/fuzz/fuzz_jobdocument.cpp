// SPDX-License-Identifier: GPL-3.0-or-later
// A job file as anybody can write it: what is read, what is said of it, and what a run would make of it.
#include "model/check/jobcheck.h"
#include "model/jobs/jobdocument.h"
#include "model/run/runplan.h"
#include "tests/fuzz/fuzz.h"

using namespace longshore;
using namespace longshore::fuzz;
using namespace Qt::StringLiterals;

namespace
{

void readAll(const JobDocument &job)
{
    (void)job.name();
    (void)job.component();
    (void)job.processor(u"p.q"_s);
    (void)job.imageReference();
    (void)job.variables();
    (void)job.sharedCode();
    (void)job.source();
    (void)job.image();
    (void)job.input();
    (void)job.extra();
}

void plan(const JobDocument &job)
{
    RunRequest request;
    request.job = job;
    QStringList ids{QString()};
    for (const JobRow &row : job.rows())
        ids.append(row.id);
    for (const QString &id : ids) {
        request.rowId = id;
        const auto made = makeRunPlan(request, {});
        check(made.has_value() || !made.error().sentence().isEmpty(), "a refusal says something");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto job = JobDocument::parse(bytesOf(data, size).toByteArray(), u"/nonexistent/x.job.json"_s);
    if (!job) {
        check(!job.error().sentence().isEmpty(), "a refusal says something");
        return 0;
    }
    readAll(*job);
    const bool valid = !hasErrors(job->problems());
    check(job->requireValid().has_value() == valid, "valid is what has no errors");
    const auto again = JobDocument::parse(job->toJson(), job->path());
    check(again.has_value() && again->toJson() == job->toJson(), "what is written is read as it was");
    plan(*job);
    const Findings findings = checkJob(*job);
    check(valid || findings.hasErrors(), "the check says what the document says");
    return 0;
}
