// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/validationwords.h"

#include "model/json/json.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString say(const char *text)
{
    return QCoreApplication::translate("Validation", text);
}

/// Valijson names places `<root>`, `[0]` and `["key"]`, unescaped.
QString pathOf(const std::vector<std::string> &context)
{
    QString path;
    for (std::size_t i = 1; i < context.size(); ++i) {
        QString step = QString::fromStdString(context[i]);
        if (step.startsWith("[\""_L1) && step.endsWith("\"]"_L1))
            step = step.mid(2, step.size() - 4);
        else if (step.startsWith(u'[') && step.endsWith(u']'))
            step = step.mid(1, step.size() - 2);
        path = joinPath(path, step);
    }
    return path;
}

QString expectedType(const FieldSpec *field)
{
    if (!field)
        return say(QT_TRANSLATE_NOOP("Validation", "has the wrong type"));
    switch (field->kind) {
    case FieldKind::Integer:
        return say(QT_TRANSLATE_NOOP("Validation", "must be a whole number"));
    case FieldKind::Number:
        return say(QT_TRANSLATE_NOOP("Validation", "must be a number"));
    case FieldKind::Boolean:
        return say(QT_TRANSLATE_NOOP("Validation", "must be true or false"));
    case FieldKind::Object:
        return say(QT_TRANSLATE_NOOP("Validation", "must be an object"));
    case FieldKind::Array:
    case FieldKind::MultiEnum:
        return say(QT_TRANSLATE_NOOP("Validation", "must be a list"));
    case FieldKind::String:
    case FieldKind::Text:
    case FieldKind::Password:
        return say(QT_TRANSLATE_NOOP("Validation", "must be a string"));
    default:
        return say(QT_TRANSLATE_NOOP("Validation", "has the wrong type"));
    }
}

QString allowedChoices(const FieldSpec *field)
{
    if (!field || field->choices.isEmpty() || field->choices.size() > 12)
        return say(QT_TRANSLATE_NOOP("Validation", "is not one of the allowed values"));
    QStringList titles;
    for (const FieldChoice &choice : field->choices)
        titles.append(choice.title);
    return say(QT_TRANSLATE_NOOP("Validation", "must be one of %1")).arg(titles.join(u", "_s));
}

/// The number at the end of Valijson's sentence, without the six decimals of `std::to_string`.
QString numberIn(const QString &description)
{
    static const QRegularExpression shape(u"-?[0-9]+(\\.[0-9]+)?"_s);
    return QString::number(shape.match(description).captured().toDouble(), 'g', 15);
}

struct Phrase {
    QLatin1String start;
    const char *words; ///< `%1` takes the number of the original
};

constexpr Phrase phrases[] = {
    {"Expected number less than or equal to"_L1, QT_TRANSLATE_NOOP("Validation", "must be at most %1")},
    {"Expected number less than"_L1, QT_TRANSLATE_NOOP("Validation", "must be less than %1")},
    {"Expected number greater than or equal to"_L1, QT_TRANSLATE_NOOP("Validation", "must be at least %1")},
    {"Expected number greater than"_L1, QT_TRANSLATE_NOOP("Validation", "must be greater than %1")},
    {"String should be no more than"_L1, QT_TRANSLATE_NOOP("Validation", "must have at most %1 characters")},
    {"String should be no fewer than"_L1, QT_TRANSLATE_NOOP("Validation", "must have at least %1 characters")},
    {"Array should contain no more than"_L1, QT_TRANSLATE_NOOP("Validation", "must have at most %1 items")},
    {"Array should contain no fewer than"_L1, QT_TRANSLATE_NOOP("Validation", "must have at least %1 items")},
    {"Object should have no more than"_L1, QT_TRANSLATE_NOOP("Validation", "must have at most %1 keys")},
    {"Object should have no fewer than"_L1, QT_TRANSLATE_NOOP("Validation", "must have at least %1 keys")},
    {"Value should be a multiple of"_L1, QT_TRANSLATE_NOOP("Validation", "must be a multiple of %1")},
    {"Value could not be converted"_L1, QT_TRANSLATE_NOOP("Validation", "must be a number")},
    {"Failed to match expected value set by 'const'"_L1, QT_TRANSLATE_NOOP("Validation", "must keep its fixed value")},
    {"Elements at indexes"_L1, QT_TRANSLATE_NOOP("Validation", "has the same item twice")},
    {"Failed to validate against any schemas allowed by anyOf"_L1,
     QT_TRANSLATE_NOOP("Validation", "matches none of the allowed alternatives")},
    {"Failed to validate against any child schemas allowed by oneOf"_L1,
     QT_TRANSLATE_NOOP("Validation", "matches none of the allowed alternatives")},
    {"Failed to validate against exactly one"_L1,
     QT_TRANSLATE_NOOP("Validation", "matches several alternatives of which only one is allowed")},
    {"Target should not validate"_L1, QT_TRANSLATE_NOOP("Validation", "has a value that the schema excludes")},
    {"Failed to any values"_L1, QT_TRANSLATE_NOOP("Validation", "lacks an item that the schema asks for")},
};

std::optional<QString> wordsFor(const QString &description, const FieldSpec *field)
{
    if (description.startsWith("Value type not permitted"_L1))
        return expectedType(field);
    if (description.startsWith("Failed to match against any enum"_L1))
        return allowedChoices(field);
    for (const Phrase &phrase : phrases) {
        if (description.startsWith(phrase.start)) {
            const QString words = say(phrase.words);
            return words.contains("%1"_L1) ? words.arg(numberIn(description)) : words;
        }
    }
    if (description.startsWith("Failed to validate"_L1) || description.startsWith("Cannot validate"_L1) ||
        description.startsWith("Target value and comparison"_L1)) {
        return std::nullopt;
    }
    return description;
}

} // namespace

std::optional<Problem> inPlainWords(const std::vector<std::string> &context, const std::string &description,
                                    const FormState &state)
{
    const QString path = pathOf(context);
    const QString text = QString::fromStdString(description);
    static const QRegularExpression missing(u"^Missing required property '(.*)'\\.$"_s,
                                            QRegularExpression::DotMatchesEverythingOption);
    if (const QRegularExpressionMatch match = missing.match(text); match.hasMatch())
        return Problem{joinPath(path, match.captured(1)), say(QT_TRANSLATE_NOOP("Validation", "is required"))};
    static const QRegularExpression unwanted(u"^Object contains a property .*: '(.*)'\\.$"_s,
                                             QRegularExpression::DotMatchesEverythingOption);
    if (const QRegularExpressionMatch match = unwanted.match(text); match.hasMatch())
        return Problem{joinPath(path, match.captured(1)),
                       say(QT_TRANSLATE_NOOP("Validation", "is not a key this component knows"))};
    const std::optional<QString> words = wordsFor(text, findField(state, path));
    return words ? std::optional(Problem{path, *words}) : std::nullopt;
}

} // namespace longshore
