// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stepchain.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/marklabel.h"

#include <QPainter>

namespace longshore
{

namespace
{

/// The short line between two steps.
class Joint : public QWidget
{
public:
    explicit Joint(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(16, 18);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(0, height() / 2, width(), 1, Theme::of(this).colors().softBorder);
    }
};

} // namespace

StepChain::StepChain(const QList<Step> &steps, QWidget *parent)
    : QWidget(parent)
{
    auto *flow = new FlowLayout(this, 8, 4);
    QStringList spoken;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        if (i > 0)
            flow->addWidget(new Joint(this));
        auto *label = new MarkLabel(steps[i].mark, steps[i].text, TextRole::Small, this);
        if (steps[i].mark == Mark::Success)
            label->setInk(Ink::Normal); // the one that failed is what should catch the eye
        flow->addWidget(label);
        spoken << steps[i].text;
    }
    setObjectName(QStringLiteral("stepChain"));
    setAccessibleName(spoken.join(u", "));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

} // namespace longshore
