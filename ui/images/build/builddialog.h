// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/buildrequest.h"

#include <QDialog>
#include <functional>
#include <optional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;

namespace longshore
{

class MarkLabel;
class NameValuesEdit;
class PathLine;

/// Asks for all that a build needs: folder, Dockerfile, tags, target, arguments, labels, platform. What the Dockerfile
/// offers is offered; what was built in a folder before is filled in. Not modal; deletes itself when closed. Open it
/// with show().
class BuildDialog : public QDialog
{
    Q_OBJECT
public:
    /// What was asked for last in a folder.
    using Recall = std::function<std::optional<BuildRequest>(const QString &folder)>;
    /// `folders`: those of the last builds, newest first. `offersClassic`: there is more than one builder to choose from.
    BuildDialog(const QStringList &folders, Recall recall, bool offersClassic, QWidget *parent);

    ~BuildDialog() override;

    /// Fills everything in.
    void setRequest(const BuildRequest &request);
    BuildRequest request() const;
    /// Why the build could not begin.
    void showError(const Error &error);

Q_SIGNALS:
    /// Build was pressed, and nothing is wrong as far as can be seen from here. Close the dialog once it has begun.
    void buildRequested(const longshore::BuildRequest &request);

private:
    void makeSource(QFormLayout *form, const QStringList &folders);
    void makeOptions(QFormLayout *form, bool offersClassic);
    void makeButtons();
    void setFolder(const QString &folder);
    void fill(const BuildRequest &request);
    void readDockerfile();
    void showProblem();
    void build();

    Recall m_recall;
    QString m_folder;
    BuildRequest m_filled; ///< what was filled in, before a person changed it
    PathLine *m_path = nullptr;
    QComboBox *m_dockerfile = nullptr;
    QLineEdit *m_tags = nullptr;
    QComboBox *m_target = nullptr;
    NameValuesEdit *m_arguments = nullptr;
    NameValuesEdit *m_labels = nullptr;
    QComboBox *m_platform = nullptr;
    QCheckBox *m_noCache = nullptr;
    QCheckBox *m_pull = nullptr;
    QCheckBox *m_classic = nullptr;
    MarkLabel *m_problem = nullptr;
    QPushButton *m_build = nullptr;
    bool m_filling = false;
    bool m_pressed = false; ///< Build was pressed while something was wrong: tell what at once from then on
};

} // namespace longshore
