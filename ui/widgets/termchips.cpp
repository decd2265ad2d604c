// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/termchips.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/plaintext.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int crossWidth = 16;

/// A term on the accent's tint, with a cross behind it.
class TermChip : public QWidget
{
public:
    TermChip(const QString &term, QWidget *parent)
        : QWidget(parent)
        , cross(new QToolButton(this))
        , m_term(term)
    {
        setObjectName(u"filterTerm"_s);
        setAccessibleName(term);
        setPlainToolTip(this, term);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        cross->setObjectName(u"dismissTerm"_s);
        cross->setIcon(Icons::get(u"dialog-close"_s));
        cross->setIconSize({10, 10});
        cross->setAutoRaise(true);
        cross->setFocusPolicy(Qt::NoFocus);
        cross->setCursor(Qt::ArrowCursor);
        cross->setAccessibleName(TermChips::tr("Take %1 away").arg(term));
        setPlainToolTip(cross, cross->accessibleName());
    }

    QSize sizeHint() const override
    {
        const Theme &theme = Theme::of(this);
        return {Chip::widthOf(m_term, Chip::Look::Accent, theme) + crossWidth - metrics::unit,
                metrics::height(metrics::chip, QFontMetrics(theme.font(TextRole::Small)))};
    }
    QSize minimumSizeHint() const override { return {2 * crossWidth, sizeHint().height()}; }

    QToolButton *cross;

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::of(this);
        const QString shown = QFontMetrics(theme.font(TextRole::Small))
                                  .elidedText(m_term, Qt::ElideMiddle, width() - 2 * metrics::gap - crossWidth + metrics::unit);
        QPainter painter(this);
        Chip::draw(&painter, rect(), shown, Chip::Look::Accent, theme);
    }
    void resizeEvent(QResizeEvent *) override { cross->setGeometry(width() - crossWidth - 2, 0, crossWidth, height()); }

private:
    QString m_term;
};

} // namespace

TermChips::TermChips(QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::unit);
    setCursor(Qt::ArrowCursor);
    hide();
}

void TermChips::setTerms(const QStringList &terms)
{
    m_terms = terms;
    for (QWidget *gone : findChildren<QWidget *>(u"filterTerm"_s, Qt::FindDirectChildrenOnly)) {
        layout()->removeWidget(gone);
        gone->hide();
        gone->setObjectName({});
        gone->deleteLater(); // its cross may have been what was clicked
    }
    setVisible(!terms.isEmpty());
    for (int term = 0; term < terms.size(); ++term) {
        auto *chip = new TermChip(terms[term], this);
        connect(chip->cross, &QToolButton::clicked, this, [this, term] { Q_EMIT dismissed(term); });
        layout()->addWidget(chip);
        chip->show(); // now, since its room is asked for now
    }
}

} // namespace longshore
