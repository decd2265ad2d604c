// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formchecker.h"
#include "model/jobs/formdocument.h"
#include "model/jobs/formmodel.h"
#include "model/jobs/schemaform.h"
#include "model/json/json.h"

namespace longshore
{

/// What a FormModel knows; for formmodel.cpp and formmodelwrite.cpp only.
struct FormModel::Private {
    Private();
    ~Private();

    SchemaForm form;
    const std::unique_ptr<Json> loadedNode, documentNode;
    Json &loaded;
    Json &document;
    VariantChoices choices;
    KeptValues kept;
    FormShape shape;
    QHash<VariantsKey, int> lastVariants; ///< the last that were active, also where none is now
    QHash<QString, QString> unreadable; ///< path -> why the text last typed there is no value
    Problems found;                     ///< of the checker
    Problems problems;
    Problems outer; ///< found elsewhere
    MappingSources *sources = nullptr;
    QString textError;
    FormChecker *checker = nullptr;
    FormActions *actions = nullptr;

    FormState state() const { return {form.root, document, choices}; }
    void reshape();
    Problems allProblems() const;
};

/// The document that a raw text stands for. A key given twice is an error: the one dropped could be a secret (A40).
Result<Json> readDocument(const QByteArray &text);

} // namespace longshore
