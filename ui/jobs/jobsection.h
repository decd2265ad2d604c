// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <QAbstractButton>
#include <QWidget>

class QVBoxLayout;

namespace longshore
{

class FormPart;

/// The line that opens and closes a section of the editor: arrow, name, summary.
class SectionHeader : public QAbstractButton
{
    Q_OBJECT
public:
    SectionHeader(const QString &title, QWidget *parent);

    void setSummary(const QString &summary);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_summary;
};

/// One section of the editor: a header over forms and other widgets. Says what is changed and wrong in it.
class JobSection : public QWidget
{
    Q_OBJECT
public:
    JobSection(const QString &name, const QString &title, QWidget *parent);

    const QString &title() const { return m_title; }
    const QString &summary() const { return m_summary; }
    /// `brief` is for the list of sections, where room is short; the summary when it is empty.
    void setSummary(const QString &summary, const QString &brief = {});
    const QString &brief() const { return m_brief; }
    bool isOpen() const;
    void setOpen(bool open);

    void add(FormPart *part);
    void add(QWidget *widget); ///< one that stands for no part of the document
    /// A widget that stands for the part of the document at `path`.
    void add(QWidget *widget, const QString &path);
    const QList<FormPart *> &parts() const { return m_parts; }

    bool covers(const QString &path) const;
    /// Opens itself and focuses the field at `path`, or the nearest above it.
    bool goTo(const QString &path);
    void showProblems();
    bool isChanged() const;
    Problems problems() const; ///< of its forms

Q_SIGNALS:
    void problemsChanged();
    void opened(bool open);

private:
    struct Other {
        QString path;
        QWidget *widget;
    };
    QString m_title;
    QString m_summary;
    QString m_brief;
    SectionHeader *m_header;
    QWidget *m_body;
    QVBoxLayout *m_column;
    QList<FormPart *> m_parts;
    QList<Other> m_others;
};

} // namespace longshore
