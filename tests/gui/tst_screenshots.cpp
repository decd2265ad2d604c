// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the real pages with believable data, light and dark, at 1440 x 900. With LONGSHORE_WRITE_SCREENSHOTS=1 the
// pictures go to docs/screenshots, else to a temporary folder. To add a page: a scene function and a row in scenes().
#include "tests/gui/picture.h"
#include "tests/gui/probesamples.h"
#include "tests/gui/shellfixture.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

void firstRun(Shell &shell)
{
    shell.window.setEngine({.mark = Mark::Error, .name = u"No engine"_s, .facts = u"5 places tried"_s});
    ProbeReport podman = probeAbsent();
    podman.candidate.origin = EngineCandidate::Origin::UsualPodman;
    podman.candidate.text = u"unix:///run/user/1000/podman/podman.sock"_s;
    shell.runs->setCount(0);
    shell.window.setFirstRun(true, {.probes = {probeNotSet(), probeDenied(), podman, probeAbsent(), probeSilent()},
                                    .podmanVersion = u"4.3.1"_s,
                                    .triedAt = QDateTime(QDate(2026, 11, 23), QTime(12, 3, 10)),
                                    .milliseconds = 5012});
}

struct Scene {
    const char *name;
    void (*set)(Shell &);
};

const Scene scenes[] = {{"first-run", firstRun}};

} // namespace

class TestScreenshots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void renders_data();
    void renders();

private:
    QTemporaryDir m_folder;
};

void TestScreenshots::initTestCase()
{
    setPictureFont();
}

void TestScreenshots::renders_data()
{
    QTest::addColumn<int>("scene");
    QTest::addColumn<bool>("dark");
    for (int i = 0; i < int(std::size(scenes)); ++i)
        for (const bool dark : {false, true})
            QTest::addRow("%s-%s", scenes[i].name, dark ? "dark" : "light") << i << dark;
}

void TestScreenshots::renders()
{
    QFETCH(int, scene);
    QFETCH(bool, dark);
    QTemporaryDir store;
    Shell shell(store.path());
    shell.theme.setScheme(dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
    shell.window.setMinimumSize(1440, 900); // the offscreen screen is smaller
    shell.window.resize(1440, 900);
    scenes[scene].set(shell);
    QVERIFY(QTest::qWaitForWindowExposed(&shell.window));
    const QImage image = takePicture(shell.window, QString::fromLatin1(QTest::currentDataTag()), m_folder.path());
    QCOMPARE(image.size(), QSize(1440, 900));
    QVERIFY(!isBlank(image));
}

LONGSHORE_GUI_TEST_MAIN(TestScreenshots)
#include "tst_screenshots.moc"
