// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace longshore
{

/// The path of a key file, typed or chosen.
class KeyFileField : public QWidget
{
    Q_OBJECT
public:
    enum Kind { Existing, NewOrExisting };
    KeyFileField(Kind kind, QWidget *parent);

    QLineEdit *edit() const { return m_edit; }

private:
    void choose();

    Kind m_kind;
    QLineEdit *m_edit;
};

} // namespace longshore
