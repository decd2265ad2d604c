// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/imagefacts.h"

#include "model/secretnames.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

ImageFacts::ImageFacts(const ImageDetails &image, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"imageFacts"_s);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(metrics::gap + 7 + metrics::gap, 0, metrics::gap + 28, 0);
    grid->setHorizontalSpacing(metrics::gap);
    grid->setVerticalSpacing(metrics::unit);
    grid->setColumnStretch(1, 1);
    const auto add = [&](const QString &title, const QStringList &values) {
        if (values.join(QString()).isEmpty())
            return;
        auto *label = new PlainLabel(title, TextRole::Small, Ink::Muted, this);
        label->setFixedWidth(metrics::formLabel);
        auto *value = new PlainLabel(values.join(u'\n'), TextRole::Code, Ink::Muted, this);
        value->setWordWrap(true);
        value->setSelectable();
        const int row = grid->rowCount();
        grid->addWidget(label, row, 0, Qt::AlignTop);
        grid->addWidget(value, row, 1);
    };
    QStringList variables;
    for (const QString &variable : image.env)
        variables.append(withoutSecrets(variable));
    QStringList labels;
    for (auto label = image.labels.cbegin(); label != image.labels.cend(); ++label) {
        if (!label.key().startsWith("longshore."_L1)) // the record is the form itself
            labels.append(withoutSecrets(label.key() + u'=' + label.value()));
    }
    add(tr("Image’s variables"), variables);
    add(tr("Image’s ports"), {image.exposedPorts.join(u", "_s)});
    add(tr("Image’s user"), {image.user});
    add(tr("Image’s labels"), labels);
    setVisible(grid->count() > 0);
}

} // namespace longshore
