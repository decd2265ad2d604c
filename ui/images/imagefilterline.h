// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagefilter.h"

#include <QWidget>

class QLineEdit;

namespace longshore
{

class ElidedLabel;

/// The filter field with its count; a term that makes no sense turns the field's border to error and its sentence
/// takes the place of the count.
class ImageFilterLine : public QWidget
{
    Q_OBJECT
public:
    explicit ImageFilterLine(QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text);
    void focusField();
    /// `matching` of `all` rows; without a filter only `all` is told.
    void setCount(int matching, int all);

Q_SIGNALS:
    void changed(const longshore::ImageFilter &filter);
    /// Down or Enter in the field: the list takes over.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void parse(const QString &text);
    void tell();

    QLineEdit *m_field;
    ElidedLabel *m_count;
    ImageFilter m_filter;
    int m_matching = 0;
    int m_all = 0;
};

} // namespace longshore
