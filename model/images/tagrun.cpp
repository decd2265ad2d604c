// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/tagrun.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/images/imagetreemodel.h"
#include "model/images/reference.h"

using namespace Qt::StringLiterals;

namespace longshore
{

QString PutBackReport::sentence() const
{
    if (back.isEmpty())
        return failed.isEmpty() ? TagRun::tr("Nothing was put back.") : TagRun::tr("%1 not put back.").arg(ImageTreeModel::tagCountText(int(failed.size())));
    const QString done = back.size() == 1 ? back.constFirst() : ImageTreeModel::tagCountText(int(back.size()));
    return failed.isEmpty() ? TagRun::tr("%1 put back.").arg(done) : TagRun::tr("%1 put back, %2 not.").arg(done).arg(failed.size());
}

QStringList PutBackReport::lines() const
{
    QStringList lines;
    for (const RemovalReport::Kept &one : failed)
        lines.append(TagRun::tr("%1: %2. %3").arg(one.name, one.error.reason(), one.error.advice).trimmed());
    return lines;
}

TagRun::TagRun(EngineClient &client, const QList<TagPlace> &places, const QList<RemovalReport::Kept> &failed, QObject *parent)
    : QObject(parent), m_client(client), m_places(places), m_report{{}, failed}
{
}

void TagRun::start()
{
    next();
}

void TagRun::cancel()
{
    m_cancelled = true;
}

void TagRun::lose()
{
    if (m_ended)
        return;
    if (m_call)
        m_call->cancel();
    m_report.failed.append({familiarImageName(m_places[m_done].reference),
                            Error::make(Error::Kind::ConnectionLost, tr("put a tag back"), tr("the engine stopped answering before it said whether that was done"),
                                        tr("The list shows what came of it when the engine answers again."))});
    conclude();
}

void TagRun::next()
{
    if (m_cancelled || m_done == m_places.size())
        return conclude();
    const TagPlace &place = m_places[m_done];
    Q_EMIT progress(int(m_done), int(m_places.size()), familiarImageName(place.reference));
    const Result<Reference> reference = Reference::parse(place.reference);
    if (!reference)
        return answered(fail(reference.error()));
    m_call = m_client.images().tag(place.image.value, reference->fullRepository(), reference->tag, this, [this](const Result<void> &answer) { answered(answer); });
}

void TagRun::answered(const Result<void> &answer)
{
    const QString name = familiarImageName(m_places[m_done++].reference);
    if (answer)
        m_report.back.append(name);
    else
        m_report.failed.append({name, answer.error()});
    next();
}

void TagRun::conclude()
{
    if (!std::exchange(m_ended, true))
        Q_EMIT finished(m_report);
}

} // namespace longshore
