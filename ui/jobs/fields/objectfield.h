// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

#include <vector>

class QGridLayout;
class QTabWidget;
class QToolButton;
class QVBoxLayout;

namespace longshore
{

class FieldRow;

/// The fields of one object: below each other with a rule at the left when it is nested, on a grid of twelve columns
/// (`grid`, `grid-strict`), or one tab for each object in it (`tabs`, `tabs-top`, `categories`). What is folded away
/// or behind another tab is made when it is first looked at.
class ObjectField : public FieldEditor
{
    Q_OBJECT
public:
    enum class Frame { Rule, None };
    /// `depth` 0 is the form itself.
    ObjectField(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent,
                Frame frame = Frame::Rule);

    void refresh(const QString &changed) override;
    void reload() override;
    void setStacked(bool stacked) override;
    void setOnlyChanged(bool only) override;
    void showProblems() override;
    bool goTo(const QString &fieldPath) override;
    void focusField() override;
    bool isGroup() const override { return true; }
    void make(); ///< its fields, where they wait to be made

protected:
    void showValue() override {}
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Arrangement { Column, Grid, Tabs };
    /// A child; of `row`, `editor` (variants, the content of a tab) at most one is there, none before it was needed.
    struct Item {
        const FieldSpec *spec;
        QString path;
        FieldRow *row = nullptr;
        FieldEditor *editor = nullptr;
        QWidget *page = nullptr; ///< of a tab
    };

    bool waits();
    void makeFold();
    void setOpen(bool open);
    void build();
    void buildTabs(QVBoxLayout *column);
    void add(Item item, QVBoxLayout *column);
    void arrangeGrid();
    void fillTab(Item &item);
    void prepare(Item &item);
    bool concerns(const Item &item, const QString &changed) const;

    int m_depth;
    Frame m_frame;
    Arrangement m_arrangement = Arrangement::Column;
    bool m_built = false;
    bool m_stacked = false;
    bool m_onlyChanged = false;
    QToolButton *m_fold = nullptr; ///< of an object that can be folded away
    QWidget *m_content = nullptr;
    QGridLayout *m_grid = nullptr;
    QTabWidget *m_tabs = nullptr;
    std::vector<Item> m_items;
};

} // namespace longshore
