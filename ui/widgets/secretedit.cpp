// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/secretedit.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QKeyEvent>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace longshore
{

SecretEdit::SecretEdit(QWidget *parent)
    : QLineEdit(parent)
    , m_eye(new QAction(Icons::get(u"password-show-on"_s), tr("Show while held down (F8)"), this))
{
    setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    setEchoMode(QLineEdit::Password);
    setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setCompleter(nullptr);
    addAction(m_eye, QLineEdit::TrailingPosition);
    const QList<QToolButton *> buttons = findChildren<QToolButton *>();
    for (QToolButton *button : buttons) {
        button->setAccessibleName(m_eye->text());
        connect(button, &QAbstractButton::pressed, this, [this] { setShown(true); });
        connect(button, &QAbstractButton::released, this, [this] { setShown(false); });
    }
}

/// The text is shared with nobody by then, and nobody must hear of it: who listens may be gone in part.
SecretEdit::~SecretEdit()
{
    blockSignals(true);
    QString typed = text();
    clear();
    wipe(typed);
}

SecretBuffer SecretEdit::secret() const
{
    QByteArray bytes = text().toUtf8();
    SecretBuffer buffer = SecretBuffer::copyOf(bytes);
    wipe(bytes);
    return buffer;
}

void SecretEdit::setShown(bool shown)
{
    setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    m_eye->setIcon(Icons::get(shown ? u"password-show-off"_s : u"password-show-on"_s));
}

void SecretEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_F8)
        return QLineEdit::keyPressEvent(event);
    if (!event->isAutoRepeat())
        setShown(true);
}

void SecretEdit::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_F8)
        return QLineEdit::keyReleaseEvent(event);
    if (!event->isAutoRepeat())
        setShown(false);
}

void SecretEdit::focusOutEvent(QFocusEvent *event)
{
    setShown(false);
    QLineEdit::focusOutEvent(event);
}

} // namespace longshore
