// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/booleanfield.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QMouseEvent>

using namespace Qt::StringLiterals;

namespace longshore
{

BooleanField::BooleanField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_box(new QCheckBox(this))
{
    auto *title = new PlainLabel(spec.title, TextRole::Body, Ink::Normal, this);
    title->setObjectName(u"label."_s + path);
    title->setWordWrap(true);
    setPlainToolTip(title, spec.tooltip);
    title->installEventFilter(this);
    m_title = title;
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(metrics::gap);
    row->addWidget(m_box, 0, Qt::AlignTop);
    row->addWidget(title, 1, Qt::AlignVCenter);
    m_box->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    title->setMinimumHeight(m_box->minimumHeight());
    setEnabled(!spec.readOnly);
    adopt(m_box);
    connect(m_box, &QCheckBox::clicked, this,
            [this](bool on) { commit([&] { this->model().setValue(this->path(), on); }); });
    BooleanField::showValue();
}

void BooleanField::showValue()
{
    m_box->setChecked(model().effectiveValue(path()).toBool());
}

bool BooleanField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_title && event->type() == QEvent::MouseButtonRelease &&
        static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton) {
        m_box->setFocus(Qt::MouseFocusReason);
        m_box->click();
        return true;
    }
    return FieldEditor::eventFilter(watched, event);
}

} // namespace longshore
