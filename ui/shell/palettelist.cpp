// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palettelist.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/plaintext.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int rowHeight = 36;
constexpr int headingHeight = 28;
constexpr int rowInset = 8; ///< between the panel's edge and a row's ground
constexpr int textInset = rowInset + 12 + metrics::icon + 12;

/// "Ctrl", "R"; the key itself may be "+".
QStringList capsOf(const QKeySequence &keys)
{
    const QString text = keys.toString(QKeySequence::NativeText);
    QStringList caps = text.split(u'+', Qt::SkipEmptyParts);
    if (text.endsWith(u"++"_s) || text == u"+"_s)
        caps.append(u"+"_s);
    return caps;
}

/// Draws the caps from the right; where they begin.
int paintCaps(QPainter *painter, const QRect &row, const QStringList &caps, const Theme &theme)
{
    int right = row.right() + 1 - 12;
    for (auto cap = caps.crbegin(); cap != caps.crend(); ++cap) {
        const int width = Chip::widthOf(*cap, Chip::Look::Plain, theme);
        const int height = qMin(row.height() - 8, metrics::chip);
        Chip::draw(painter, QRect(right - width, row.top() + (row.height() - height) / 2, width, height), *cap, Chip::Look::Plain, theme);
        right -= width + metrics::unit;
    }
    return right;
}

struct TextPainter {
    QPainter *painter;
    const Theme &theme;
    int x;
    int baseline;

    void draw(const QString &text, TextRole role, const QColor &ink)
    {
        if (text.isEmpty())
            return;
        const LineCache::Line line = theme.line(role, text);
        painter->setFont(theme.font(role));
        painter->setPen(ink);
        painter->drawStaticText(x, baseline - line.ascent, line.text);
        x += line.width;
    }
};

/// The text with what was typed in accent; plain and elided where it is too long.
void paintText(TextPainter &line, const PaletteEntry &entry, const QList<PaletteRow::Part> &parts, int right)
{
    const Colors &colors = line.theme.colors();
    const QFontMetrics strong(line.theme.font(TextRole::Heading));
    if (line.x + strong.horizontalAdvance(entry.text) > right) {
        const QFontMetrics body(line.theme.font(TextRole::Body));
        return line.draw(body.elidedText(entry.text, Qt::ElideMiddle, right - line.x), TextRole::Body, colors.text);
    }
    int at = 0;
    for (const PaletteRow::Part &part : parts) {
        if (part.start < at) // two words typed that overlap
            continue;
        line.draw(entry.text.mid(at, part.start - at), TextRole::Body, colors.text);
        line.draw(entry.text.mid(part.start, part.length), TextRole::Heading, colors.accent);
        at = part.start + part.length;
    }
    line.draw(entry.text.mid(at), TextRole::Body, colors.text);
}

} // namespace

void PaletteModel::setEntries(const QList<PaletteEntry> &entries)
{
    m_entries = entries;
    for (PaletteEntry &entry : m_entries) {
        entry.text = visibleText(entry.text);
        entry.note = visibleText(entry.note);
    }
    search({});
}

void PaletteModel::search(const QString &typed)
{
    beginResetModel();
    m_result = searchPalette(m_entries, typed);
    endResetModel();
}

const PaletteEntry *PaletteModel::entry(const QModelIndex &index) const
{
    const int entry = index.isValid() ? row(index).entry : -1;
    return entry < 0 ? nullptr : &m_entries.at(entry);
}

QModelIndex PaletteModel::stepped(const QModelIndex &from, int steps) const
{
    const int step = steps < 0 ? -1 : 1;
    QModelIndex last = from;
    for (int at = from.row() + step, left = qAbs(steps); left > 0 && at >= 0 && at < rowCount(); at += step) {
        if (m_result.rows[at].entry < 0)
            continue;
        last = index(at);
        --left;
    }
    return last;
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_result.rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    const PaletteEntry *found = entry(index);
    if (role == Qt::DisplayRole)
        return found ? found->text : row(index).heading;
    if (role == Qt::AccessibleTextRole)
        return found ? QString(found->text + u' ' + found->note) : row(index).heading;
    return {};
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    return entry(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const PaletteModel *>(index.model());
    const Theme &theme = Theme::of(option.widget);
    const Colors &colors = theme.colors();
    const PaletteEntry *entry = model->entry(index);
    painter->save();
    if (!entry) {
        const QFontMetrics small(theme.font(TextRole::Small));
        TextPainter{painter, theme, option.rect.left() + rowInset + 12, option.rect.bottom() - metrics::unit - small.descent()}.draw(
            model->row(index).heading, TextRole::Small, colors.muted);
        painter->restore();
        return;
    }
    const bool isCurrent = option.state & QStyle::State_Selected;
    const QRect row = option.rect.adjusted(rowInset, 0, -rowInset, 0);
    if (isCurrent || option.state & QStyle::State_MouseOver) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(isCurrent ? colors.selection : colors.hover);
        painter->drawRoundedRect(row, metrics::radius, metrics::radius);
    }
    entry->icon.paint(painter, QRect(row.left() + 12, row.top(), metrics::icon, row.height()), Qt::AlignCenter, QIcon::Normal,
                      isCurrent ? QIcon::On : QIcon::Off);
    QStringList caps = capsOf(entry->keys);
    if (isCurrent && caps.isEmpty())
        caps.append(QKeySequence(Qt::Key_Enter).toString(QKeySequence::NativeText));
    const int right = paintCaps(painter, row, caps, theme) - metrics::gap;
    const QFontMetrics body(theme.font(TextRole::Body));
    TextPainter line{painter, theme, option.rect.left() + textInset, row.top() + (row.height() - body.height()) / 2 + body.ascent()};
    paintText(line, *entry, model->row(index).parts, right);
    line.x += metrics::gap;
    if (right - line.x > 2 * metrics::paneInset)
        line.draw(QFontMetrics(theme.font(TextRole::Small)).elidedText(entry->note, Qt::ElideRight, right - line.x), TextRole::Small, colors.muted);
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const PaletteModel *>(index.model());
    return {0, metrics::height(model->entry(index) ? rowHeight : headingHeight, option.fontMetrics)};
}

} // namespace longshore
