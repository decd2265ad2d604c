// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagefilter.h"
#include "model/images/imagefiltercompletion.h"
#include "model/settings.h"
#include "ui/widgets/filterfield.h"

#include <functional>
#include <optional>

class QCompleter;
class QMenu;
class QStandardItemModel;

namespace longshore
{

/// The filter of the Images page: it offers keys and values while a term is typed (all keys with Ctrl+Space), and
/// behind its icon the filters that were given a name.
class ImageFilterLine : public FilterField
{
    Q_OBJECT
public:
    explicit ImageFilterLine(QWidget *parent = nullptr);

    /// Where the values come from that can be offered; asked when a key is typed, and again after `forgetValues`.
    void setValueSource(std::function<ImageFilterValues()> source) { m_source = std::move(source); }
    void forgetValues() { m_values.reset(); }

    void setSavedFilters(const QList<SavedFilter> &filters);
    /// The menu behind the icon: the named filters, and giving one a name.
    QMenu *savedMenu() const { return m_menu; }

Q_SIGNALS:
    void changed(const longshore::ImageFilter &filter);
    /// A filter was named or forgotten; to be kept.
    void savedFiltersChanged(const QList<longshore::SavedFilter> &filters);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void parse(const QString &text);
    void offer(bool everything);
    void take(int row);
    void fillMenu();
    void askName();
    void save(const QString &name);

    QStandardItemModel *m_offers;
    QCompleter *m_popup;
    QMenu *m_menu;
    std::function<ImageFilterValues()> m_source;
    std::optional<ImageFilterValues> m_values;
    ImageFilterCompletion m_completion;
    QList<SavedFilter> m_saved;
};

} // namespace longshore
