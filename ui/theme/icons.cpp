// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"
#include "ui/theme/colors.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// Takes only the shape of its source; the colour is looked up when painting, so a palette change needs no new icons.
class TintedIcon : public QIconEngine
{
public:
    explicit TintedIcon(QString name)
        : m_name(std::move(name))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const double ratio = painter->device()->devicePixelRatio();
        const int side = qMin(rect.width(), rect.height()); // never stretched
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        painter->drawPixmap(square, tinted(square.size() * ratio, mode, state));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override { return tinted(size, mode, state); }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return tinted(size, mode, state);
    }
    QIconEngine *clone() const override { return std::make_unique<TintedIcon>(m_name).release(); }
    QString key() const override { return u"longshore"_s; }
    QString iconName() override { return m_name; }

private:
    static QColor colourOf(QIcon::Mode mode, QIcon::State state)
    {
        const Colors colors = Colors::from(QGuiApplication::palette());
        if (mode == QIcon::Selected)
            return colors.onAccent;
        if (mode == QIcon::Disabled)
            return blend(colors.muted, colors.base, 0.6);
        return state == QIcon::On ? colors.accent : colors.icon;
    }

    QPixmap tinted(const QSize &size, QIcon::Mode mode, QIcon::State state) const
    {
        const QColor colour = colourOf(mode, state);
        const QString key = u"longshore-icon/%1/%2x%3/%4"_s.arg(m_name).arg(size.width()).arg(size.height()).arg(colour.rgb(), 0, 16);
        QPixmap shape;
        if (QPixmapCache::find(key, &shape))
            return shape;
        shape = QPixmap(size);
        shape.fill(Qt::transparent);
        QPainter painter(&shape);
        if (const QString own = u":/icons/%1.svg"_s.arg(m_name); !QIcon::hasThemeIcon(m_name)) {
            QSvgRenderer renderer(own);
            renderer.render(&painter, QRectF(QPointF(), size));
        } else {
            QIcon::fromTheme(m_name).paint(&painter, QRect(QPoint(), size));
        }
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(shape.rect(), colour);
        painter.end();
        QPixmapCache::insert(key, shape);
        return shape;
    }

    QString m_name;
};

} // namespace

QIcon Icons::get(const QString &name)
{
    return QIcon(std::make_unique<TintedIcon>(name).release()); // QIcon owns its engine
}

} // namespace longshore
