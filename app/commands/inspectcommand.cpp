// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/inspectcommand.h"

#include "app/commands/jsontext.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/format.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

void InspectCommand::engineConnected()
{
    session().client()->images().inspect(line().subject, this, [this](const Result<ImageDetails> &image) {
        if (!image) {
            Error error = image.error();
            if (error.kind == Error::Kind::NotFound && error.advice.isEmpty())
                error.advice = tr("longshore images lists what is here.");
            return leave(error);
        }
        if (console().json())
            printJson(*image);
        else
            printText(*image);
        leave(ExitCode::Success);
    });
}

void InspectCommand::printText(const ImageDetails &image)
{
    const auto row = [this](const QString &label, const QString &value) {
        if (!value.isEmpty())
            console().line(label.leftJustified(12) + value);
    };
    row(tr("Image"), line().subject);
    row(tr("Id"), u"sha256:"_s + image.id.value);
    for (const QString &tag : image.repoTags)
        row(tr("Tag"), tag);
    for (const QString &digest : image.repoDigests)
        row(tr("Digest"), digest);
    row(tr("Platform"), image.os + u'/' + image.architecture + (image.variant.isEmpty() ? QString() : u'/' + image.variant));
    row(tr("Created"), image.created.toString(Qt::ISODate));
    row(tr("Size"), format::bytes(image.size));
    row(tr("Entrypoint"), image.entrypoint.join(u' '));
    row(tr("Cmd"), image.cmd.join(u' '));
    row(tr("Workdir"), image.workingDir);
    row(tr("User"), image.user);
    for (const QString &variable : image.env)
        row(tr("Env"), variable);
    for (auto it = image.labels.cbegin(); it != image.labels.cend(); ++it)
        row(tr("Label"), it.key() + u'=' + it.value());
    if (!image.isRunnable())
        row(tr("Runs as"), tr("cannot run: no ENTRYPOINT or CMD"));
}

void InspectCommand::printJson(const ImageDetails &image)
{
    ordered_json labels = ordered_json::object();
    for (auto it = image.labels.cbegin(); it != image.labels.cend(); ++it)
        labels[text(it.key())] = text(it.value());
    console().object({{"id", "sha256:" + text(image.id.value)},
                      {"references", texts(image.repoTags)},
                      {"digests", texts(image.repoDigests)},
                      {"created", text(image.created.toString(Qt::ISODate))},
                      {"size", image.size},
                      {"os", text(image.os)},
                      {"architecture", text(image.architecture)},
                      {"entrypoint", texts(image.entrypoint)},
                      {"cmd", texts(image.cmd)},
                      {"env", texts(image.env)},
                      {"user", text(image.user)},
                      {"workingDir", text(image.workingDir)},
                      {"labels", labels},
                      {"runnable", image.isRunnable()}});
}

} // namespace longshore
