// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/vault/vaulttypes.h"

#include <QDialog>

class QPushButton;
class QTreeWidget;

namespace longshore
{

class MarkLabel;
class SecretKeeper;

/// The secrets of the store by name, what locks them, and what can be done with both. Values are never shown. Not modal;
/// deletes itself when closed. Open it with show().
class SecretsDialog : public QDialog
{
    Q_OBJECT
public:
    /// `keeper` outlives it.
    SecretsDialog(SecretKeeper &keeper, QWidget *parent);

private:
    QWidget *makeLock();
    QWidget *makeList();
    QWidget *makeButtons();
    void refresh();
    void showLock();
    SecretInfo current() const;
    void lockOrUnlock();
    void askNew();
    void askValue();
    void askRemove();
    void store(const SecretId &id, const QString &name, const SecretKey &value);
    void told(const QString &trouble);

    SecretKeeper &m_keeper;
    MarkLabel *m_lock = nullptr;
    QPushButton *m_lockButton = nullptr;
    QPushButton *m_changeLock = nullptr;
    QTreeWidget *m_list = nullptr;
    QPushButton *m_replace = nullptr;
    QPushButton *m_remove = nullptr;
    MarkLabel *m_trouble = nullptr;
};

} // namespace longshore
