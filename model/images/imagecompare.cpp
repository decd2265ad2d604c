// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagecompare.h"

#include "model/component/definition.h"
#include "model/component/secrets.h"
#include "model/format.h"
#include "model/images/componentcompare.h"
#include "model/images/imagetreemodel.h"
#include "model/images/instructiontext.h"
#include "model/secretnames.h"

#include <QCoreApplication>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;
using Kind = ImageDifference::Kind;
using Part = ImageDifference::Part;

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::ImageComparison", text);
}

/// Null is "it is not there".
QString orNull(const QString &text)
{
    return text.isEmpty() ? QString() : text;
}

/// Never null.
QString set(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

Kind kindOf(const QString &before, const QString &after)
{
    if (before.isNull() != after.isNull())
        return before.isNull() ? Kind::Added : Kind::Removed;
    return before == after ? Kind::Same : Kind::Changed;
}

QString wordsOf(Kind kind)
{
    switch (kind) {
    case Kind::Added: return tr("added");
    case Kind::Removed: return tr("removed");
    case Kind::Changed: return tr("changed");
    case Kind::Unknown:
    case Kind::Same: break;
    }
    return tr("same");
}

QString signedBytes(qint64 difference)
{
    return (difference < 0 ? u"−"_s : u"+"_s) + format::bytes(qAbs(difference));
}

/// "1 added, 2 replaced".
QString countsText(std::initializer_list<std::pair<const char *, qint64>> counts)
{
    QStringList words;
    for (const auto &[text, count] : counts) {
        if (count > 0)
            words << tr(text).arg(format::count(count));
    }
    return words.join(u", "_s);
}

QString platformText(const ImageDetails &image)
{
    QStringList parts{image.os, image.architecture, image.variant};
    parts.removeAll(QString());
    return orNull(parts.join(u'/'));
}

class Comparer
{
public:
    Comparer(const ImageRecord &before, const ImageRecord &after) : m_before(before.details), m_after(after.details) {}

    QList<ImageDifference> run(const ComparedFiles &files)
    {
        addGeneral();
        addLayers();
        addNamed(Part::Environment, variables(m_before.env), variables(m_after.env));
        addComponent();
        addStart();
        addList(Part::Network, tr("Ports"), m_before.exposedPorts, m_after.exposedPorts);
        addList(Part::Network, tr("Volumes"), m_before.volumes, m_after.volumes);
        addLabels();
        addFiles(files);
        std::ranges::stable_sort(m_found, {}, [](const ImageDifference &one) { return one.kind == Kind::Same; });
        return m_found;
    }

private:
    void add(const ImageDifference &value)
    {
        if (!value.before.isNull() || !value.after.isNull()) // neither has it
            m_found.append(value);
    }

    void addGeneral()
    {
        ImageDifference size = ImageDifference::of(Part::General, tr("Size"), format::bytes(m_before.size), format::bytes(m_after.size));
        size.kind = m_before.size == m_after.size ? Kind::Same : Kind::Changed;
        if (size.kind == Kind::Same)
            size.words = wordsOf(Kind::Same);
        else
            size.words = m_before.size < 0 || m_after.size < 0 ? wordsOf(Kind::Changed) : signedBytes(m_after.size - m_before.size);
        add(size);
        ImageDifference created = ImageDifference::of(Part::General, tr("Created"), format::dateTime(m_before.created), format::dateTime(m_after.created));
        created.kind = m_before.created == m_after.created ? Kind::Same : Kind::Changed;
        created.words = wordsOf(created.kind);
        if (created.kind == Kind::Changed && m_before.created.isValid() && m_after.created.isValid())
            created.words = m_before.created < m_after.created ? tr("%1 later").arg(format::age(m_before.created, m_after.created))
                                                               : tr("%1 earlier").arg(format::age(m_after.created, m_before.created));
        add(created);
        add(ImageDifference::of(Part::General, tr("Platform"), platformText(m_before), platformText(m_after)));
        add(ImageDifference::of(Part::General, tr("Author"), orNull(m_before.author), orNull(m_after.author)));
    }

    /// Layers are a stack: what lies on another layer is another file system, though its own changes are the same.
    void addLayers()
    {
        const QStringList &before = m_before.layers, &after = m_after.layers;
        const qsizetype shared = std::ranges::mismatch(before, after).in1 - before.begin();
        const qsizetype restBefore = before.size() - shared, restAfter = after.size() - shared;
        const qsizetype replaced = std::min(restBefore, restAfter);
        ImageDifference layers = ImageDifference::of(Part::Layers, tr("Layers"), format::count(before.size()), format::count(after.size()));
        layers.kind = restBefore == 0 && restAfter == 0 ? Kind::Same : Kind::Changed;
        layers.words = layers.kind == Kind::Same ? wordsOf(Kind::Same)
                                                 : countsText({{QT_TRANSLATE_NOOP("longshore::ImageComparison", "%1 added"), restAfter - replaced},
                                                               {QT_TRANSLATE_NOOP("longshore::ImageComparison", "%1 removed"), restBefore - replaced},
                                                               {QT_TRANSLATE_NOOP("longshore::ImageComparison", "%1 replaced"), replaced},
                                                               {QT_TRANSLATE_NOOP("longshore::ImageComparison", "%1 shared"), shared}});
        add(layers);
    }

    void addComponent()
    {
        const QString label = QLatin1String(componentLabel);
        m_found += compareRecords(m_before.labels.value(label).toUtf8(), m_after.labels.value(label).toUtf8());
    }

    /// The component record has rows of its own.
    void addLabels()
    {
        QMap<QString, QString> before = m_before.labels, after = m_after.labels;
        before.remove(QLatin1String(componentLabel));
        after.remove(QLatin1String(componentLabel));
        addNamed(Part::Labels, before, after);
    }

    void addStart()
    {
        addText(Part::Start, tr("Entrypoint"), orNull(argvText(m_before.entrypoint)), orNull(argvText(m_after.entrypoint)));
        addText(Part::Start, tr("Command"), orNull(argvText(m_before.cmd)), orNull(argvText(m_after.cmd)));
        addText(Part::Start, tr("User"), orNull(m_before.user), orNull(m_after.user));
        addText(Part::Start, tr("Working directory"), orNull(m_before.workingDir), orNull(m_after.workingDir));
        addText(Part::Start, tr("Stop signal"), orNull(m_before.stopSignal), orNull(m_after.stopSignal));
    }

    void addText(Part part, const QString &name, const QString &before, const QString &after)
    {
        ImageDifference value = ImageDifference::of(part, name, before, after, true);
        value.before = hidden({}, before);
        value.after = hidden({}, after);
        add(value);
    }

    void addList(Part part, const QString &name, QStringList before, QStringList after)
    {
        before.sort();
        after.sort();
        addText(part, name, orNull(before.join(u", "_s)), orNull(after.join(u", "_s)));
    }

    /// Whether two secrets differ is told, they themselves are not.
    void addNamed(Part part, const QMap<QString, QString> &before, const QMap<QString, QString> &after)
    {
        QStringList names = before.keys() + after.keys();
        names.sort();
        names.removeDuplicates();
        for (const QString &name : std::as_const(names)) {
            const QString there = before.contains(name) ? set(before.value(name)) : QString();
            const QString now = after.contains(name) ? set(after.value(name)) : QString();
            ImageDifference value = ImageDifference::of(part, name, there, now, true);
            value.before = hidden(name, there);
            value.after = hidden(name, now);
            add(value);
        }
    }

    static QString hidden(const QString &name, const QString &value)
    {
        if (value.isEmpty())
            return value;
        return !name.isEmpty() && looksSecret(name) ? QString::fromUtf8(maskDots) : withoutSecrets(value);
    }

    static QMap<QString, QString> variables(const QStringList &env)
    {
        QMap<QString, QString> found;
        for (const QString &variable : env)
            found.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
        return found;
    }

    void addFiles(const ComparedFiles &compared)
    {
        if (!compared.changes && !compared.missing.isEmpty())
            m_found.append({Part::Files, tr("Files"), {}, {}, Kind::Unknown, compared.missing});
        if (!compared.changes)
            return;
        const FileChanges &files = *compared.changes;
        ImageDifference value = ImageDifference::of(Part::Files, tr("Files"), format::count(files.filesBefore), format::count(files.filesAfter));
        value.kind = files.added + files.removed + files.changed > 0 ? Kind::Changed : Kind::Same;
        value.words = value.kind == Kind::Same ? wordsOf(Kind::Same)
                                               : countsText({{QT_TRANSLATE_NOOP("longshore::ImageComparison", "%1 added"), files.added},
                                                             {QT_TRANSLATE_NOOP("longshore::ImageComparison", "%1 removed"), files.removed},
                                                             {QT_TRANSLATE_NOOP("longshore::ImageComparison", "%1 changed"), files.changed}});
        add(value);
    }

    const ImageDetails &m_before;
    const ImageDetails &m_after;
    QList<ImageDifference> m_found;
};

QList<ImageDifference> compareSteps(const ImageRecord &before, const ImageRecord &after)
{
    const auto same = [](const ImageHistoryEntry &one, const ImageHistoryEntry &other) {
        return one.createdBy == other.createdBy && one.size == other.size;
    };
    // Newest first: from the back they are the same up to where they part.
    const auto [left, right] = std::mismatch(before.history.rbegin(), before.history.rend(), after.history.rbegin(), after.history.rend(), same);
    const qsizetype first = left - before.history.rbegin();
    const qsizetype count = std::max(before.history.rend() - left, after.history.rend() - right);
    QList<ImageDifference> steps;
    for (qsizetype i = 0; i < count; ++i) {
        const ImageHistoryEntry *there = i < before.history.rend() - left ? &*(left + i) : nullptr;
        const ImageHistoryEntry *now = i < after.history.rend() - right ? &*(right + i) : nullptr;
        ImageDifference step = ImageDifference::of(Part::Steps, tr("Step %1").arg(first + i + 1), there ? set(instructionText(there->createdBy)) : QString(),
                                                   now ? set(instructionText(now->createdBy)) : QString(), true);
        if (step.kind == Kind::Same && there->size != now->size) {
            step.kind = Kind::Changed;
            step.words = signedBytes(now->size - there->size);
        }
        steps.append(step);
    }
    return steps;
}

QList<ImageDifference> fileRows(const FileChanges &files)
{
    QList<ImageDifference> rows;
    for (const ChangedFile &file : files.files) {
        const auto size = [](qint64 bytes) { return bytes < 0 ? QString() : format::bytes(bytes); };
        ImageDifference row = ImageDifference::of(Part::File, file.path, size(file.before), size(file.after));
        if (file.before >= 0 && file.after >= 0) { // listed, so it is another one, of whatever size
            row.kind = Kind::Changed;
            row.words = file.before == file.after ? tr("changed, same size") : signedBytes(file.after - file.before);
        }
        rows.append(row);
    }
    return rows;
}

QString lineOf(const ImageDifference &row)
{
    static constexpr auto marks = u"=+−~?";
    const QString unset = row.part == Part::File || row.part == Part::Steps ? format::none() : tr("not set");
    const auto shown = [&unset](const QString &text) { return text.isNull() ? unset : text.isEmpty() ? tr("empty") : text; };
    if (row.kind == Kind::Unknown)
        return QChar(marks[int(row.kind)]) + u' ' + row.name + u": "_s + row.words + u'\n';
    const QString words = row.kind == Kind::Same ? QString() : u"  ("_s + row.words + u')';
    return QChar(marks[int(row.kind)]) + u' ' + row.name + u": "_s
           + (row.kind == Kind::Same ? shown(row.before) : shown(row.before) + u" → "_s + shown(row.after)) + words + u'\n';
}

} // namespace

ImageDifference ImageDifference::of(Part part, const QString &name, const QString &before, const QString &after, bool isCode)
{
    ImageDifference value{part, name, before, after, kindOf(before, after), {}, isCode};
    value.words = wordsOf(value.kind);
    return value;
}

ImageComparison compareImages(const ImageRecord &before, const ImageRecord &after, const ComparedFiles &files)
{
    ImageComparison comparison;
    comparison.properties = Comparer(before, after).run(files);
    comparison.same = int(std::ranges::count(comparison.properties, Kind::Same, &ImageDifference::kind));
    comparison.differences = int(comparison.properties.size()) - comparison.same
                           - int(std::ranges::count(comparison.properties, Kind::Unknown, &ImageDifference::kind));
    const QString label = QLatin1String(componentLabel);
    comparison.component = compareParameters(before.details.labels.value(label).toUtf8(), after.details.labels.value(label).toUtf8());
    if (!before.history.isEmpty() && !after.history.isEmpty())
        comparison.steps = compareSteps(before, after);
    if (files.changes)
        comparison.files = fileRows(*files.changes);
    return comparison;
}

QString comparisonText(const ImageComparison &comparison, const QString &before, const QString &after, bool onlyDifferences)
{
    QString text = before + u" → "_s + after + u'\n';
    for (const auto *rows : {&comparison.properties, &comparison.component, &comparison.steps, &comparison.files}) {
        for (const ImageDifference &row : *rows) {
            if (!onlyDifferences || row.kind != Kind::Same)
                text += lineOf(row);
        }
    }
    return text;
}

} // namespace longshore
