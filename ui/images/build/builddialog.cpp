// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/build/builddialog.h"

#include "model/images/reference.h"
#include "model/run/dockerfile.h"
#include "ui/images/build/buildoffer.h"
#include "ui/images/build/namevaluesedit.h"
#include "ui/jobs/fields/pathline.h"
#include "ui/jobs/fields/quietcombo.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"

#include <QCheckBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QShortcut>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QComboBox *editableCombo(const QString &name, const QString &hint, QWidget *parent)
{
    auto *combo = new QuietCombo(parent);
    combo->setObjectName(name);
    combo->setEditable(true);
    combo->setInsertPolicy(QComboBox::NoInsert);
    combo->lineEdit()->setPlaceholderText(hint);
    return combo;
}

} // namespace

BuildDialog::BuildDialog(const QStringList &folders, Recall recall, bool offersClassic, QWidget *parent)
    : QDialog(parent)
    , m_recall(std::move(recall))
{
    setObjectName(u"buildDialog"_s);
    setWindowTitle(tr("Build an image"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(680, 560);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::paneInset, metrics::paneInset, metrics::paneInset, metrics::paneInset);
    column->setSpacing(metrics::barInset);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(metrics::barInset);
    form->setVerticalSpacing(metrics::barInset);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    makeSource(form, folders);
    makeOptions(form, offersClassic);
    column->addLayout(form);
    column->addStretch(1);
    makeButtons();
    if (!folders.isEmpty())
        setFolder(folders.constFirst());
    m_path->edit()->setFocus();
}

/// A field that loses the focus when it goes tells what was typed.
BuildDialog::~BuildDialog()
{
    for (QObject *field : std::initializer_list<QObject *>{m_path, m_dockerfile, m_tags, m_target, m_arguments, m_labels, m_platform})
        field->disconnect(this);
}

void BuildDialog::makeSource(QFormLayout *form, const QStringList &folders)
{
    m_path = new PathLine(PathLine::Kind::Folder, tr("The folder with the Dockerfile"), this);
    m_path->edit()->setObjectName(u"buildFolder"_s);
    m_path->edit()->setAccessibleName(tr("Folder"));
    m_path->edit()->setPlaceholderText(tr("What the Dockerfile may copy from"));
    auto *completer = new QCompleter(folders, m_path->edit());
    m_path->edit()->setCompleter(completer);
    // Later: the line itself hears of it after us.
    connect(completer, qOverload<const QString &>(&QCompleter::activated), m_path, &PathLine::commit, Qt::QueuedConnection);
    form->addRow(tr("Folder"), m_path);
    m_dockerfile = editableCombo(u"dockerfile"_s, u"Dockerfile"_s, this);
    m_dockerfile->setAccessibleName(tr("Dockerfile"));
    form->addRow(tr("Dockerfile"), m_dockerfile);
    m_tags = new QLineEdit(this);
    m_tags->setObjectName(u"buildTags"_s);
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->setPlaceholderText(tr("name:tag, more than one with spaces between"));
    m_tags->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    form->addRow(tr("Tags"), m_tags);
    connect(m_path, &PathLine::browsed, this, &BuildDialog::setFolder);
    connect(m_path, &PathLine::typed, this, &BuildDialog::setFolder);
    connect(m_dockerfile, &QComboBox::currentTextChanged, this, &BuildDialog::readDockerfile);
    connect(m_tags, &QLineEdit::textChanged, this, &BuildDialog::showProblem);
}

void BuildDialog::makeOptions(QFormLayout *form, bool offersClassic)
{
    m_target = editableCombo(u"buildTarget"_s, tr("the last stage"), this);
    m_target->setAccessibleName(tr("Target"));
    form->addRow(tr("Target"), m_target);
    m_arguments = new NameValuesEdit(u"buildArguments"_s, tr("Build arguments"), tr("Add argument"), this);
    form->addRow(tr("Build arguments"), m_arguments);
    m_labels = new NameValuesEdit(u"buildLabels"_s, tr("Labels"), tr("Add label"), this);
    form->addRow(tr("Labels"), m_labels);
    m_platform = editableCombo(u"buildPlatform"_s, tr("the engine's own"), this);
    m_platform->setAccessibleName(tr("Platform"));
    m_platform->addItems({QString(), u"linux/amd64"_s, u"linux/arm64"_s, u"linux/arm/v7"_s});
    form->addRow(tr("Platform"), m_platform);
    const auto box = [this, form](const QString &name, const QString &text) {
        auto *check = new QCheckBox(text, this);
        check->setObjectName(name);
        form->addRow(QString(), check);
        return check;
    };
    m_noCache = box(u"buildNoCache"_s, tr("Build every step anew, without the cache"));
    m_pull = box(u"buildPull"_s, tr("Look for newer base images"));
    m_classic = box(u"buildClassic"_s, tr("Use the classic builder instead of BuildKit"));
    m_classic->setVisible(offersClassic);
    connect(m_target, &QComboBox::currentTextChanged, this, &BuildDialog::showProblem);
    connect(m_platform, &QComboBox::currentTextChanged, this, &BuildDialog::showProblem);
    connect(m_arguments, &NameValuesEdit::changed, this, &BuildDialog::showProblem);
    connect(m_labels, &NameValuesEdit::changed, this, &BuildDialog::showProblem);
}

void BuildDialog::makeButtons()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    m_problem = new MarkLabel(Mark::Error, {}, TextRole::Small, this);
    m_problem->setObjectName(u"buildProblem"_s);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_build = primaryButton(u"run-build"_s, tr("Build"), u"startBuild"_s, this);
    m_build->setAutoDefault(false); // Enter ends the typing of a folder
    m_build->setDefault(false);
    buttons->addButton(m_build, QDialogButtonBox::ActionRole);
    column->addWidget(buttons);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    m_path->button()->setAutoDefault(false);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter})
        connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key(key)), this), &QShortcut::activated, this, &BuildDialog::build);
    connect(m_build, &QPushButton::clicked, this, &BuildDialog::build);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

/// Whoever corrects the folder has not meant to empty the rest.
void BuildDialog::setFolder(const QString &folder)
{
    const BuildRequest typed = request();
    const BuildRequest filled = m_filled;
    setRequest(offeredBuild(folder, m_recall ? m_recall(folder) : std::nullopt));
    if (const BuildRequest kept = withTyped(m_filled, filled, typed); kept != m_filled)
        fill(kept);
}

void BuildDialog::setRequest(const BuildRequest &request)
{
    fill(request);
    m_filled = this->request(); // as the fields give it back
}

void BuildDialog::fill(const BuildRequest &request)
{
    m_filling = true;
    m_folder = request.folder;
    m_path->setPath(request.folder);
    m_dockerfile->clear();
    m_dockerfile->addItems(dockerfilesIn(request.folder));
    m_dockerfile->setCurrentText(request.dockerfile);
    m_tags->setText(request.tags.join(u' '));
    m_arguments->model().setRows({}, request.arguments);
    m_labels->model().setRows({}, request.labels);
    m_platform->setCurrentText(request.platform);
    m_noCache->setChecked(request.noCache);
    m_pull->setChecked(request.pull);
    m_classic->setChecked(request.classic);
    m_filling = false;
    readDockerfile();
    m_target->setCurrentText(request.target);
    showProblem();
}

/// Its stages and arguments are offered; what was entered stays.
void BuildDialog::readDockerfile()
{
    if (m_filling)
        return;
    const DockerfileFacts facts = DockerfileFacts::of(longshore::readDockerfile(request().dockerfilePath()));
    m_filling = true;
    const QString target = m_target->currentText();
    m_target->clear();
    m_target->addItems(QStringList{QString()} + facts.stages);
    m_target->setCurrentText(target);
    QList<NameValuesModel::Row> offered;
    for (const DockerfileFacts::Argument &argument : facts.arguments)
        offered.append({argument.name, {}, argument.preset});
    m_arguments->model().setRows(offered, m_arguments->model().values());
    m_filling = false;
    showProblem();
}

BuildRequest BuildDialog::request() const
{
    static const QRegularExpression between(u"[\\s,]+"_s);
    BuildRequest request;
    request.folder = m_folder;
    request.dockerfile = m_dockerfile->currentText().trimmed();
    request.tags = m_tags->text().split(between, Qt::SkipEmptyParts);
    request.target = m_target->currentText().trimmed();
    request.arguments = m_arguments->model().values();
    request.labels = m_labels->model().values();
    request.platform = m_platform->currentText().trimmed();
    request.noCache = m_noCache->isChecked();
    request.pull = m_pull->isChecked();
    request.classic = m_classic->isChecked();
    return request;
}

/// An empty form is no mistake yet.
void BuildDialog::showProblem()
{
    if (m_filling)
        return;
    const Result<void> good = m_folder.isEmpty() && !m_pressed ? Result<void>() : request().check();
    m_problem->setVisible(!good);
    if (!good)
        showError(good.error());
}

void BuildDialog::showError(const Error &error)
{
    m_problem->set(Mark::Error, error.sentence());
    m_problem->show();
}

/// By keyboard it comes while a line or a cell is still being typed in.
void BuildDialog::build()
{
    m_arguments->commit();
    m_labels->commit();
    m_path->commit();
    m_pressed = true;
    showProblem();
    const BuildRequest wanted = request();
    if (wanted.check())
        Q_EMIT buildRequested(wanted);
}

} // namespace longshore
