// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the source to architecture §1 (layers) and §5 (forbidden words). What the include roots cannot stop is
// stopped here. Each rule is tried on a sample that must trip it, so that a rule which matches nothing fails.
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

struct Rule {
    const char *name;
    const char *pattern;
    const char *where;  ///< regular expression on the path below the source folder
    const char *except; ///< paths where the word is at home; empty = nowhere
    const char *sample; ///< a line that breaks the rule
};

constexpr auto ours = "^(app|ui|model|dockerclient)/";

const Rule rules[] = {
    {"layer.upFromDockerclient", R"(#include "(model|ui|app)/)", "^dockerclient/", "", "#include \"model/x.h\""},
    {"layer.upFromModel", R"(#include "(ui|app)/)", "^model/", "", "#include \"ui/x.h\""},
    {"layer.upFromUi", R"(#include "app/)", "^ui/", "", "#include \"app/x.h\""},
    {"layer.engineCallsInUi", R"(#include "dockerclient/(api|streams|transport|engineclient|requester))", "^ui/", "",
     "#include \"dockerclient/api/images.h\""},
    {"layer.relativeInclude", R"(#include\s+"\.\.?/)", "", "", "#include \"../x.h\""},
    {"layer.noGuiBelowUi",
     R"(#include <(QtWidgets|QtGui|QWidget|QIcon|QColor|QPixmap|QImage|QFont|QPainter|QApplication|QGuiApplication)\b)",
     "^(model|dockerclient)/", "", "#include <QtGui/QIcon>"},
    {"layer.noModelLibrariesInClient", R"(#include <(QSql|SQLiteCpp|archive|QSettings))", "^(dockerclient|ui)/", "",
     "#include <SQLiteCpp/Database.h>"},
    {"client.noTranslations", R"(\b(tr|translate)\()", "^dockerclient/", "", "return tr(\"x\");"},
    {"json.notInHeaders", R"(#include <nlohmann/json\.hpp>)", R"(^(app|ui|model|dockerclient)/.*\.h$)",
     "^dockerclient/api/decode\\.h$", "#include <nlohmann/json.hpp>"},
    {"beast.oneSource", R"(#include <boost/(beast|asio))", ours, "^dockerclient/transport/httpparser\\.cpp$", "#include <boost/beast.hpp>"},

    {"word.processEvents", R"(\bprocessEvents\b)", ours, "", "qApp->processEvents();"},
    {"word.nestedEventLoop", R"(\bQEventLoop\b)", ours, "", "QEventLoop loop;"},
    {"word.waitFor",
     R"(\bwaitFor(Finished|Started|ReadyRead|Connected|Disconnected|BytesWritten|NewConnection|Encrypted|Done)\s*\()",
     ours, "", "process.waitForFinished();"},
    {"word.blockingExec", R"((\b(dialog|dlg|menu|box|drag|messageBox)\w*(\.|->)exec\(|Q(Dialog|Menu|MessageBox)::exec\b))",
     "^(ui|app)/", "", "dialog->exec();"},
    {"word.staticDialogs", R"(\bQ(MessageBox::(question|warning|information|critical|about)|InputDialog::get\w+|FileDialog::get\w+)\()",
     "^(ui|app)/", "", "QMessageBox::question(this, t, x);"},
    {"word.sender", R"((?<![:\w.>])sender\(\))", ours, "", "auto *s = sender();"},
    {"word.stringSignals", R"(\b(SIGNAL|SLOT)\()", ours, "", "connect(a, SIGNAL(x()))"},
    {"word.singleton", R"(\bstatic\s+[\w:<>]+\s*[&*]\s*(instance|self|get)\s*\()", ours, "", "static Settings &instance();"},
    {"word.qsettings", R"(\bQSettings\b)", ours, "^model/settings", "QSettings settings;"},
    {"word.qfuture", R"(\b(QFuture|QFutureWatcher|QtConcurrent)\b)", ours, "^model/asynctask\\.h$", "QFuture<int> f;"},
    {"word.richText", R"(\b(setHtml|setMarkdown|insertHtml|appendHtml|Qt::RichText|Qt::AutoText|Qt::MarkdownText)\b)", ours, "",
     "edit->setHtml(text);"},
    {"word.plainTextLabels", R"(\bnew QLabel\b|\bQLabel\s+\w+[;({])", "^(ui|app)/", "^ui/widgets/plainlabel", "auto *l = new QLabel(name);"},
    {"word.plainToolTips", R"((->|\.)setToolTip\()", "^(ui|app)/", "^ui/widgets/", "row->setToolTip(name);"},
    {"word.qDebug", R"(\bqDebug\s*\(\s*\))", ours, "", "qDebug() << x;"},
    {"word.shellOut", R"(\b(std::)?(system|popen)\s*\(\s*["'a-z])", ours, "", "system(\"docker ps\");"},
    {"word.todo", R"(\b(TODO|FIXME|XXX)\b)", "", "^tests/lint/", "// TODO: later"},
    {"word.nakedDelete", R"((^|\s)delete\s+[\w:>-]+;)", ours, "", "    delete thing;"},
    {"file.spdx", "", "", "", ""},
    {"file.length", "", ours, "", ""},
};

QString sourceDir()
{
    return QStringLiteral(LONGSHORE_SOURCE_DIR);
}

QStringList sources()
{
    QStringList found;
    for (const auto &top : {u"app"_s, u"ui"_s, u"model"_s, u"dockerclient"_s, u"tests"_s, u"resources"_s}) {
        QDirIterator it(sourceDir() + u'/' + top, {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            found << QDir(sourceDir()).relativeFilePath(it.next());
    }
    found.sort();
    return found;
}

QStringList linesOf(const QString &path)
{
    QFile file(sourceDir() + u'/' + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n') : QStringList();
}

/// Comments may name a forbidden word; code may not.
QString withoutComment(const QString &line)
{
    const qsizetype at = line.indexOf("//"_L1);
    return at >= 0 && !line.left(at).contains(u'"') ? line.left(at) : line;
}

QStringList breaches(const Rule &rule, const QStringList &files)
{
    const QRegularExpression pattern(QString::fromLatin1(rule.pattern));
    const QRegularExpression where(QString::fromLatin1(rule.where));
    const QRegularExpression except(QString::fromLatin1(rule.except));
    const bool commentsToo = qstrcmp(rule.name, "word.todo") == 0;
    QStringList found;
    for (const QString &path : files) {
        if (!where.match(path).hasMatch() || (*rule.except && except.match(path).hasMatch()))
            continue;
        const QStringList lines = linesOf(path);
        if (qstrcmp(rule.name, "file.spdx") == 0) {
            if (lines.value(0) != u"// SPDX-License-Identifier: GPL-3.0-or-later"_s)
                found << path;
        } else if (qstrcmp(rule.name, "file.length") == 0) {
            if (lines.size() > 501)
                found << u"%1: %2 lines"_s.arg(path).arg(lines.size() - 1);
        } else {
            for (qsizetype i = 0; i < lines.size(); ++i)
                if (pattern.match(commentsToo ? lines[i] : withoutComment(lines[i])).hasMatch())
                    found << u"%1:%2: %3"_s.arg(path).arg(i + 1).arg(lines[i].trimmed());
        }
    }
    return found;
}

} // namespace

class TestLint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sourcesHold_data()
    {
        QTest::addColumn<int>("rule");
        for (int i = 0; i < int(std::size(rules)); ++i)
            QTest::newRow(rules[i].name) << i;
    }
    void sourcesHold()
    {
        QFETCH(int, rule);
        const QStringList files = sources();
        QVERIFY2(files.size() > 10, "the source folder was not found");
        const QStringList found = breaches(rules[rule], files);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }
    void samplesTrip_data() { sourcesHold_data(); }
    void samplesTrip()
    {
        QFETCH(int, rule);
        if (*rules[rule].pattern) {
            const QRegularExpression pattern(QString::fromLatin1(rules[rule].pattern));
            QVERIFY(pattern.isValid());
            QVERIFY(pattern.match(QString::fromLatin1(rules[rule].sample)).hasMatch());
        }
    }
};

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
