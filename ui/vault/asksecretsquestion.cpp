// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/asksecretsquestion.h"

#include "model/json/json.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/secretedit.h"

#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int rowsShown = 5; // more of them scroll

/// "parameters.#token", "row 1: parameters.#token"
QString placeOf(const MissingSecret &secret)
{
    QStringList steps = splitPath(secret.keyPath);
    QString row;
    if (steps.size() > 2 && steps.first() == "rows"_L1) {
        row = AskSecretsQuestion::tr("row %1: ").arg(steps[1]);
        steps = steps.mid(2);
    }
    if (steps.size() > 1 && steps.first() == "configuration"_L1)
        steps.removeFirst();
    return row + steps.join(u'.');
}

QString whyOf(const MissingSecret &secret)
{
    if (secret.why.isEmpty())
        return AskSecretsQuestion::tr("No value for it is kept here.");
    return secret.why.left(1).toUpper() + secret.why.mid(1) + u'.';
}

} // namespace

AskSecretsQuestion::AskSecretsQuestion(const QString &jobName, const QList<MissingSecret> &missing, QWidget *parent)
    : Question(parent, u"askSecrets"_s, tr("Secrets for this run"),
               missing.size() == 1 ? tr("%1 needs a secret that nobody has a value for.").arg(jobName)
                                   : tr("%1 needs %2 secrets that nobody has values for.").arg(jobName).arg(missing.size()),
               tr("Run"))
{
    setMinimumWidth(520);
    accepting->setDefault(true);
    column->addWidget(makeRows(missing));
    column->addSpacing(metrics::unit);
    m_once = new QRadioButton(tr("Only for this run"), this);
    m_keep = new QRadioButton(tr("Keep in the vault, sealed, for the next runs too"), this);
    m_once->setObjectName(u"secretsOnce"_s);
    m_keep->setObjectName(u"secretsKept"_s);
    m_once->setChecked(true);
    column->addWidget(m_once);
    column->addWidget(m_keep);
    check();
}

QWidget *AskSecretsQuestion::makeRows(const QList<MissingSecret> &missing)
{
    auto *rows = new QWidget(this);
    auto *list = new QVBoxLayout(rows);
    list->setContentsMargins({});
    list->setSpacing(metrics::barInset);
    for (const MissingSecret &secret : missing) {
        auto *edit = new SecretEdit(rows);
        edit->setObjectName(u"secret."_s + secret.given());
        edit->setAccessibleName(placeOf(secret));
        edit->setMinimumWidth(0);
        auto *place = new ElidedLabel(placeOf(secret), Qt::ElideMiddle, TextRole::Body, Ink::Normal, rows);
        place->setBuddy(edit);
        auto *why = new PlainLabel(whyOf(secret), TextRole::Small, Ink::Muted, rows);
        why->setWordWrap(true);
        auto *block = new QVBoxLayout;
        block->setSpacing(metrics::unit);
        block->addWidget(place);
        block->addWidget(edit);
        block->addWidget(why);
        list->addLayout(block);
        connect(edit, &QLineEdit::textChanged, this, &AskSecretsQuestion::check);
        if (m_edits.isEmpty())
            edit->setFocus();
        m_edits.insert(secret.given(), edit);
    }
    if (missing.size() <= rowsShown)
        return rows;
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(rows);
    scroll->viewport()->setAutoFillBackground(false);
    rows->setAutoFillBackground(false);
    scroll->setMinimumHeight(rows->sizeHint().height() * rowsShown / int(missing.size()));
    return scroll;
}

void AskSecretsQuestion::check()
{
    const auto isEmpty = [](const SecretEdit *edit) { return edit->text().isEmpty(); };
    accepting->setEnabled(std::none_of(m_edits.cbegin(), m_edits.cend(), isEmpty));
}

QMap<QString, QString> AskSecretsQuestion::values() const
{
    QMap<QString, QString> values;
    for (auto edit = m_edits.cbegin(); edit != m_edits.cend(); ++edit)
        values.insert(edit.key(), edit.value()->text());
    return values;
}

bool AskSecretsQuestion::keeps() const
{
    return m_keep->isChecked();
}

} // namespace longshore
