// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imagesfoot.h"

#include "model/format.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace longshore
{

/// What is used of all there is, filled; the rest is reclaimable. The numbers stand beside it.
class DiskBar : public QWidget
{
public:
    explicit DiskBar(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(120, 8);
        setObjectName(u"diskBar"_s);
    }

    void set(double usedShare)
    {
        m_used = qBound(0.0, usedShare, 1.0);
        update();
    }
    void setStale(bool stale)
    {
        m_stale = stale;
        setProperty("stale", stale);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &colors = Theme::of(this).colors();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath outline;
        outline.addRoundedRect(rect(), 3, 3);
        painter.setClipPath(outline);
        painter.fillRect(rect(), colors.border);
        const QRectF used(0, 0, width() * m_used, height());
        painter.fillRect(used, m_stale ? colors.muted : colors.accentFill);
        if (!m_stale)
            return;
        painter.setPen(QPen(colors.base, 2));
        for (int x = -height(); x < width(); x += 6)
            painter.drawLine(x, height(), x + height(), 0);
    }

private:
    double m_used = 0;
    bool m_stale = false;
};

ImagesFoot::ImagesFoot(QWidget *parent)
    : Bar(Kind::Foot, parent)
    , m_bar(new DiskBar(this))
    , m_total(new PlainLabel({}, TextRole::Heading, Ink::Normal, this))
    , m_totalWords(new PlainLabel({}, TextRole::Body, Ink::Muted, this))
    , m_reclaimable(new PlainLabel({}, TextRole::Heading, Ink::Normal, this))
    , m_reclaimableWords(new PlainLabel(tr("reclaimable"), TextRole::Body, Ink::Muted, this))
    , m_note(new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, this))
    , m_asOf(new PlainLabel({}, TextRole::Small, Ink::Muted, this))
{
    setObjectName(u"imagesFoot"_s);
    m_total->setObjectName(u"imagesTotal"_s);
    m_totalWords->setObjectName(u"imagesTotalWords"_s);
    m_reclaimable->setObjectName(u"imagesReclaimable"_s);
    m_note->setObjectName(u"imagesFootNote"_s);
    m_asOf->setObjectName(u"imagesAsOf"_s);
    m_totalWords->setContentsMargins(0, 0, metrics::gap, 0);
    add(m_bar);
    for (PlainLabel *label : {m_total, m_totalWords, m_reclaimable, m_reclaimableWords})
        add(label);
    add(m_note, 1);
    add(m_asOf);
}

void ImagesFoot::setOnDisk(const ImageTreeModel::OnDisk &onDisk, const ImageTreeModel::Totals &totals)
{
    const bool known = onDisk.total >= 0;
    for (QWidget *part : {static_cast<QWidget *>(m_bar), static_cast<QWidget *>(m_reclaimable), static_cast<QWidget *>(m_reclaimableWords)})
        part->setVisible(known);
    m_total->setText(known ? format::bytes(onDisk.total) : ImageTreeModel::imageCountText(totals.images));
    m_totalWords->setText(known ? tr("on disk") : QString());
    m_reclaimable->setText(format::bytes(onDisk.reclaimable));
    if (onDisk.unknown > 0)
        m_note->setText(known ? tr("without %1 not counted yet").arg(ImageTreeModel::imageCountText(onDisk.unknown))
                              : tr("their layers are not counted yet"));
    else
        m_note->setText({});
    m_bar->set(onDisk.total > 0 ? 1.0 - double(onDisk.reclaimable) / double(onDisk.total) : 0);
    if (!known) {
        setToolTip({});
        return;
    }
    const QString total = onDisk.byEngine ? tr("%1 bytes on disk, as the engine tells it: every layer once, also those of no image in this list")
                                          : tr("%1 bytes on disk: every layer of these images once");
    setPlainToolTip(this, total.arg(format::count(onDisk.total)) + u'\n'
                              + tr("%1 bytes go when all images that no container uses, not even a stopped one, are removed")
                                    .arg(format::count(onDisk.reclaimable))
                              + u'\n' + tr("%1 bytes is the sum of the images' sizes, in which shared layers count more than once")
                                            .arg(format::count(totals.size)));
}

void ImagesFoot::setAsOf(const QDateTime &when)
{
    m_asOf->setText(when.isValid() ? tr("as of %1").arg(format::clock(when)) : QString());
}

void ImagesFoot::setStale(bool stale)
{
    m_bar->setStale(stale);
    m_asOf->setInk(stale ? Ink::Warning : Ink::Muted);
}

} // namespace longshore
