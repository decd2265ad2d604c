// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <algorithm>
#include <cstdio>
#include <optional>

namespace longshore::bench
{

/// The middle of `values`; 0 of none.
inline double median(QList<double> values)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// One line of a benchmark: what ours and a peer took in interleaved rounds of one run.
struct Figure {
    QString name;
    QList<double> ours; ///< in `unit`, one per round
    QList<double> peer; ///< of the same rounds; empty when the peer is absent, which is never a pass
    double target = 0;  ///< greatest ratio that meets it; 0: none, the figure is for knowing only
    QString unit = QStringLiteral("ms");

    QList<double> ratios() const
    {
        QList<double> all;
        for (qsizetype round = 0; round < qMin(ours.size(), peer.size()); ++round)
            all.append(peer[round] > 0 ? ours[round] / peer[round] : 0);
        return all;
    }
};

/// `name ours peer ratio target met spread`, parted by tabs, or with `json` one object with these keys. The ratio is
/// the median of the ratios of the rounds, the spread their least and greatest.
inline void print(const Figure &figure, bool json)
{
    const QList<double> ratios = figure.ratios();
    const bool known = !ratios.isEmpty();
    const double ratio = median(ratios);
    const auto number = [](double value) { return QString::number(value, 'f', 2); };
    const bool judged = known && figure.target > 0;
    const QString spread = known ? number(*std::min_element(ratios.begin(), ratios.end())) + u'-' +
                                       number(*std::max_element(ratios.begin(), ratios.end()))
                                 : QStringLiteral("n/a");
    QByteArray line;
    if (json) {
        const QJsonObject object{{QStringLiteral("name"), figure.name},
                                 {QStringLiteral("unit"), figure.unit},
                                 {QStringLiteral("ours"), median(figure.ours)},
                                 {QStringLiteral("peer"), known ? QJsonValue(median(figure.peer)) : QJsonValue()},
                                 {QStringLiteral("ratio"), known ? QJsonValue(ratio) : QJsonValue()},
                                 {QStringLiteral("target"), figure.target > 0 ? QJsonValue(figure.target) : QJsonValue()},
                                 {QStringLiteral("met"), judged ? QJsonValue(ratio <= figure.target) : QJsonValue()},
                                 {QStringLiteral("spread"), spread}};
        line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    } else {
        const QString none = QStringLiteral("n/a");
        const QString met = ratio <= figure.target ? QStringLiteral("yes") : QStringLiteral("no");
        line = QStringList{figure.name,
                           number(median(figure.ours)) + u' ' + figure.unit,
                           known ? number(median(figure.peer)) + u' ' + figure.unit : none,
                           known ? number(ratio) : none,
                           figure.target > 0 ? number(figure.target) : QStringLiteral("-"),
                           judged ? met : known ? QStringLiteral("-") : none,
                           spread}
                   .join(u'\t')
                   .toUtf8();
    }
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
}

} // namespace longshore::bench
