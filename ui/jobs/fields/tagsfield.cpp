// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/tagsfield.h"

#include "ui/jobs/fields/suggestions.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/plaintext.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

TagsField::TagsField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_chips(new QWidget(this))
    , m_flow(new FlowLayout(m_chips, metrics::unit, metrics::unit))
    , m_new(new QLineEdit(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(metrics::unit);
    column->addWidget(m_chips);
    column->addWidget(m_new);
    m_new->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    m_new->setReadOnly(spec.readOnly);
    m_new->setPlaceholderText(spec.placeholder.isEmpty() ? tr("Type and press Enter") : spec.placeholder);
    adopt(m_new);
    connect(m_new, &QLineEdit::returnPressed, this, &TagsField::addTyped);
    connect(m_new, &QLineEdit::textEdited, this, [this](const QString &text) {
        if (text.endsWith(u','))
            addTyped();
    });
    if (!spec.suggestion.what.isEmpty()) {
        completeFromSources(m_new, model, path);
        connect(m_new->completer(), qOverload<const QString &>(&QCompleter::activated), this, &TagsField::addTyped, Qt::QueuedConnection);
    }
    TagsField::showValue();
}

QVariantList TagsField::tags() const
{
    return model().effectiveValue(path()).toList();
}

void TagsField::showValue()
{
    while (QLayoutItem *item = m_flow->takeAt(0)) {
        const std::unique_ptr<QLayoutItem> spent(item);
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was clicked
    }
    const QVariantList all = tags();
    for (int i = 0; i < int(all.size()); ++i) {
        auto *chip = new QToolButton(m_chips);
        chip->setText(withoutMnemonic(visibleText(all[i].toString())));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setIcon(Icons::get(u"dialog-close"_s));
        chip->setLayoutDirection(layoutDirection() == Qt::LeftToRight ? Qt::RightToLeft : Qt::LeftToRight); // icon last
        chip->setObjectName(u"field.%1.%2"_s.arg(path()).arg(i));
        chip->setAccessibleName(tr("Remove %1").arg(all[i].toString()));
        chip->setEnabled(!spec().readOnly);
        m_flow->addWidget(chip);
        chip->show();
        connect(chip, &QToolButton::clicked, this, [this, i] {
            QVariantList rest = tags();
            rest.removeAt(i);
            write(rest);
            m_new->setFocus();
        });
    }
    m_chips->setVisible(!all.isEmpty());
}

void TagsField::write(const QVariantList &all)
{
    commit([&] { model().setValue(path(), all); });
    showValue();
}

void TagsField::addTyped()
{
    QVariantList all = tags();
    const QStringList typed = m_new->text().split(u',', Qt::SkipEmptyParts);
    for (const QString &word : typed) {
        const QString tag = word.trimmed();
        if (!tag.isEmpty() && !(spec().uniqueItems && all.contains(QVariant(tag))))
            all.append(tag);
    }
    m_new->clear();
    if (all != tags())
        write(all);
}

bool TagsField::eventFilter(QObject *watched, QEvent *event)
{
    // Another window, or none, in front says nothing about what is being typed.
    if (watched == m_new && event->type() == QEvent::FocusOut &&
        static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason && !m_new->text().trimmed().isEmpty())
        addTyped();
    if (watched == m_new && event->type() == QEvent::KeyPress && !m_new->isReadOnly()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        QVariantList all = tags();
        if (key->key() == Qt::Key_Backspace && m_new->text().isEmpty() && !all.isEmpty()) {
            m_new->setText(all.takeLast().toString());
            write(all);
            return true;
        }
    }
    return FieldEditor::eventFilter(watched, event);
}

} // namespace longshore
