// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/images/componentfact.h"
#include "ui/widgets/overviewarea.h"

#include <optional>

namespace longshore
{

enum class RegistryTwin;

/// What the Overview tab shows of one image; all of it comes from outside and is shown as plain text.
struct ImageOverviewContent {
    QString reference;      ///< of the selected row; empty for an untagged image
    QStringList alsoTagged; ///< other references of the same image, familiar
    RegistryTwin twin = {}; ///< what its registry has under this tag now; at first not known
    ImageSummary summary;
    std::optional<ImageDetails> details; ///< none until inspected
    QDateTime now;                       ///< what the age counts from
    QString formerName;                  ///< of an image without a name; may be empty
    qint64 unique = -1;                  ///< bytes that no other image has; -1 = not known
    ComponentFact fact = ComponentFact::None;
    std::optional<ComponentRecord> record; ///< of its label
    QString schemaFile;                    ///< where its files hold a schema; empty when that is not known

    bool operator==(const ImageOverviewContent &) const = default;
};

/// The Overview tab: the reference taken apart, what would run, what it asks for as a component, identity, environment,
/// ports, volumes and labels. What looks secret is hidden.
class ImageOverview : public OverviewArea
{
    Q_OBJECT
public:
    explicit ImageOverview(QWidget *parent = nullptr);

    /// Builds the page anew when `content` differs from what is shown; the scroll position stays for the same row.
    void setContent(const ImageOverviewContent &content);

private:
    void addReference(QVBoxLayout *column, const ImageOverviewContent &content);
    void addRunsAs(QVBoxLayout *column, const ImageDetails &details);
    void addComponent(QVBoxLayout *column, const ImageOverviewContent &content);
    void addLists(QVBoxLayout *column, const ImageDetails &details);
    void addIdentity(QVBoxLayout *column, const ImageOverviewContent &content);

    std::optional<ImageOverviewContent> m_shown;
};

} // namespace longshore
