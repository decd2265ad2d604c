// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QGridLayout;
class QHBoxLayout;
class QVBoxLayout;

namespace longshore
{

class PlainLabel;

/// A heading and rows of muted label and value under it, as in a detail pane. Values are plain text that can be
/// marked and copied. Put a Hairline between two sections.
class KeyValueSection : public QWidget
{
    Q_OBJECT
public:
    explicit KeyValueSection(const QString &title, int labelWidth = metrics::detailLabel, QWidget *parent = nullptr);

    /// `note` stands muted after the value; `role` Code for ids, digests, paths and commands.
    PlainLabel *addRow(const QString &label, const QString &value, const QString &note = {}, TextRole role = TextRole::Body);
    void addRow(const QString &label, QWidget *value);
    /// Over the whole width, below the rows so far.
    void addWide(QWidget *widget);
    /// Right of the heading (a mark with its word, an action).
    void setAside(QWidget *widget);
    /// Takes every row away; the heading stays.
    void clear();

private:
    QHBoxLayout *m_head;
    QGridLayout *m_grid;
    int m_labelWidth;
};

} // namespace longshore
