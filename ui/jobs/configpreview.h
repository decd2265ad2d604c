// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QStringList>
#include <QWidget>

class QPlainTextEdit;

namespace longshore
{

class MarkLabel;

/// `config.json` as the main stage will get it. Lines that differ from the first one shown are tinted. While the
/// configuration cannot be written, the last good text stays below a sentence that says why.
class ConfigPreview : public QWidget
{
    Q_OBJECT
public:
    static constexpr int pauseMs = 60; ///< of typing, after which what is shown is worked out

    explicit ConfigPreview(QWidget *parent);

    /// `config` must have its secrets masked.
    void setConfig(const Result<QByteArray> &config);
    /// `config` (or a request) as people read it: dots as dots.
    static QString shown(const QByteArray &config);
    void forgetFirst() { m_first.clear(); } ///< what is set next is compared with from then on

private:
    void tintChanges();

    MarkLabel *m_banner;
    QPlainTextEdit *m_text;
    QStringList m_first; ///< lines, without the comma at their end
};

} // namespace longshore
