// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/suggestfield.h"

#include "model/jobs/mappingsources.h"
#include "ui/jobs/fields/suggestions.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace longshore
{

SuggestField::SuggestField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_edit(new QLineEdit(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_edit);
    m_edit->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    adopt(m_edit);
    completeFromSources(m_edit, model, path);
    QAction *all = m_edit->addAction(Icons::get(u"go-down"_s), QLineEdit::TrailingPosition);
    all->setText(tr("Show what there is"));
    connect(all, &QAction::triggered, this, [this] {
        m_edit->setFocus();
        offerAll(m_edit);
    });
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) { writeText(text); });
    connect(m_edit->completer(), qOverload<const QString &>(&QCompleter::activated), this, [this](const QString &text) { writeText(text); });
    connect(&model, &FormModel::suggestionsChanged, this, &SuggestField::showFallback);
    connect(&model, &FormModel::documentChanged, this, &SuggestField::showFallback);
    SuggestField::showValue();
}

void SuggestField::showValue()
{
    m_edit->setText(valueText());
    m_edit->setCursorPosition(0);
    showFallback();
}

void SuggestField::showFallback()
{
    const MappingSources *sources = model().sources();
    const QString counts = sources ? sources->fallback(spec().suggestion.what, model().suggestionOf(path())) : QString();
    m_edit->setPlaceholderText(counts.isEmpty() ? hint() : tr("%1 (default)").arg(visibleText(counts)));
}

} // namespace longshore
