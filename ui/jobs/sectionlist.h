// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace longshore
{

class JobSection;

/// The sections of the editor at its left: name, one-line summary, and a mark for what is wrong or changed in them.
class SectionList : public QListWidget
{
    Q_OBJECT
public:
    explicit SectionList(QWidget *parent);

    void setSections(const QList<JobSection *> &sections);
    void refresh(); ///< the sections' summaries and marks
    void setCurrent(JobSection *section);

Q_SIGNALS:
    void chosen(longshore::JobSection *section);

private:
    QList<JobSection *> m_sections;
};

} // namespace longshore
