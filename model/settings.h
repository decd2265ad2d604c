// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QMap>
#include <QObject>
#include <QStringList>
#include <memory>

class QSettings;

namespace longshore
{

/// A filter line that the user gave a name.
struct SavedFilter {
    QString name;
    QString text;

    bool operator==(const SavedFilter &) const = default;
};

/// What Longshore remembers about its window and choices: `<store>/settings.ini`, the only place that sees
/// QSettings. A missing, damaged or hand-edited value gives its default. GUI thread.
class Settings : public QObject
{
    Q_OBJECT
public:
    enum class Theme { System, Light, Dark };
    Q_ENUM(Theme)

    /// `storeDirectory` exists already (model/store makes it).
    explicit Settings(const QString &storeDirectory, QObject *parent = nullptr);
    ~Settings() override;

    QString fileName() const;
    /// Writes now (else: soon, and at the end). StoreUnwritable when that fails.
    Result<void> save();

    /// The engine the user chose, as text for `Endpoint::parse`; empty = none.
    QString savedEndpoint() const;
    void setSavedEndpoint(const QString &endpoint);

    Theme theme() const;
    void setTheme(Theme theme);

    /// 1.0 = the platform's font size; kept within 0.5 and 3.0.
    double fontScale() const;
    void setFontScale(double scale);

    /// Where job files are looked for; `~/Longshore` by default (made at the first save of a job).
    QStringList workspaceFolders() const;
    void setWorkspaceFolders(const QStringList &folders);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);

    /// Name of the page shown last; empty = none.
    QString currentPage() const;
    void setCurrentPage(const QString &page);

    /// Who Longshore is at which registry, as the keychain knows it: user names by registry, never a secret.
    QMap<QString, QString> registryLogins() const;
    /// An empty `user` forgets it.
    void setRegistryLogin(const QString &registry, const QString &user);

    /// Whether registries may be asked now and then for tags newer than those here; no by default.
    bool checksNewerTags() const;
    void setChecksNewerTags(bool checks);

    /// State of one splitter or header view, `name` like "images/columns"; empty = none kept.
    QByteArray viewState(const QString &name) const;
    void setViewState(const QString &name, const QByteArray &state);

    /// Filters of a page that the user named, in their order; `page` like "images".
    QList<SavedFilter> savedFilters(const QString &page) const;
    void setSavedFilters(const QString &page, const QList<SavedFilter> &filters);

Q_SIGNALS:
    void themeChanged(longshore::Settings::Theme theme);
    void fontScaleChanged(double scale);
    void workspaceFoldersChanged();
    void checksNewerTagsChanged(bool checks);

private:
    std::unique_ptr<QSettings> m_file;
};

} // namespace longshore
