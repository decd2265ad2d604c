// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

#include <QList>

class QHBoxLayout;
class QToolButton;
class QVBoxLayout;

namespace longshore
{

/// A list: one editor per item with buttons to move and remove it, and one to add an item.
class ArrayField : public FieldEditor
{
    Q_OBJECT
public:
    ArrayField(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent);

    void refresh(const QString &changed) override;
    void reload() override;
    void setStacked(bool stacked) override;
    void setOnlyChanged(bool only) override;
    void showProblems() override;
    bool goTo(const QString &fieldPath) override;
    void focusField() override;

protected:
    void showValue() override {}

private:
    void rebuild();
    QWidget *makeItem(int index);
    void addItemButtons(QHBoxLayout *row, int index, QWidget *item);
    QToolButton *itemButton(const QString &icon, const QString &word, const QString &what, int index, QWidget *parent);
    void add();
    void move(int from, int to);

    int m_depth;
    bool m_stacked = false;
    bool m_onlyChanged = false;
    QVBoxLayout *m_column;
    QWidget *m_items = nullptr;
    QList<FieldEditor *> m_editors;
    QToolButton *m_add;
};

} // namespace longshore
