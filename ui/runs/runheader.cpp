// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runheader.h"

#include "model/format.h"
#include "ui/runs/runactions.h"
#include "ui/runs/verdictmark.h"
#include "ui/theme/icons.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace longshore
{

using namespace Qt::StringLiterals;

RunHeader::RunHeader(const RunActions &actions, QWidget *parent) : Bar(Kind::Header, parent)
{
    m_back = new QAction(Icons::get(u"go-previous"_s), tr("Runs"), this);
    m_back->setObjectName(u"backToRuns"_s);
    m_back->setShortcuts({Qt::ALT | Qt::Key_Left, Qt::Key_Escape});
    m_back->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_back);
    add(makeTexts(), 1);
    addButtons(actions);
}

QWidget *RunHeader::makeTexts()
{
    auto *texts = new QWidget(this);
    auto *lines = new QVBoxLayout(texts);
    lines->setContentsMargins({});
    lines->setSpacing(2);
    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    m_title = new ElidedLabel({}, Qt::ElideRight, TextRole::Object, Ink::Normal, texts);
    m_title->setObjectName(u"runTitle"_s);
    m_verdictPlace = new QWidget(texts);
    (new QHBoxLayout(m_verdictPlace))->setContentsMargins({});
    first->addWidget(m_title);
    first->addWidget(m_verdictPlace);
    first->addStretch(1);
    m_subtitle = new ElidedLabel({}, Qt::ElideMiddle, TextRole::Small, Ink::Muted, texts);
    lines->addStretch(1);
    lines->addLayout(first);
    lines->addWidget(m_subtitle);
    lines->addStretch(1);
    return texts;
}

void RunHeader::addButtons(const RunActions &actions)
{
    const auto join = [](QPushButton *button, QAction *action) { connect(button, &QPushButton::clicked, action, &QAction::trigger); };
    m_stop = outlinedButton(tr("Stop"), u"stopRun"_s, this);
    m_compare = outlinedButton(tr("Compare with…"), u"compareWith"_s, this);
    m_edit = outlinedButton(tr("Edit and run again"), u"editRun"_s, this);
    m_again = primaryButton(u"media-playback-start"_s, tr("Run again"), u"runAgain"_s, this);
    join(m_stop, actions.stop);
    join(m_compare, actions.compare);
    join(m_edit, actions.edit);
    join(m_again, actions.again);
    // The component is given time to end by itself: the button says that it was asked.
    connect(actions.stop, &QAction::triggered, this, [this] {
        m_stop->setText(tr("Stopping…"));
        m_stop->setEnabled(false);
    });
    for (QPushButton *button : {m_stop, m_compare, m_edit, m_again})
        add(button);
    QToolButton *more = flatButton(u"overflow-menu"_s, {}, u"moreOfRun"_s, this);
    more->setAccessibleName(tr("More actions"));
    more->setToolButtonStyle(Qt::ToolButtonIconOnly);
    auto *menu = new QMenu(more);
    menu->addActions({actions.snapshot, actions.exportCapsule});
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    add(more);
}

void RunHeader::setRun(const RunSummary &run)
{
    if (run.finished() || std::exchange(m_shown, run.id) != run.id) {
        m_stop->setText(tr("Stop"));
        m_stop->setEnabled(true);
    }
    m_title->setText(run.jobName);
    QStringList facts{run.imageReference};
    if (!run.imageId.isEmpty())
        facts.last() += u" @ "_s + run.imageId.shortText();
    facts << format::dateTime(run.created) << tr("run %1").arg(run.id.value);
    m_subtitle->setText(facts.join(u" · "_s));
    QLayout *place = m_verdictPlace->layout();
    while (QLayoutItem *item = place->takeAt(0)) {
        item->widget()->deleteLater();
        const std::unique_ptr<QLayoutItem> gone(item);
    }
    place->addWidget(new Chip(markOf(run), wordOf(run), m_verdictPlace));
    m_stop->setVisible(!run.finished());
    m_compare->setVisible(run.finished());
    m_edit->setVisible(run.finished());
    m_again->setVisible(run.finished());
}

} // namespace longshore
