// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/variantfield.h"

#include "model/json/json.h"
#include "ui/jobs/fieldrow.h"
#include "ui/jobs/fields/objectfield.h"
#include "ui/jobs/fields/quietcombo.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{
constexpr int rowGap = 12;
}

VariantField::VariantField(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_depth(depth)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins({});
    m_column->setSpacing(rowGap);
    if (!spec.followsField) {
        auto *row = new QWidget(this);
        makeSelector(row);
        m_column->addWidget(row);
    }
    connect(&model, &FormModel::variantChanged, this, [this](const QString &changed) {
        if (changed == this->path())
            showActive();
    });
    showActive();
}

void VariantField::makeSelector(QWidget *row)
{
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(spec().isPart ? FieldRow::labelStart() : 0, 0, 0, 0);
    line->setSpacing(metrics::gap);
    if (spec().isPart) {
        m_label = new PlainLabel(spec().title, TextRole::Body, Ink::Normal, row);
        m_label->setObjectName(u"label.%1.variant"_s.arg(path()));
        m_label->setFixedWidth(FieldRow::labelWidth(m_depth));
        m_label->setWordWrap(true);
        line->addWidget(m_label);
    }
    m_selector = new QuietCombo(row);
    for (const FieldSpec &variant : spec().children)
        m_selector->addItem(visibleText(variant.title));
    m_selector->setPlaceholderText(tr("Choose"));
    m_selector->setEnabled(!spec().readOnly);
    line->addWidget(m_selector);
    line->addStretch(1);
    adopt(m_selector);
    m_selector->setObjectName((path().isEmpty() ? u"field.variant"_s : u"field.%1.variant"_s.arg(path())));
    connect(m_selector, &QComboBox::activated, this,
            [this](int index) { commit([&] { model().setVariant(spec(), path(), index); }); });
}

FieldEditor *VariantField::makeInner(const FieldSpec &variant)
{
    if (spec().isPart)
        return new ObjectField(model(), variant, path(), m_depth, this, ObjectField::Frame::None);
    return makeFieldEditor(model(), variant, path(), m_depth, this);
}

void VariantField::showActive()
{
    const int active = model().variant(spec(), path());
    if (spec().isPart)
        setVisible(model().isOffered(spec(), path()));
    if (m_selector)
        m_selector->setCurrentIndex(active);
    if (active == m_active)
        return;
    m_active = active;
    if (m_inner) {
        // The signal of a control of the old one may have brought us here.
        m_inner->hide();
        m_inner->setParent(nullptr);
        m_inner->deleteLater();
        m_inner = nullptr;
    }
    if (active < 0)
        return;
    const FieldSpec &variant = spec().children[std::size_t(active)];
    if (variant.kind == FieldKind::Object && variant.children.empty())
        return;
    m_inner = makeInner(variant);
    m_inner->setStacked(m_stacked);
    if (m_onlyChanged)
        m_inner->setOnlyChanged(true);
    m_column->addWidget(m_inner);
    m_inner->show();
    connect(m_inner, &FieldEditor::edited, this, &FieldEditor::edited);
    connect(m_inner, &FieldEditor::left, this, &FieldEditor::left);
}

void VariantField::refresh(const QString &changed)
{
    showActive();
    if (m_inner)
        m_inner->refresh(changed);
}

void VariantField::reload()
{
    showActive();
    if (m_inner)
        m_inner->reload();
}

void VariantField::setStacked(bool stacked)
{
    m_stacked = stacked;
    if (m_inner)
        m_inner->setStacked(stacked);
}

void VariantField::setOnlyChanged(bool only)
{
    m_onlyChanged = only;
    if (m_inner)
        m_inner->setOnlyChanged(only);
}

void VariantField::showProblems()
{
    if (m_inner)
        m_inner->showProblems();
}

bool VariantField::goTo(const QString &fieldPath)
{
    if (m_inner && m_inner->goTo(fieldPath))
        return true;
    if (spec().isPart && fieldPath != joinPath(path(), spec().discriminator))
        return false;
    focusField();
    return true;
}

void VariantField::focusField()
{
    if (m_selector)
        m_selector->setFocus(Qt::OtherFocusReason);
    else if (m_inner)
        m_inner->focusField();
}

} // namespace longshore
