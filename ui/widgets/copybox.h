// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace longshore
{

/// A command in the fixed font that can be marked, with a Copy button that says "Copied" once it was used.
class CopyBox : public QWidget
{
    Q_OBJECT
public:
    explicit CopyBox(const QString &command, QWidget *parent = nullptr);
    /// Exactly as copied; what is shown may mark invisible characters.
    QString command() const { return m_command; }

private:
    QString m_command;
};

} // namespace longshore
