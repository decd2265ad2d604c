// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/imagefixtures.h"

using namespace Qt::StringLiterals;

namespace longshore::test
{
namespace
{

struct Row {
    const char16_t *id;
    const char16_t *tags; ///< blank separated
    int hours;
    double megabytes;
    int running;
    int stopped;
    const char16_t *layers; ///< "name:megabytes", base first; one name is one layer
    bool component;
    const char16_t *entrypoint;
    const char16_t *cmd;
};

const Row rows[] = {
    {u"8f3c1e0b92aa",
     u"longshore/demo-text-splitter:1.0.0 longshore/demo-text-splitter:latest longshore/demo-text-splitter:1.0", 2, 182,
     1, 2, u"demo:167.8 a:14.2", true, u"/usr/bin/tini --", u"python3 -u /code/main.py"},
    {u"b71d04c5e318", u"longshore/demo-text-splitter:0.9.2", 144, 181, 0, 1, u"demo:167.8 b:13.2", true, u"/usr/bin/tini --",
     u"python3 -u /code/main.py"},
    {u"2ac9577f01d6", u"longshore/demo-text-splitter:dev", 145, 214, 0, 0, u"demo:167.8 c:46.2", true, u"",
     u"python3 -u /code/main.py"},
    {u"c05e7719ab42", u"longshore/assets:build", 146, 64, 0, 0, u"d:64", false, u"", u""},
    {u"e91a20bb6c4f", u"147946154733.dkr.ecr.us-east-1.amazonaws.com/developer-portal-v2/keboola.ex-http:1.7.2", 216,
     486, 0, 2, u"php:365 e:121", true, u"", u"php /code/src/run.php"},
    {u"0d6cf83a7711", u"147946154733.dkr.ecr.us-east-1.amazonaws.com/developer-portal-v2/keboola.ex-http:1.7.1", 816,
     484, 0, 0, u"php:365 f:119", true, u"", u"php /code/src/run.php"},
    {u"91c7d2a03b5e", u"quay.io/keboola/python-transformation:1.4.8 quay.io/keboola/python-transformation:latest", 288,
     1310, 0, 1, u"slim:125 py:497 g:688", true, u"", u"python -u /code/main.py"},
    {u"f2208a61e9bd", u"quay.io/keboola/python-transformation:1.4.7", 960, 1300, 0, 0, u"slim:125 py:497 h:678", true, u"",
     u"python -u /code/main.py"},
    {u"a4bd0c7e5521", u"python:3.12-slim", 384, 125, 0, 0, u"slim:125", false, u"", u"python3"},
    {u"6b0e2f98c774", u"python:3.11-slim", 1080, 122, 0, 0, u"i:122", false, u"", u"python3"},
    {u"77be1d0f2c93", u"quay.io/keboola/processor-move-files:2.2.2 quay.io/keboola/processor-move-files:latest", 504,
     98.6, 0, 4, u"cli:95.5 j:3.1", true, u"", u"php /code/main.php"},
    {u"5a44c1f7d0e8", u"quay.io/keboola/processor-move-files:2.2.1", 1392, 98.5, 0, 0, u"cli:95.5 k:3", true, u"",
     u"php /code/main.php"},
    {u"3e0f9b6dd512", u"quay.io/keboola/processor-create-manifest:1.3.0", 505, 97.9, 0, 2, u"cli:95.5 l:2.4", true, u"",
     u"php /code/main.php"},
    {u"d3f18e40ac09", u"postgres:16-alpine", 648, 243, 1, 0, u"m:243", false, u"docker-entrypoint.sh", u"postgres"},
    {u"4d2e8b1f6a30", u"", 2000, 77, 0, 0, u"n:77", false, u"", u"sh"},
};

const QString componentRecord =
    u"{\"id\":\"demo.component\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"demo\"}},"
    "\"configurationSchema\":{\"type\":\"object\",\"properties\":{\"language\":{\"type\":\"string\"},\"size\":{\"type\":\"integer\"},"
    "\"overlap\":{\"type\":\"integer\"},\"column\":{\"type\":\"string\"},\"keepHtml\":{\"type\":\"boolean\"},\"#token\":{\"type\":\"string\"}}}}"_s;

QStringList words(const char16_t *text)
{
    return QString::fromUtf16(text).split(u' ', Qt::SkipEmptyParts);
}

ImageDetails detailsOf(const Row &row, const ImageSummary &image)
{
    ImageDetails details;
    details.id = image.id;
    details.repoTags = image.repoTags;
    details.created = image.created;
    details.size = image.size;
    details.architecture = u"amd64"_s;
    details.os = u"linux"_s;
    details.entrypoint = words(row.entrypoint);
    details.cmd = words(row.cmd);
    details.workingDir = u"/code"_s;
    details.user = u"1000:1000"_s;
    details.env =
        QStringList{u"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"_s, u"PYTHONUNBUFFERED=1"_s};
    details.labels = image.labels;
    for (const QString &layer : words(row.layers))
        details.layers.append(u"sha256:"_s + layer.section(u':', 0, 0));
    return details;
}

QList<ImageHistoryEntry> historyOf(const Row &row)
{
    QList<ImageHistoryEntry> steps;
    for (const QString &layer : words(row.layers)) {
        ImageHistoryEntry step;
        step.createdBy = u"COPY "_s + layer.section(u':', 0, 0);
        step.size = qRound64(layer.section(u':', 1).toDouble() * 1e6);
        steps.prepend(step);
    }
    return steps;
}

} // namespace

ImageFixtures ImageFixtures::mockup()
{
    ImageFixtures fixtures;
    fixtures.now = QDateTime(QDate(2026, 11, 23), QTime(12, 3, 10));
    for (const Row &row : rows) {
        ImageSummary image;
        image.id = {QString::fromUtf16(row.id) + u"5d20f6a7be11"_s.repeated(4) + u"d41f"_s};
        image.repoTags = words(row.tags);
        image.created = fixtures.now.addSecs(-3600 * row.hours);
        image.size = qRound64(row.megabytes * 1e6);
        image.labels = {{u"org.opencontainers.image.title"_s, u"Text splitter"_s}};
        if (row.component)
            image.labels.insert(u"longshore.component"_s, componentRecord);
        fixtures.images.append(image);
        fixtures.details.append(detailsOf(row, image));
        fixtures.histories.append(historyOf(row));
        for (int number = 0; number < row.running + row.stopped; ++number) {
            ContainerSummary container;
            container.imageId = image.id;
            container.names = QStringList{u"%1-%2"_s.arg(image.id.shortText().left(4)).arg(number)};
            container.state = number < row.running ? u"running"_s : u"exited"_s;
            fixtures.containers.append(container);
        }
    }
    return fixtures;
}

} // namespace longshore::test
