// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/session.h"
#include "model/images/imageinspector.h"
#include "model/images/imagetreemodel.h"
#include "model/tasks/tasklist.h"
#include "tests/gui/lighttheme.h"
#include "tests/gui/picture.h"
#include "tests/support/imagearchives.h"
#include "tests/support/imagefixtures.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"
#include "ui/images/files/imagefilestab.h"
#include "ui/images/files/imagelayerstab.h"
#include "ui/images/files/readingpanel.h"
#include "ui/images/imageinspecttab.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filepreviewpane.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/statepage.h"

#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray sitePackages = "usr/local/lib/python3.12/site-packages/";

QByteArrayList layersOfDemo()
{
    TarBuilder base, apt, requirements, pip, source;
    base.directory("etc/").file("etc/passwd", "root:x:0:0\n").directory("usr/").directory("usr/local/").directory("usr/local/lib/");
    base.file(sitePackages + "certifi/cacert.pem", QByteArray(280'000, 'c')).file(sitePackages + "old.py", "old").file("usr/bin/python3", QByteArray(4'000'000, 'p'), 0755);
    apt.file("usr/bin/git", QByteArray(2'000'000, 'g'), 0755).file("var/lib/apt/lists/debian", QByteArray(900'000, 'l')).symlink("bin", "usr/bin");
    requirements.file("code/requirements.txt", "keboola.component\n");
    pip.file(sitePackages + "keboola/component/__init__.py", QByteArray(312, '#')).file(sitePackages + "keboola/component/base.py", QByteArray(14'200, '#'));
    pip.file(sitePackages + "keboola/component/interface.py", QByteArray(61'800, '#')).file(sitePackages + "certifi/cacert.pem", QByteArray(294'000, 'c'));
    pip.file(sitePackages + ".wh.old.py", "").file("usr/local/bin/normalizer", QByteArray(223, 'n'), 0755);
    for (int i = 0; i < 40; ++i)
        pip.file(sitePackages + "requests/module" + QByteArray::number(i) + ".py", QByteArray(10'000, 'r'));
    source.file("code/main.py", "print('hello')\n").file("code/table.csv", "id,name\n1,a\n2,b\n");
    return {base.bytes(), apt.bytes(), requirements.bytes(), pip.bytes(), source.bytes()};
}

/// Both tabs over an image whose index is there already, or is not; no engine answers.
struct Shown {
    explicit Shown(bool isKept = true)
    {
        model.applySnapshot(data.images);
        const QModelIndex index = model.find(u"longshore/demo-text-splitter:1.0.0"_s);
        tag = *model.tag(index);
        ImageDetails details;
        details.id = tag.image;
        details.layers = {u"l1"_s, u"l2"_s, u"l3"_s, u"l4"_s, u"l5"_s};
        model.setDetails(tag.image, details);
        int shared = 4;
        for (const ImageSummary &other : data.images) {
            if (other.id == tag.image || shared == 0)
                continue;
            ImageDetails of;
            of.id = other.id;
            of.layers = shared > 2 ? QStringList{u"l1"_s, u"l2"_s} : QStringList{u"l1"_s};
            model.setDetails(other.id, of);
            --shared;
        }
        if (isKept && !ImageIndexFolder(folder.path()).write(tag.image, inPieces(imageArchive(layersOfDemo(), ArchiveLayout::DockerOci)), {}))
            qFatal("no index");
        layers.resize(870, 680);
        all.resize(870, 680);
    }
    void showLayers()
    {
        layers.showImage(tag);
        layers.show();
        QList<ImageHistoryEntry> history;
        const auto step = [&history](const QString &text, qint64 size) {
            ImageHistoryEntry entry;
            entry.createdBy = text;
            entry.size = size;
            history.prepend(entry);
        };
        step(u"/bin/sh -c #(nop) ADD rootfs.tar.xz / # debian bookworm"_s, 4'280'014);
        step(u"ENV PYTHON_VERSION=3.12.4"_s, 0);
        step(u"RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends git # buildkit"_s, 2'900'000);
        step(u"WORKDIR /code"_s, 0);
        step(u"COPY requirements.txt /code/ # buildkit"_s, 18);
        step(u"RUN /bin/sh -c pip install --no-cache-dir -r requirements.txt # buildkit"_s, 770'535);
        step(u"COPY ./src /code # buildkit"_s, 31);
        step(u"CMD [\"python3\", \"-u\", \"/code/main.py\"]"_s, 0);
        Q_EMIT files.historyRead(tag.image, history);
    }
    QTreeView *list() { return layers.findChild<QTreeView *>(u"layersList"_s); }
    void choose(int number)
    {
        for (int row = 0; row < list()->model()->rowCount(); ++row) {
            if (list()->model()->index(row, 0).data().toString() == QString::number(number))
                list()->setCurrentIndex(list()->model()->index(row, 0));
        }
    }
    static ImageFilesPane *pane(QWidget &tab) { return tab.findChild<ImageFilesPane *>(); }
    static QString text(QWidget &tab, const QString &name) { return tab.findChild<QLabel *>(name)->text(); }

    QTemporaryDir folder;
    ImageFixtures data = ImageFixtures::mockup();
    ImageTreeModel model;
    EngineSession session{EngineEnvironment()};
    TaskList tasks;
    ImageFiles files{session, tasks, folder.path()};
    ImageTag tag;
    ImageLayersTab layers{files, model};
    ImageFilesTab all{files, model};
};

} // namespace

/// The Layers and Files tabs.
class tst_ImageFileTabs : public QObject
{
    Q_OBJECT

    LightTheme m_theme;

private Q_SLOTS:
    void initTestCase() { setPictureFont(); }

    void A4_39_stepsWithSizesAndWhoSharesThem()
    {
        Shown shown;
        shown.showLayers();
        const QAbstractItemModel *model = shown.list()->model();
        QCOMPARE(model->rowCount(), 8);
        const auto text = [&](int row, int column) { return model->index(row, column).data().toString(); };
        QCOMPARE(text(0, ImageLayersModel::SharedColumn), u"metadata only"_s);
        QCOMPARE(text(2, ImageLayersModel::InstructionColumn), u"RUN pip install --no-cache-dir -r requirements.txt"_s);
        QCOMPARE(text(2, ImageLayersModel::SharedColumn), u"own"_s);
        QCOMPARE(text(5, ImageLayersModel::SharedColumn), u"2 images"_s);
        QCOMPARE(text(7, ImageLayersModel::SharedColumn), u"4 images"_s);
        QCOMPARE(shown.list()->currentIndex().row(), 1); // the last that has files
    }

    void A4_40_filesOfTheChosenLayer()
    {
        Shown shown;
        shown.showLayers();
        shown.choose(6);
        QCOMPARE(shown.text(shown.layers, u"filesTitle"_s), u"Files in layer 6"_s);
        QCOMPARE(shown.text(shown.layers, u"filesFacts"_s), u"48 added · 1 changed · 1 removed"_s);
        ImageFilesModel &model = Shown::pane(shown.layers)->model();
        QVERIFY(model.find(sitePackages + "keboola/component/base.py").isValid());
        QVERIFY(!model.find("etc/passwd").isValid());
        shown.choose(8);
        QCOMPARE(shown.text(shown.layers, u"filesTitle"_s), u"Files"_s);
    }

    void A4_41_mergedUpToTheChosenLayer()
    {
        Shown shown;
        shown.showLayers();
        shown.choose(6);
        auto *merged = shown.layers.findChild<QToolButton *>(u"mergedLayers"_s);
        merged->setFocus();
        QTest::keyClick(merged, Qt::Key_Space);
        ImageFilesModel &model = Shown::pane(shown.layers)->model();
        QCOMPARE(shown.text(shown.layers, u"filesTitle"_s), u"Files up to layer 6"_s);
        QVERIFY(model.find("etc/passwd").isValid());
        QVERIFY(!model.find("code/main.py").isValid());
        QVERIFY(!model.find(sitePackages + "old.py").isValid());
        shown.choose(7);
        QVERIFY(model.find("code/main.py").isValid());
    }

    void A4_43_filesTabTellsWaste()
    {
        Shown shown;
        shown.all.showImage(shown.tag);
        shown.all.show();
        QVERIFY2(shown.text(shown.all, u"filesFacts"_s).contains(u"574 kB in copies of 2 files"_s), qPrintable(shown.text(shown.all, u"filesFacts"_s)));
        QVERIFY(Shown::pane(shown.all)->model().find("code/main.py").isValid());
    }

    void A4_44_whatCannotBeReadIsSaid()
    {
        Shown shown;
        shown.all.showImage(shown.tag);
        shown.all.show();
        ImageFilesPane *pane = Shown::pane(shown.all);
        pane->tree()->setCurrentIndex(pane->model().find("code"));
        QVERIFY(shown.text(shown.all, u"previewSentence"_s).startsWith(u"A folder"_s));
        pane->tree()->setCurrentIndex(pane->model().find("code/main.py"));
        QTRY_VERIFY(shown.text(shown.all, u"previewSentence"_s) != u"Reading…"_s); // no engine answers
        pane->tree()->setCurrentIndex(pane->model().find("bin"));
        QTRY_VERIFY(shown.text(shown.all, u"previewSentence"_s).contains(u"no file"_s)); // it leads to a folder
    }

    void A4_45_exportByKeyboard()
    {
        Shown shown;
        shown.all.showImage(shown.tag);
        shown.all.show();
        ImageFilesPane *pane = Shown::pane(shown.all);
        pane->tree()->setCurrentIndex(pane->model().find("code/main.py"));
        auto *button = pane->findChild<QPushButton *>(u"exportButton"_s);
        QVERIFY(button->isEnabled());
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        auto *dialog = pane->findChild<QFileDialog *>(u"exportFilesDialog"_s);
        QVERIFY(dialog);
        QVERIFY(dialog->selectedFiles().value(0).endsWith(u"/main.py"_s));
        dialog->close();
        pane->tree()->setFocus();
        pane->findChild<QAction *>(u"copyFilePath"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"/code/main.py"_s);
        pane->tree()->setCurrentIndex(pane->model().find("bin"));
        QVERIFY(!button->isEnabled());
    }

    void A4_47_namesOfTheWholeImage_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("count");
        QTest::newRow("one") << u"main.py"_s << u"1 name"_s;
        QTest::newRow("many") << u"*.py"_s << u"44 names"_s;
        QTest::newRow("none") << u"nonsense ((*"_s << u"0 names"_s;
    }
    void A4_47_namesOfTheWholeImage()
    {
        QFETCH(QString, text);
        Shown shown;
        shown.all.showImage(shown.tag);
        shown.all.show();
        ImageFilesPane *pane = Shown::pane(shown.all);
        pane->findChild<QAction *>(u"findNames"_s)->trigger();
        auto *field = pane->findChild<FilterField *>();
        QVERIFY(field->isVisible());
        QTest::keyClicks(field->lineEdit(), text);
        QFETCH(QString, count);
        QTRY_VERIFY(field->findChildren<QLabel *>().size() > 0 && countOf(field) == count);
        QCOMPARE(pane->model().rowCount() > 0, count != u"0 names"_s);
        pane->findChild<QAction *>(u"findNames"_s)->trigger();
        QVERIFY(!field->isVisible());
        QTRY_VERIFY(pane->model().rowCount() > 3);
    }

    /// What is chosen and what is open stay so, and with them what the preview and the export are about.
    void A4_47_choiceAndFoldersSurviveAFilter()
    {
        Shown shown;
        shown.showLayers();
        shown.choose(6);
        ImageFilesPane *pane = Shown::pane(shown.layers);
        const QByteArray chosen = sitePackages + "keboola/component/base.py";
        pane->tree()->setCurrentIndex(pane->model().find(chosen));
        pane->tree()->collapse(pane->model().find(sitePackages + "certifi"));
        const auto state = [&] {
            const QModelIndex at = pane->tree()->currentIndex();
            return std::tuple(at.data().toString(), at.parent().isValid() && pane->tree()->isExpanded(at.parent()),
                              pane->tree()->isExpanded(pane->model().find(sitePackages + "certifi")), pane->findChild<QAction *>(u"exportFiles"_s)->text());
        };
        const auto before = state();
        QCOMPARE(before, std::tuple(u"base.py"_s, true, false, u"Export base.py…"_s));
        pane->findChild<QAction *>(u"showUnchanged"_s)->trigger();
        QCOMPARE(state(), before);
        pane->findChild<QAction *>(u"showUnchanged"_s)->trigger();
        QCOMPARE(state(), before);
        pane->findChild<QAction *>(u"findNames"_s)->trigger();
        auto *field = pane->findChild<FilterField *>();
        QTest::keyClicks(field->lineEdit(), u"*.py"_s);
        QTRY_COMPARE(countOf(field), u"44 names"_s);
        QCOMPARE(pane->tree()->currentIndex().data().toString(), u"base.py"_s);
        pane->findChild<QAction *>(u"findNames"_s)->trigger();
        QTRY_COMPARE(state(), before);

        // One that the filter hides is not exported, and comes back with what it was hidden with.
        pane->findChild<QAction *>(u"findNames"_s)->trigger();
        QTest::keyClicks(field->lineEdit(), u"normalizer"_s);
        QTRY_COMPARE(countOf(field), u"1 name"_s);
        QCOMPARE(pane->findChild<QAction *>(u"exportFiles"_s)->text(), u"Export all…"_s);
        QVERIFY(shown.text(shown.layers, u"previewSentence"_s).startsWith(u"Choose a file"_s));
        pane->findChild<QAction *>(u"findNames"_s)->trigger();
        QTRY_COMPARE(state(), before);
    }

    /// The dialog of an export stands while other images are looked at.
    void A4_45_exportsWhatWasChosenWhenAsked()
    {
        Shown shown;
        shown.all.showImage(shown.tag);
        shown.all.show();
        ImageFilesPane *pane = Shown::pane(shown.all);
        pane->tree()->setCurrentIndex(pane->model().find("code/main.py"));
        pane->findChild<QAction *>(u"exportFiles"_s)->trigger();
        shown.all.showImage({});
        Q_EMIT pane->findChild<QFileDialog *>(u"exportFilesDialog"_s)->fileSelected(shown.folder.filePath(u"out.py"_s));
        QCOMPARE(shown.tasks.tasks().size(), 1);
        QCOMPARE(shown.tasks.tasks().first()->title(), u"Export /code/main.py of longshore/demo-text-splitter:1.0.0"_s);
    }

    /// Arrow keys over a list of images read none of those that are passed.
    void A4_48_passedImagesAreNotRead()
    {
        Shown shown(false);
        QSignalSpy failed(&shown.files, &ImageFiles::failed); // no engine answers whoever asks
        shown.all.show();
        const ImageTag other = *shown.model.tag(shown.model.find(u"quay.io/keboola/python-transformation:1.4.8"_s));
        for (const ImageTag &tag : {shown.tag, other, shown.tag, other})
            shown.all.showImage(tag);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<ImageId>(), other.image);
        QCOMPARE(shown.all.findChild<StatePage *>()->state(), StatePage::State::Error);
        shown.all.showImage(shown.tag);
        shown.all.hide();
        shown.all.showImage({});
        QVERIFY(!QTest::qWaitFor([&failed] { return failed.size() > 1; }, 600));
    }

    /// "Show secrets" was asked for one file.
    void A5_184_secretsAreShownForOneFile()
    {
        FilePreviewPane preview;
        preview.resize(500, 400);
        QSignalSpy drawn(&preview, &FilePreviewPane::shown);
        const auto load = []() -> Result<FilePreview> { return makePreview(u"config.json"_s, {"{\"#token\":\"s3cret\"}", 19}); };
        const auto value = [&preview] { return preview.findChild<QTreeView *>(u"jsonTree"_s)->model()->index(0, 1).data().toString(); };
        preview.show(u"config.json"_s, load);
        QVERIFY(drawn.wait());
        preview.findChild<QAction *>(u"showSecrets"_s)->trigger();
        QCOMPARE(value(), u"s3cret"_s);
        preview.show(u"config.json"_s, load);
        QVERIFY(drawn.wait());
        QVERIFY(!value().contains(u"s3cret"_s));
        QVERIFY(!preview.findChild<QAction *>(u"showSecrets"_s)->isChecked());
        preview.clear(u"Nothing"_s);
        QVERIFY(!preview.findChild<QLabel *>(u"previewName"_s)->isVisibleTo(&preview));
    }

    void A4_48_withoutAnEngineItSaysSo()
    {
        Shown shown(false);
        shown.all.showImage(shown.tag);
        shown.all.show();
        auto *states = shown.all.findChild<StatePage *>();
        QTRY_COMPARE(states->state(), StatePage::State::Error);
        shown.layers.showImage(shown.tag);
        shown.layers.show();
        QTRY_COMPARE(shown.layers.findChild<StatePage *>()->state(), StatePage::State::Error);
    }

    void A5_64_inspectWithoutAnEngineSaysSo()
    {
        Shown shown;
        ImageInspector inspector(shown.session);
        ImageInspectTab tab(inspector);
        QSignalSpy failed(&inspector, &ImageInspector::failed);
        tab.showImage(shown.tag);
        auto *states = tab.findChild<StatePage *>();
        QTRY_COMPARE(states->state(), StatePage::State::Error);
        tab.findChild<QAction *>(u"inspectAgain"_s)->trigger();
        QCOMPARE(states->state(), StatePage::State::Loading);
        QTRY_COMPARE(failed.size(), 2);
        QCOMPARE(states->state(), StatePage::State::Error);
    }

    void A4_48_progressAndCancel()
    {
        TaskList tasks;
        Task *task = tasks.add(u"Read the files of a/b:1"_s);
        ReadingPanel panel;
        panel.resize(500, 300);
        panel.setTask(task);
        panel.show();
        QVERIFY(shown(panel).startsWith(u"The engine puts the image together"_s));
        task->setProgress(412'000'000, 1'200'000'000);
        QCOMPARE(shown(panel), u"412 MB of about 1.20 GB"_s);
        const QTemporaryDir folder;
        QVERIFY(!isBlank(takePicture(panel, u"image-reading-light"_s, folder.path())));
        auto *cancel = panel.findChild<QPushButton *>(u"filesReadingCancel"_s);
        cancel->setFocus();
        QTest::keyClick(cancel, Qt::Key_Space);
        QVERIFY(task->isCancelRequested());
        task->markCancelled();
    }

    void A4_42_keysHideMarks()
    {
        Shown shown;
        shown.showLayers();
        shown.choose(6);
        ImageFilesPane *pane = Shown::pane(shown.layers);
        pane->tree()->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&shown.layers));
        QTest::keyClick(pane->tree(), Qt::Key_A, Qt::ControlModifier);
        QVERIFY(!pane->model().find(sitePackages + "keboola").isValid());
        QVERIFY(pane->model().find(sitePackages + "certifi/cacert.pem").isValid());
        QTest::keyClick(pane->tree(), Qt::Key_M, Qt::ControlModifier);
        QVERIFY(!pane->model().find(sitePackages + "certifi/cacert.pem").isValid());
        QVERIFY(pane->model().find(sitePackages + "old.py").isValid());
        QTest::keyClick(pane->tree(), Qt::Key_G, Qt::ControlModifier);
        QVERIFY(!pane->model().find(sitePackages + "old.py").isValid());
    }

    void A4_48_cancelledSaysSo()
    {
        Shown shown(false);
        shown.all.showImage(shown.tag);
        shown.all.show();
        Q_EMIT shown.files.failed(shown.tag.image, Error::cancelled(u"read"_s));
        QCOMPARE(shown.all.findChild<StatePage *>()->state(), StatePage::State::Empty);
        shown.all.showImage({});
        shown.all.showImage(shown.tag);
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        m_theme.theme.setScheme(dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        Shown shown;
        shown.showLayers();
        shown.choose(6);
        ImageFilesPane *pane = Shown::pane(shown.layers);
        pane->tree()->expandToDepth(6);
        pane->tree()->setCurrentIndex(pane->model().find(sitePackages + "keboola/component/base.py"));
        shown.files.stopHead();
        auto *preview = pane->findChild<FilePreviewPane *>();
        QSignalSpy drawn(preview, &FilePreviewPane::shown);
        const QByteArray source = QByteArray("import json\nimport logging\n\nclass ComponentBase(ABC):\n    pass\n").leftJustified(14'200, '\n');
        preview->show(u"base.py"_s, [source]() -> Result<FilePreview> { return makePreview(u"base.py"_s, {source, source.size()}); });
        QVERIFY(drawn.wait());
        const QTemporaryDir folder;
        const QString tail = dark ? u"-dark"_s : u"-light"_s;
        QVERIFY(!isBlank(takePicture(shown.layers, u"image-layers"_s + tail, folder.path())));
        shown.all.showImage(shown.tag);
        shown.all.show();
        QVERIFY(!isBlank(takePicture(shown.all, u"image-files"_s + tail, folder.path())));
        m_theme.theme.setScheme(Theme::Scheme::Light);
    }

private:
    static QString shown(const ReadingPanel &panel) { return panel.findChild<QLabel *>(u"filesReadingProgress"_s)->text(); }
    static QString countOf(FilterField *field)
    {
        for (const QLabel *label : field->findChildren<QLabel *>()) {
            if (label->text().contains(u"name"_s))
                return label->text();
        }
        return {};
    }
};

LONGSHORE_GUI_TEST_MAIN(tst_ImageFileTabs)
#include "tst_imagefiletabs.moc"
