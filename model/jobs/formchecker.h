// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/component/problem.h"
#include "model/jobs/formstate.h"

#include <QObject>
#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Validates the document of a form. What cannot be felt is done at once, anything larger on a worker; what changes
/// meanwhile is checked when that one is done, so that at most one check is under way and the last word is about the
/// last document.
class FormChecker : public QObject
{
    Q_OBJECT
public:
    explicit FormChecker(QObject *parent);

    void setSchema(const QByteArray &schema);
    void check(const nlohmann::ordered_json &document, const VariantChoices &choices);
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    /// About the document last given to `check`; within that call, or later.
    void checked(const longshore::Problems &problems);

private:
    struct Work;
    void start(const std::shared_ptr<const Work> &work);

    struct Validator;
    std::shared_ptr<Validator> m_validator; ///< made by the first check, on its thread
    std::shared_ptr<const Work> m_next;     ///< waits for the one under way
    CancelToken m_token;                    ///< of the schema: what was asked of another one is not told
    bool m_isSmall = true;
    bool m_busy = false;
};

} // namespace longshore
