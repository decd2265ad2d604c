// SPDX-License-Identifier: GPL-3.0-or-later
// A form of 500 fields with five levels of oneOf: schema -> painted form, and one key typed into it until it is painted
// again, beside what a person still takes for at once; and beside a plain form of as many line edits.
#include "model/jobs/formmodel.h"
#include "tests/bench/support/figure.h"
#include "ui/jobs/formview.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <memory>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{

constexpr int rounds = 15;
constexpr int groups = 10;
constexpr int fieldsInGroup = 30;
constexpr int levels = 5;
constexpr int fieldsInVariant = 20;
constexpr int allFields = groups * fieldsInGroup + levels * 2 * fieldsInVariant;
constexpr double openBudget = 300;
constexpr double keyBudget = 16;

/// Kinds as §15.4 counted them: mostly text, some choices, flags, numbers, secrets; half have a help, some a condition.
QByteArray field(int i)
{
    const QByteArray number = QByteArray::number(i);
    QByteArray extra = i % 2 ? R"(, "description": "What the field )" + number + R"( is for, in a sentence.")" : QByteArray();
    if (i % 5 == 3)
        extra += R"(, "options": {"dependencies": {"f0": ["a", "b"]}})";
    const QByteArray head = "\"f" + number + R"(": {"title": "Field )" + number + R"(", )";
    switch (i % 10) {
    case 1:
        return head + R"("type": "string", "enum": ["a", "b", "c"], "default": "a")" + extra + "}";
    case 2:
        return head + R"("type": "boolean", "default": false)" + extra + "}";
    case 4:
        return head + R"("type": "integer", "minimum": 0, "default": 5)" + extra + "}";
    case 6:
        return head + R"("type": "string", "format": "password")" + extra + "}";
    case 8:
        return head + R"("type": "string", "pattern": "^[a-z]*$")" + extra + "}";
    default:
        return head + R"("type": "string", "default": "a")" + extra + "}";
    }
}

QByteArray fields(int count)
{
    QByteArray all;
    for (int i = 0; i < count; ++i)
        all += (i ? ", " : "") + field(i);
    return all;
}

QByteArray bigSchema()
{
    QByteArray nested = R"({"type": "object", "properties": {"leaf": {"type": "string"}}})";
    for (int level = 0; level < levels; ++level) {
        const auto variant = [&](const char *name, const QByteArray &more) {
            return R"({"title": ")" + QByteArray(name) + R"(", "properties": {"kind": {"const": ")" + name + "\"}, " +
                   fields(fieldsInVariant) + more + R"(}, "required": ["kind", "f3"]})";
        };
        nested = R"({"type": "object", "title": "Level", "oneOf": [)" + variant("plain", {}) + ", " +
                 variant("deep", R"(, "next": )" + nested) + "]}";
    }
    QByteArray all;
    for (int group = 0; group < groups; ++group)
        all += "\"g" + QByteArray::number(group) + R"(": {"type": "object", "title": "Group", "properties": {)" +
               fields(fieldsInGroup) + "}}, ";
    return R"({"type": "object", "properties": {)" + all + R"("nested": )" + nested + "}}";
}

QByteArray values()
{
    QByteArray nested = R"({"leaf": "x"})";
    for (int level = 0; level < levels; ++level)
        nested = R"({"kind": "deep", "f0": "a", "f3": "x", "next": )" + nested + "}";
    return R"({"g0": {"f0": "a"}, "nested": )" + nested + "}";
}

void show(QScrollArea &scroll, QWidget *content)
{
    scroll.setWidgetResizable(true);
    scroll.setWidget(content);
    scroll.resize(700, 700);
    scroll.show();
    for (int level = 0; level < 4; ++level) // nested layouts settle one level a round
        QCoreApplication::sendPostedEvents();
    scroll.grab();
}

double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

struct OpenForm {
    FormModel model;
    QScrollArea scroll;
    FormView *view = nullptr;
};

std::unique_ptr<OpenForm> openForm(const QByteArray &schema, const QByteArray &parameters)
{
    auto form = std::make_unique<OpenForm>();
    if (!form->model.load(schema, parameters))
        qFatal("the benchmark's parameters are wrong");
    form->view = new FormView(form->model, &form->scroll);
    show(form->scroll, form->view);
    return form;
}

double plainForm()
{
    QElapsedTimer timer;
    timer.start();
    QScrollArea scroll;
    auto *content = new QWidget;
    auto *layout = new QFormLayout(content);
    for (int i = 0; i < allFields; ++i)
        layout->addRow(u"Field %1"_s.arg(i), new QLineEdit(content));
    show(scroll, content);
    return milliseconds(timer);
}

double typeOne(QLineEdit &edit, int round)
{
    QElapsedTimer timer;
    timer.start();
    const QString text(QChar(ushort('a' + round % 26)));
    QKeyEvent press(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, text);
    QCoreApplication::sendEvent(&edit, &press);
    QCoreApplication::sendPostedEvents();
    return milliseconds(timer);
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const Theme theme(const_cast<QApplication *>(&app), Theme::Scheme::Light);
    const bool json = QApplication::arguments().contains(u"--json"_s);
    const QByteArray schema = bigSchema();
    const QByteArray parameters = values();
    bench::Figure open{u"form: open %1 fields, %2 levels of oneOf / 300 ms"_s.arg(allFields).arg(levels), {}, {}, 1.0};
    bench::Figure key{u"form: keystroke / 16 ms"_s, {}, {}, 1.0};
    bench::Figure nestedKey{u"form: keystroke in the fifth oneOf / 16 ms"_s, {}, {}, 1.0};
    bench::Figure plain{u"form: open / plain form of line edits"_s, {}, {}, 0};
    bench::Figure rest{u"form: the fields below, made while it is shown / 300 ms"_s, {}, {}, 0};
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        const std::unique_ptr<OpenForm> form = openForm(schema, parameters);
        const double took = milliseconds(timer);
        open.ours.append(took);
        open.peer.append(openBudget);
        plain.ours.append(took);
        plain.peer.append(plainForm());
        timer.restart();
        form->view->completeNow();
        show(form->scroll, form->view);
        rest.ours.append(milliseconds(timer));
        rest.peer.append(openBudget);
        auto *first = form->view->findChild<QLineEdit *>(u"field.g0.f0"_s);
        auto *deep = form->view->findChild<QLineEdit *>(u"field.nested.next.next.next.next.f0"_s);
        if (!first || !deep)
            qFatal("the benchmark's form lacks a field");
        typeOne(*first, round); // the changed dot, and what else is made once
        typeOne(*deep, round);
        key.ours.append(typeOne(*first, round + 1));
        key.peer.append(keyBudget);
        nestedKey.ours.append(typeOne(*deep, round + 1));
        nestedKey.peer.append(keyBudget);
    }
    for (const bench::Figure &figure : {open, rest, plain, key, nestedKey})
        bench::print(figure, json);
    return 0;
}
