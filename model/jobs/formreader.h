// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"
#include "model/jobs/fieldspec.h"
#include "model/jobs/schemaalternatives.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Turns an expanded schema (`expandSchema`) into fields; used once.
class FormReader
{
public:
    FieldSpec readRoot(const nlohmann::ordered_json &schema);
    bool tooManyFields() const;

    Problems problems; ///< what degraded

private:
    struct Place {
        QString key;
        QString parentPath; ///< where its conditions are looked up
        QString path;
        int depth = 0;
    };
    /// A schema that describes a part of an object: the object's own, or one of an `allOf`, `then`, `else`.
    struct Part {
        const nlohmann::ordered_json &schema;
        QList<FieldCondition> conditions;
    };
    struct Ordered {
        double order;
        FieldSpec child;
    };
    /// An object while it is read.
    struct Draft {
        FieldSpec &field;
        int depth;
        QStringList required;
        std::vector<Ordered> children;
    };

    FieldSpec read(const nlohmann::ordered_json &schema, const Place &place);
    void readKind(const nlohmann::ordered_json &schema, const QString &type, FieldSpec &field, int depth);
    void readScalar(const nlohmann::ordered_json &schema, const QString &type, FieldSpec &field);
    void readArray(const nlohmann::ordered_json &schema, FieldSpec &field, int depth);
    bool readMultiEnum(const nlohmann::ordered_json &items, FieldSpec &field);
    // Objects, and what adds fields to them: formreaderobject.cpp.
    void readObject(const nlohmann::ordered_json &schema, FieldSpec &field, int depth);
    void addPart(const Part &part, Draft &draft);
    void addProperty(const QString &key, const nlohmann::ordered_json &schema, const Part &part, Draft &draft);
    void addConditional(const Part &part, Draft &draft);
    void addVariants(const Alternatives &alternatives, const Part &part, Draft &draft);
    void readVariant(const nlohmann::ordered_json &schema, int number, const Draft &draft, FieldSpec &variants);
    static void takeChildren(Draft &draft);
    bool readVariants(const nlohmann::ordered_json &schema, FieldSpec &field, int depth);
    void readSshEditor(const nlohmann::ordered_json &schema, FieldSpec &field, int depth);

    void degrade(FieldSpec &field, const QString &why);
    void note(const QString &path, const QString &message);

    int m_fields = 0;
    int m_variants = 0;
};

} // namespace longshore
