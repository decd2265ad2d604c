// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/numberfield.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plaintext.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>
#include <cmath>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{
constexpr int fieldWidth = 112;
constexpr int arrowSize = 10;
}

NumberField::NumberField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_edit(new QLineEdit(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(m_edit);
    if (!spec.readOnly)
        row->addWidget(makeArrows());
    row->addStretch(1);
    m_edit->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    m_edit->setFixedWidth(qMax(fieldWidth, fontMetrics().averageCharWidth() * 14));
    m_edit->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_edit->setInputMethodHints(Qt::ImhFormattedNumbersOnly);
    m_edit->setReadOnly(spec.readOnly);
    adopt(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this,
            [this](const QString &text) { commit([&] { this->model().setNumber(this->path(), text); }); });
    NumberField::showValue();
}

void NumberField::showValue()
{
    const bool plain = model().value(path()).isValid();
    m_edit->setText(plain ? QString::fromUtf8(model().json(path())) : QString());
    m_edit->setCursorPosition(0);
    m_edit->setPlaceholderText(plain ? spec().placeholder : model().effectiveValue(path()).toString());
}

/// Two small arrows, one above the other; the keys Up and Down do the same.
QWidget *NumberField::makeArrows()
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(0);
    const int height = metrics::height(metrics::field, fontMetrics()) / 2;
    for (const int direction : {1, -1}) {
        auto *arrow = new QToolButton(box);
        arrow->setIcon(Icons::get(direction > 0 ? u"go-up"_s : u"go-down"_s));
        arrow->setIconSize(QSize(arrowSize, arrowSize));
        arrow->setAutoRaise(true);
        arrow->setAutoRepeat(true);
        arrow->setFocusPolicy(Qt::NoFocus);
        arrow->setFixedSize(metrics::icon, height);
        arrow->setObjectName((direction > 0 ? u"more."_s : u"less."_s) + path());
        const QString words = direction > 0 ? tr("More") : tr("Less");
        arrow->setAccessibleName(u"%1: %2"_s.arg(spec().title, words));
        setPlainToolTip(arrow, words);
        connect(arrow, &QToolButton::clicked, this, [this, direction] { step(direction); });
        column->addWidget(arrow);
    }
    return box;
}

/// To the next multiple of the step, which the schema's `multipleOf` may give.
void NumberField::step(int direction)
{
    const QVariant current = model().effectiveValue(path());
    const double width = spec().multipleOf.value_or(1);
    double next = current.isValid() ? current.toDouble() + direction * width : spec().minimum.value_or(0);
    if (spec().maximum && next > *spec().maximum - (spec().exclusiveMaximum ? width / 2 : 0))
        next = spec().exclusiveMaximum ? *spec().maximum - width : *spec().maximum;
    if (spec().minimum && next < *spec().minimum + (spec().exclusiveMinimum ? width / 2 : 0))
        next = spec().exclusiveMinimum ? *spec().minimum + width : *spec().minimum;
    if (!std::isfinite(next) || std::abs(next) > 1e15)
        return;
    m_edit->setText(QString::number(next, 'g', 15));
    commit([&] { model().setNumber(path(), m_edit->text()); });
}

bool NumberField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress && !m_edit->isReadOnly()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down) {
            step(key->key() == Qt::Key_Up ? 1 : -1);
            return true;
        }
    }
    return FieldEditor::eventFilter(watched, event);
}

} // namespace longshore
