// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/vault/secretbuffer.h"

#include <QLineEdit>

namespace longshore
{

/// One line for a secret: dots, shown only while the eye or F8 is held down; nothing remembers, completes or copies it
/// (reliability §4.1).
class SecretEdit : public QLineEdit
{
    Q_OBJECT
public:
    explicit SecretEdit(QWidget *parent = nullptr);
    ~SecretEdit() override;

    /// What was typed, in UTF-8.
    SecretBuffer secret() const;
    /// The same as keys are handed over.
    SecretKey key() const { return std::make_shared<SecretBuffer>(secret()); }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void setShown(bool shown);

    QAction *m_eye;
};

} // namespace longshore
