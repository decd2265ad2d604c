// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of the visual guide, computed: every text colour on every ground it can stand on.
#include "tests/support/testmain.h"
#include "ui/shell/overlay.h"
#include "ui/theme/icons.h"
#include "ui/theme/marks.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QStyle>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QImage drawn(Mark mark, const Colors &colors, int side)
{
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(colors.base);
    QPainter painter(&image);
    paintMark(&painter, image.rect(), mark, colors);
    return image;
}

const QList<Mark> allMarks{Mark::Success, Mark::Error, Mark::Warning, Mark::OutOfMemory, Mark::TimedOut,
                           Mark::Cancelled, Mark::Running, Mark::Waiting, Mark::Note};

/// Where anything was painted, whatever its colour.
QImage shapeOf(Mark mark)
{
    Colors mono = Colors::from(lightPalette());
    for (QColor *c : {&mono.success, &mono.error, &mono.warning, &mono.muted, &mono.accent})
        *c = Qt::black;
    return drawn(mark, mono, 16);
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ratiosAgainstBase_data();
    void ratiosAgainstBase();
    void everyTextIsReadable_data();
    void everyTextIsReadable();
    void tintsAreReadable_data() { everyTextIsReadable_data(); }
    void tintsAreReadable();
    void selectionTint();
    void schemeChangesPaletteAndColours();
    void fontsAreRelative();
    void linesArePlainAndFollowTheFont();
    void linesAreLaidOutOnce();
    void heightsGrowWithTheFont();
    void dialogButtonsHaveNoIcons();
    void popUpsStandOut();
    void marksDifferByShape();
    void iconsFollowThePalette();
    void foreignPaletteStaysReadable();
};

void TestTheme::ratiosAgainstBase_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QColor>("colour");
    QTest::addColumn<double>("ratio");
    for (const bool dark : {false, true}) {
        const Colors c = Colors::from(dark ? darkPalette() : lightPalette());
        const auto row = [dark](const char *name, const QColor &colour, double light, double darkRatio) {
            QTest::addRow("%s/%s", dark ? "dark" : "light", name) << dark << colour << (dark ? darkRatio : light);
        };
        row("text", c.text, 16.6, 14.2);
        row("muted", c.muted, 6.4, 7.2);
        row("accent", c.accent, 6.2, 8.9);
        row("border", c.border, 3.6, 3.7);
        row("success", c.success, 5.8, 8.6);
        row("warning", c.warning, 6.3, 8.9);
        row("error", c.error, 6.5, 7.8);
        row("stderr", c.stderrMark, 5.8, 8.9);
        row("violet", c.violet, 7.0, 8.8);
        row("cyan", c.cyan, 6.2, 9.4);
    }
}

void TestTheme::ratiosAgainstBase()
{
    QFETCH(bool, dark);
    QFETCH(QColor, colour);
    QFETCH(double, ratio);
    const double found = contrastRatio(colour, Colors::from(dark ? darkPalette() : lightPalette()).base);
    QVERIFY2(qAbs(found - ratio) <= 0.1, qPrintable(QString::number(found)));
}

void TestTheme::everyTextIsReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestTheme::everyTextIsReadable()
{
    QFETCH(bool, dark);
    const Colors c = Colors::from(dark ? darkPalette() : lightPalette());
    for (const QColor &text : {c.text, c.muted, c.accent, c.success, c.warning, c.error, c.stderrMark, c.violet, c.cyan})
        for (const QColor &ground : {c.base, c.window, c.selection})
            QVERIFY2(contrastRatio(text, ground) >= 4.5,
                     qPrintable(u"%1 on %2: %3"_s.arg(text.name(), ground.name()).arg(contrastRatio(text, ground))));
    QVERIFY(contrastRatio(c.onAccent, c.accentFill) >= 4.5);
    QVERIFY(contrastRatio(c.border, c.base) >= 3);
    for (const QColor &ground : {c.hairline, c.base, c.window}) // a progress bar: on its groove, in a page and in a pop-up
        QVERIFY2(contrastRatio(c.accent, ground) >= 3, qPrintable(u"%1 on %2"_s.arg(c.accent.name(), ground.name())));
    QVERIFY(contrastRatio(c.text, c.match) >= 4.5);
    QVERIFY(contrastRatio(c.text, c.matchCurrent) >= 4.5);
}

void TestTheme::tintsAreReadable()
{
    QFETCH(bool, dark);
    const Colors c = Colors::from(dark ? darkPalette() : lightPalette());
    for (const QColor &colour : {c.success, c.warning, c.error}) {
        const QColor tint = c.tint(colour);
        QVERIFY2(contrastRatio(c.text, tint) >= 9.7, qPrintable(QString::number(contrastRatio(c.text, tint))));
        QVERIFY2(contrastRatio(c.muted, tint) >= 4.8, qPrintable(QString::number(contrastRatio(c.muted, tint))));
        QVERIFY2(contrastRatio(colour, tint) >= 4.7, qPrintable(QString::number(contrastRatio(colour, tint))));
    }
}

void TestTheme::selectionTint()
{
    QCOMPARE(Colors::from(lightPalette()).selection, QColor(0xDE, 0xE9, 0xF2));
    const QColor dark = Colors::from(darkPalette()).selection;
    QVERIFY2(qAbs(dark.red() - 0x1D) <= 1 && qAbs(dark.green() - 0x39) <= 1 && qAbs(dark.blue() - 0x53) <= 1, qPrintable(dark.name()));
}

void TestTheme::schemeChangesPaletteAndColours()
{
    Theme theme(qApp, Theme::Scheme::Light);
    QSignalSpy changed(&theme, &Theme::changed);
    QCOMPARE(QApplication::palette().color(QPalette::Base), QColor(Qt::white));
    theme.setScheme(Theme::Scheme::Dark);
    QCOMPARE(changed.count(), 1);
    QVERIFY(theme.colors().dark);
    QCOMPARE(QApplication::palette().color(QPalette::Base), QColor(0x16191D));
    QCOMPARE(QApplication::palette().color(QPalette::Link), QColor(0x7DBEF5));
    QCOMPARE(QApplication::palette().color(QPalette::Highlight), QColor(0x2A78BC));
}

void TestTheme::fontsAreRelative()
{
    Theme theme(qApp, Theme::Scheme::Light);
    const double before = QApplication::font().pointSizeF();
    QCOMPARE(theme.font(TextRole::Title).pointSizeF(), before * 1.6);
    QCOMPARE(theme.font(TextRole::Small).pointSizeF(), before * 0.9);
    QCOMPARE(theme.font(TextRole::Heading).weight(), int(QFont::DemiBold));
    theme.setFontScale(1.4);
    QVERIFY(qAbs(QApplication::font().pointSizeF() - before * 1.4) < 0.1);
    theme.setFontScale(100);
    QCOMPARE(theme.fontScale(), 2.0);
    theme.setFontScale(1.0);
    QVERIFY(qAbs(QApplication::font().pointSizeF() - before) < 0.01);
}

void TestTheme::linesArePlainAndFollowTheFont()
{
    Theme theme(qApp);
    const QString text = u"<b>quay.io</b>/acme"_s;
    const auto wanted = [&] { return QFontMetrics(theme.font(TextRole::Body)).horizontalAdvance(text); };
    const LineCache::Line line = theme.line(TextRole::Body, text);
    QCOMPARE(line.width, wanted()); // its tags have room, so they are shown (A02)
    QVERIFY(qAbs(line.text.size().width() - line.width) <= 1);
    QCOMPARE(theme.line(TextRole::Heading, text).width, QFontMetrics(theme.font(TextRole::Heading)).horizontalAdvance(text));

    theme.setFontScale(2.0);
    QCOMPARE(theme.line(TextRole::Body, text).width, wanted());
    QVERIFY(theme.line(TextRole::Body, text).width > line.width);
}

void TestTheme::linesAreLaidOutOnce()
{
    LineCache cache;
    const QFont font = QApplication::font();
    QFont other = font;
    other.setPointSizeF(other.pointSizeF() * 3);
    const int width = cache.line(0, font, u"1.0.0"_s).width;
    QCOMPARE(cache.line(0, other, u"1.0.0"_s).width, width); // what was kept is taken, whatever comes with it
    QVERIFY(cache.line(1, other, u"1.0.0"_s).width > width);
    cache.clear();
    QVERIFY(cache.line(0, other, u"1.0.0"_s).width > width);

    const QString whole(100'000, u'x'); // too long to be kept, shown all the same
    QVERIFY(cache.line(0, font, whole).width > 100'000);
    QVERIFY(cache.line(0, other, whole).width > 2 * cache.line(0, font, whole).width);
}

void TestTheme::heightsGrowWithTheFont()
{
    Theme theme(qApp, Theme::Scheme::Light);
    QPushButton button(u"Run"_s);
    QCOMPARE(button.sizeHint().height(), metrics::button);
    theme.setFontScale(2.0);
    QCOMPARE(button.sizeHint().height(), qMax(metrics::button, button.fontMetrics().height() + 8));
    QVERIFY(button.sizeHint().height() > metrics::button);
    theme.setFontScale(1.0);
}

/// The desktop's icons have colours of their own: a red cross on Cancel.
void TestTheme::dialogButtonsHaveNoIcons()
{
    Theme theme(qApp, Theme::Scheme::Light);
    const QDialogButtonBox box(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Close | QDialogButtonBox::Apply);
    QCOMPARE(box.style()->styleHint(QStyle::SH_DialogButtonBox_ButtonsHaveIcons, nullptr, &box), 0);
    for (const QAbstractButton *button : box.buttons())
        QVERIFY2(button->icon().isNull(), qPrintable(button->text()));
}

/// A dark pop-up is lighter than the page that it dims; what is done of a task is in the accent.
void TestTheme::popUpsStandOut()
{
    QProgressBar bar;
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        Theme theme(qApp, scheme);
        QWidget window;
        window.resize(200, 200);
        auto *panel = new QWidget;
        Overlay overlay(panel, &window);
        window.show();
        overlay.open(QRect(50, 50, 100, 100), panel);
        QCOMPARE(window.grab().toImage().pixelColor(100, 100), theme.colors().dark ? QColor(0x1F2328) : QColor(Qt::white));
        bar.setRange(0, 2);
        bar.setValue(1);
        bar.setTextVisible(false);
        bar.resize(100, 6);
        QCOMPARE(bar.grab().toImage().pixelColor(20, 3), theme.colors().accent);
    }
}

void TestTheme::marksDifferByShape()
{
    for (const Mark a : allMarks)
        for (const Mark b : allMarks)
            if (a != b)
                QVERIFY2(shapeOf(a) != shapeOf(b), qPrintable(u"%1 looks like %2"_s.arg(int(a)).arg(int(b))));
    const Colors light = Colors::from(lightPalette());
    for (const Mark mark : allMarks)
        QVERIFY2(contrastRatio(markColor(mark, light), light.base) >= 4.5, qPrintable(QString::number(int(mark))));
}

void TestTheme::iconsFollowThePalette()
{
    Theme theme(qApp, Theme::Scheme::Light);
    const QIcon icon = Icons::get(u"package"_s);
    const QColor light = icon.pixmap(16).toImage().pixelColor(7, 4);
    theme.setScheme(Theme::Scheme::Dark);
    const QColor dark = icon.pixmap(16).toImage().pixelColor(7, 4);
    QCOMPARE(light, Colors::from(lightPalette()).icon);
    QCOMPARE(dark, Colors::from(darkPalette()).icon);
    QCOMPARE(icon.pixmap(16, QIcon::Normal, QIcon::On).toImage().pixelColor(7, 4), theme.colors().accent);
}

void TestTheme::foreignPaletteStaysReadable()
{
    QPalette faint = lightPalette();
    faint.setColor(QPalette::PlaceholderText, QColor(0, 0, 0, 80)); // as many platforms give it
    const Colors c = Colors::from(faint);
    QVERIFY(contrastRatio(c.muted, c.window) >= 4.5);
}

LONGSHORE_GUI_TEST_MAIN(TestTheme)
#include "tst_theme.moc"
