// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/numberremarks.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qsizetype mostRemarks = 50;

/// The value of a JSON number as its digits without zeros at the ends and the power of ten behind them.
std::pair<QByteArray, qint64> decimal(QByteArray text)
{
    qint64 power = 0;
    const qsizetype e = text.toLower().indexOf('e');
    if (e >= 0) {
        power = text.mid(e + 1).toLongLong();
        text.truncate(e);
    }
    const bool negative = text.startsWith('-');
    if (negative)
        text.remove(0, 1);
    if (const qsizetype point = text.indexOf('.'); point >= 0) {
        power -= text.size() - point - 1;
        text.remove(point, 1);
    }
    while (text.startsWith('0'))
        text.remove(0, 1);
    while (text.endsWith('0')) {
        text.chop(1);
        ++power;
    }
    if (text.isEmpty())
        return {"0", 0};
    return {negative ? '-' + text : text, power};
}

void look(const Json &node, const QString &path, Problems *found)
{
    if (found->size() >= mostRemarks)
        return;
    if (node.is_object()) {
        for (const auto &[key, value] : node.get_ref<const Json::object_t &>())
            look(value, joinPath(path, QString::fromStdString(key)), found);
    } else if (node.is_array()) {
        for (std::size_t i = 0; i < node.size(); ++i)
            look(node[i], joinPath(path, int(i)), found);
    } else if (node.is_binary()) { // kept as text: a double would print it differently
        const QByteArray text = numberText(node);
        const QByteArray plain = QByteArray::fromStdString(Json(numberValue(node)).dump());
        if (decimal(text) == decimal(plain)) {
            found->append({path,
                           u"is %1 and stays so here; the platform writes it as %2"_s.arg(
                               QString::fromLatin1(text.left(40)), QString::fromLatin1(plain)),
                           Problem::Severity::Note});
        } else {
            found->append({path,
                           u"has more digits than the platform keeps: %1 becomes about %2. Make it a text if the "
                           "digits matter"_s.arg(QString::fromLatin1(text.left(40)), QString::fromLatin1(plain)),
                           Problem::Severity::Warning});
        }
    }
}

} // namespace

Problems numberRemarks(const Json &root)
{
    Problems found;
    look(root, {}, &found);
    return found;
}

} // namespace longshore
