// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/settings.h"

#include <QDir>
#include <QSettings>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr double smallestFont = 0.5;
constexpr double largestFont = 3.0;

const QString endpointKey = u"engine/endpoint"_s;
const QString themeKey = u"look/theme"_s;
const QString fontKey = u"look/fontScale"_s;
const QString foldersKey = u"jobs/workspaceFolders"_s;
const QString loginsKey = u"registries/logins"_s;
const QString newerKey = u"registries/checkNewerTags"_s;
const QString geometryKey = u"window/geometry"_s;
const QString pageKey = u"window/page"_s;
const QString filtersGroup = u"filters/"_s;

QString viewKey(QString name)
{
    // A '/' would be a group of its own in the file.
    return u"views/"_s + name.replace(u'/', u'.');
}

} // namespace

Settings::Settings(const QString &storeDirectory, QObject *parent)
    : QObject(parent)
    , m_file(std::make_unique<QSettings>(QDir(storeDirectory).filePath(u"settings.ini"_s), QSettings::IniFormat))
{
}

Settings::~Settings() = default;

QString Settings::fileName() const
{
    return m_file->fileName();
}

Result<void> Settings::save()
{
    m_file->sync();
    if (m_file->status() == QSettings::NoError)
        return {};
    const QString happened = m_file->status() == QSettings::FormatError
                                 ? u"the file that is there is damaged"_s
                                 : u"the file cannot be written"_s;
    return fail(Error::make(Error::Kind::StoreUnwritable, u"save the settings in %1"_s.arg(fileName()), happened,
                            u"Check the owner and the rights of that file, or choose another folder with --store."_s));
}

QString Settings::savedEndpoint() const
{
    return m_file->value(endpointKey).toString();
}

void Settings::setSavedEndpoint(const QString &endpoint)
{
    if (endpoint.isEmpty())
        m_file->remove(endpointKey);
    else
        m_file->setValue(endpointKey, endpoint);
}

Settings::Theme Settings::theme() const
{
    const QString name = m_file->value(themeKey).toString();
    if (name == u"light"_s)
        return Theme::Light;
    return name == u"dark"_s ? Theme::Dark : Theme::System;
}

void Settings::setTheme(Theme newTheme)
{
    if (newTheme == theme())
        return;
    const QString name = newTheme == Theme::Light ? u"light"_s : newTheme == Theme::Dark ? u"dark"_s : u"system"_s;
    m_file->setValue(themeKey, name);
    Q_EMIT themeChanged(newTheme);
}

double Settings::fontScale() const
{
    bool isNumber = false;
    const double scale = m_file->value(fontKey, 1.0).toDouble(&isNumber);
    return isNumber && scale == scale ? qBound(smallestFont, scale, largestFont) : 1.0;
}

void Settings::setFontScale(double scale)
{
    const double bounded = qBound(smallestFont, scale, largestFont);
    if (qFuzzyCompare(bounded, fontScale()))
        return;
    m_file->setValue(fontKey, bounded);
    Q_EMIT fontScaleChanged(bounded);
}

QStringList Settings::workspaceFolders() const
{
    const QStringList folders = m_file->value(foldersKey).toStringList();
    return folders.isEmpty() ? QStringList{QDir::home().filePath(u"Longshore"_s)} : folders;
}

void Settings::setWorkspaceFolders(const QStringList &folders)
{
    if (folders == workspaceFolders())
        return;
    m_file->setValue(foldersKey, folders);
    Q_EMIT workspaceFoldersChanged();
}

QByteArray Settings::windowGeometry() const
{
    return m_file->value(geometryKey).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    m_file->setValue(geometryKey, geometry);
}

QString Settings::currentPage() const
{
    return m_file->value(pageKey).toString();
}

void Settings::setCurrentPage(const QString &page)
{
    m_file->setValue(pageKey, page);
}

QMap<QString, QString> Settings::registryLogins() const
{
    QMap<QString, QString> logins;
    const QVariantMap kept = m_file->value(loginsKey).toMap();
    for (auto login = kept.begin(); login != kept.end(); ++login)
        logins.insert(login.key(), login.value().toString());
    return logins;
}

void Settings::setRegistryLogin(const QString &registry, const QString &user)
{
    QVariantMap kept = m_file->value(loginsKey).toMap(); // one value: a registry's name would be read as groups
    if (user.isEmpty())
        kept.remove(registry);
    else
        kept.insert(registry, user);
    kept.isEmpty() ? m_file->remove(loginsKey) : m_file->setValue(loginsKey, kept);
}

bool Settings::checksNewerTags() const
{
    return m_file->value(newerKey, false).toBool();
}

void Settings::setChecksNewerTags(bool checks)
{
    if (checks == checksNewerTags())
        return;
    m_file->setValue(newerKey, checks);
    Q_EMIT checksNewerTagsChanged(checks);
}

QByteArray Settings::viewState(const QString &name) const
{
    return m_file->value(viewKey(name)).toByteArray();
}

void Settings::setViewState(const QString &name, const QByteArray &state)
{
    m_file->setValue(viewKey(name), state);
}

QList<SavedFilter> Settings::savedFilters(const QString &page) const
{
    // Name and text by turns; a last name without its text was cut off by hand.
    const QStringList words = m_file->value(filtersGroup + page).toStringList();
    QList<SavedFilter> filters;
    for (int i = 0; i + 1 < words.size(); i += 2)
        filters.append({words[i], words[i + 1]});
    return filters;
}

void Settings::setSavedFilters(const QString &page, const QList<SavedFilter> &filters)
{
    QStringList words;
    for (const SavedFilter &filter : filters)
        words << filter.name << filter.text;
    if (words.isEmpty())
        m_file->remove(filtersGroup + page);
    else
        m_file->setValue(filtersGroup + page, words);
}

} // namespace longshore
