// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace longshore
{

class MarkLabel;
class PlainLabel;

/// A line to type an endpoint in. What is wrong with it replaces the help when it is to be used; Escape puts it away.
class EndpointEditor : public QWidget
{
    Q_OBJECT
public:
    explicit EndpointEditor(QWidget *parent = nullptr);
    /// Empties the line and puts the cursor there.
    void start();

Q_SIGNALS:
    /// In its canonical form.
    void accepted(const QString &endpoint);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void use();
    void showProblem(const QString &sentence);

    QLineEdit *m_edit;
    PlainLabel *m_help;
    MarkLabel *m_problem;
};

} // namespace longshore
