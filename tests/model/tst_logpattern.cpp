// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/lineform.h"
#include "model/logs/logpattern.h"
#include "tests/support/logfixtures.h"
#include "tests/support/testmain.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

QByteArray joined(const QByteArrayList &lines)
{
    return lines.join('\n') + '\n';
}

LogMatcher matcherOf(const LogPattern &pattern)
{
    auto compiled = LogMatcher::compile(pattern);
    if (!compiled)
        qFatal("%s", qPrintable(compiled.error().sentence()));
    return *compiled;
}

std::vector<quint32> scanned(const LogMatcher &matcher, const QByteArray &text)
{
    LineHits hits;
    matcher.scan(text, 0, {}, &hits);
    return hits.lines;
}

/// Line by line, by PCRE2's interpreter, with nothing of ours but the options' meaning.
std::vector<quint32> reference(const QByteArray &pattern, bool caseSensitive, const QByteArrayList &lines)
{
    int error = 0;
    std::size_t at = 0;
    pcre2_code *code = pcre2_compile(PCRE2_SPTR(pattern.constData()), std::size_t(pattern.size()),
                                     PCRE2_UTF | PCRE2_UCP | (caseSensitive ? 0 : PCRE2_CASELESS), &error, &at, nullptr);
    if (!code)
        qFatal("%s", pattern.constData());
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, nullptr);
    std::vector<quint32> found;
    for (qsizetype i = 0; i < lines.size(); ++i)
        if (pcre2_match(code, PCRE2_SPTR(lines[i].constData()), std::size_t(lines[i].size()), 0, 0, data, nullptr) >= 0)
            found.push_back(quint32(i));
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return found;
}

const char *const expressions[] = {
    "foo", "fo+", ".", "^", "$", "^$", "^foo", "foo$", "\\bfoo\\b", "\\Bfoo", "foo|^bar$", "a*", "()", "(?i)FOO", "(?-i)Foo", "(?m)^a", "(?-m)^a",
    // What can match a newline, or look across one.
    "foo\\s+bar", "foo\\s*$", "foo\\s*+$", "\\s", "\\s$", "^\\s*$", "foo[^x]*bar", "[^a]", "[^a]+$", "^[^a]*$", "[^a]*+b", "[^]a]b", "[]a]", "[^\\S]",
    "(?s)foo.*bar", "(?s:o.*b)", "\\Afoo", "foo\\z", "foo\\Z", "\\Gfoo", "foo\\Kbar", "\\W", "\\W+$", "\\D$", "\\H", "\\V", "\\N+$", "\\R", "\\v",
    "\\X", "[\\s,]", "[\\s-]", "[\\W]", "[\\D]", "[[:space:]]", "[[:^alpha:]]", "[[:alpha:]]", "[^[:alpha:]]", "[^[:]\\s*[:]", "[\\x00-\\x7f]$", "[\\t-z]$", "\\x0a",
    "\\12", "\\n", "[\\n]", "foo\\nbar", "[^\\n]$", "\\p{L}", "\\P{L}", "\\P{L}$", "\\pL", "\\p{^L}", "\\p{Cc}", "[\\p{Cc}]", "[^\\p{L}]",
    "(?<=\\s)foo", "(?<!\\s)foo", "(?<![^x])foo", "(?<=[^x])foo", "(?<!a)foo", "(?<=^)foo", "foo(?!\\s)", "foo(?=\\s)", "foo(?![^x])", "foo(?=$)",
    "foo(?!$)", "(?>fo+)b", "(fo|ba)\\1", "(?<w>fo+)ba", "(?P<w>a)(?P=w)", "(?|(a)|(b))\\1", "(?x) foo # [bar", "(?#[)foo", "\\Qfoo[\\Ebar",
    "foo(*COMMIT)bar", "(*SKIP)foo", "(*CRLF)^foo", "(a)?(?(1)a|b)", "(?R)?foo", "^(?:(?!bar).)*$", "^(?:(?!bar)[\\s\\S])*$", "\\d{2,3}\\D", "ö", "[^ö]ß",
    "\\w+ß", "日", "svc-1[0-9]\\] ?#\\d+7.*(timeout|flush).*segment", "\\(", "\\[|\\]", "\\/", "a{2}", "[a-f]+o", "foo\\h*bar", ".*", ".+?o$", "\\e|\\a",
};

} // namespace

class TestLogPattern : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plainText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("caseSensitive");
        QTest::addColumn<bool>("word");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("places");
        const auto row = [](const char *name, const char *text, bool sensitive, bool word, const char *line, int places) {
            QTest::newRow(name) << QString::fromUtf8(text) << sensitive << word << QByteArray(line) << places;
        };
        row("found", "foo", true, false, "a foo and foofoo", 3);
        row("case kept", "foo", true, false, "Foo FOO", 0);
        row("case ignored", "foo", false, false, "Foo FOO", 2);
        row("case of other letters", "GRÖSSE", false, false, "größse Grösse", 1);
        row("no expression", "a.c[", true, false, "abc[ a.c[", 1);
        row("word", "foo", true, true, "foo food a_foo (foo) foo", 3);
        row("word of other letters", "gr", true, true, "größe gr", 1);
        row("word with signs", "a.c", true, true, "a.c abc xa.c", 1);
        row("word with a quote", "a\\E(", true, true, "a\\E( xa\\E(", 1);
        row("not in part of a character", "ß", true, false, "ß ö", 1);
        row("a newline is in no line", "a\nb", true, false, "a b", 0);
        row("empty line", "a", true, false, "", 0);
    }
    void plainText()
    {
        QFETCH(QString, text);
        QFETCH(bool, caseSensitive);
        QFETCH(bool, word);
        QFETCH(QByteArray, line);
        QFETCH(int, places);
        const LogMatcher matcher = matcherOf({text, false, caseSensitive, word});
        QCOMPARE(int(matcher.matchesIn(line).size()), places);
        QCOMPARE(matcher.matches(line), places > 0);
        // The lines around it change nothing.
        const QByteArrayList lines{"", line, "", line + "x", line};
        QCOMPARE(scanned(matcher, joined(lines)).size() >= 2, places > 0);
        for (const quint32 hit : scanned(matcher, joined(lines)))
            QVERIFY(matcher.matches(lines[hit]));
    }
    void placesInALine()
    {
        using Matches = std::vector<LogMatch>;
        QVERIFY(matcherOf({u"o+"_s, true}).matchesIn("foo bo") == (Matches{{1, 2}, {5, 1}}));
        QVERIFY(matcherOf({u"x*"_s, true}).matchesIn("äxx").size() == 1);
        QVERIFY(matcherOf({u"(?<=f)o"_s, true}).matchesIn("foo") == (Matches{{1, 1}}));
        QVERIFY(matcherOf({u"o"_s}).matchesIn("ooooo", 3).size() == 3);
        QVERIFY(matcherOf({u"^"_s, true}).matchesIn("foo").empty());
        QVERIFY(LogMatcher().matchesIn("foo").empty());
        QVERIFY(!LogMatcher().matches("foo"));
    }
    void badPatterns_data()
    {
        QTest::addColumn<LogPattern>("pattern");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << LogPattern{} << u"nothing to look for"_s;
        QTest::newRow("open group") << LogPattern{u"größe(a"_s, true} << u"missing closing parenthesis (at character 7)"_s;
        QTest::newRow("nothing to repeat") << LogPattern{u"a**+*"_s, true} << u"quantifier does not follow"_s;
        QTest::newRow("open group as a word") << LogPattern{u"a)(b"_s, true, false, true} << u"unmatched closing parenthesis (at character 1)"_s;
        QTest::newRow("comment swallows the word's end") << LogPattern{u"(?x)a #"_s, true, false, true} << u"missing closing parenthesis"_s;
        QTest::newRow("long") << LogPattern{QString(10'001, u'a')} << u"longer than"_s;
        QTest::newRow("large") << LogPattern{u"((a{1000}){1000}){1000}"_s, true} << u"too large"_s;
        QTest::newRow("deep") << LogPattern{QString(300, u'(') + QString(300, u')'), true} << u"parentheses are too deeply nested"_s;
    }
    void badPatterns()
    {
        QFETCH(LogPattern, pattern);
        QFETCH(QString, says);
        const auto compiled = LogMatcher::compile(pattern);
        QVERIFY(!compiled);
        QVERIFY(compiled.error().kind == Error::Kind::BadInput);
        QVERIFY2(compiled.error().sentence().contains(says), qPrintable(compiled.error().sentence()));
    }

    /// performance.md §6: what crosses a newline must not change which lines are found.
    void newlineTraps_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        for (const char *const expression : expressions)
            QTest::newRow(expression) << QByteArray(expression);
    }
    void newlineTraps()
    {
        QFETCH(QByteArray, pattern);
        QByteArrayList lines{"foo", "bar", "", "foo bar", " ", "foo ", " foo", "bar foo", "x", "foo", "foo", "xfoo", "foobar", "a", "", "",
                             "größe", "foofoo", "\tfoo\t", "]b", "fo", "o bar", "abab", "7", "日本", ""};
        for (const LogFixtureRow &row : randomRows(7, 3000))
            lines.append(row.text);
        lines.append("foo");
        lines.append("");
        for (const bool caseSensitive : {true, false}) {
            const std::vector<quint32> expected = reference(pattern, caseSensitive, lines);
            const LogMatcher matcher = matcherOf({QString::fromUtf8(pattern), true, caseSensitive});
            QCOMPARE(scanned(matcher, joined(lines)), expected);
            for (qsizetype i = 0; i < lines.size(); ++i)
                QCOMPARE(matcher.matches(lines[i]), std::binary_search(expected.begin(), expected.end(), quint32(i)));
        }
    }
    /// Most patterns people type go over many lines at once.
    void lineForm_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("form");
        const auto row = [](const char *pattern, const char *form) { QTest::newRow(pattern) << QByteArray(pattern) << QByteArray(form); };
        row("svc-1[0-9]\\] #\\d+7\\d .*(timeout|flush).*segment", "svc-1[0-9]\\] #\\d+7\\d .*(timeout|flush).*segment");
        row("a\\s+b", "a[^\\S\\n]+b");
        row("[^ ]+", "[^\\n ]+");
        row("[^]]", "[^\\n\\]]");
        row("[\\s,]", "[[:blank:],]");
        row("\\P{Lu}\\pN", "[^\\p{Lu}\\n][^\\PN\\n]");
        row("\\bfoo\\b$", "\\bfoo\\b$");
        for (const char *const alone : {"(?s).", "\\A", "\\z", "\\n", "\\x41", "a\\Kb", "(*COMMIT)a", "(?x)a", "[\\W]", "\\Qa\\E", "[a", "a\\"})
            row(alone, "");
    }
    void lineForm()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, form);
        QCOMPARE(longshore::lineForm(pattern).value_or(QByteArray()), form);
    }

    void costlyPatternsEnd_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::newRow("over many lines") << QByteArray("(a+)+$");
        QTest::newRow("line by line") << QByteArray("(?s)(a+)+$");
        QTest::newRow("needs a large stack") << QByteArray("^(?:(?:a|b)|(?:(?:c|a)+)+)+$");
    }
    void costlyPatternsEnd()
    {
        QFETCH(QByteArray, pattern);
        QByteArrayList lines;
        for (int i = 0; i < 300; ++i)
            lines << "a!" << QByteArray(60, 'a') + '!' << "aaaa";
        const LogMatcher matcher = matcherOf({QString::fromUtf8(pattern), true});
        LineHits hits;
        matcher.scan(joined(lines), 1000, {}, &hits);
        QCOMPARE(hits.costly, 300u);
        QCOMPARE(hits.firstCostly, 1001u);
        QCOMPARE(hits.lines.size(), std::size_t(300)); // all others are right
        QCOMPARE(hits.lines.front(), 1002u);
        QVERIFY(!matcher.matches(lines[1]));
        QVERIFY(matcher.matches(lines[2]));
    }
    void slicesHoldWholeLines()
    {
        // Longer than a slice, with a line across each border and one that is longer than a slice.
        QByteArrayList lines;
        std::vector<quint32> expected;
        for (int i = 0; i < 9000; ++i) {
            lines << (i % 3 ? QByteArray(100, 'x') : QByteArray(100, 'x') + "needle");
            if (i == 4000)
                lines.last() = QByteArray(600'000, 'y') + "needle";
            if (lines.last().endsWith("needle"))
                expected.push_back(quint32(i));
        }
        for (const bool regex : {true, false})
            QCOMPARE(scanned(matcherOf({regex ? u"need[l]e$"_s : u"needle"_s, regex}), joined(lines)), expected);
        CancelToken token;
        token.cancel();
        LineHits none;
        matcherOf({u"needle"_s}).scan(joined(lines), 0, token, &none);
        QVERIFY(none.lines.empty());
    }
};

LONGSHORE_TEST_MAIN(TestLogPattern)
#include "tst_logpattern.moc"
