// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imagefilterline.h"

#include "ui/widgets/plaintext.h"
#include "ui/widgets/question.h"
#include "ui/widgets/rowdelegate.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardItemModel>
#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int HintRole = Qt::UserRole;

/// One term that is more than a word, and makes sense: `size>500M`, `-unused`.
bool isTerm(const QString &token)
{
    static const QRegularExpression shape(u"^-?(?:(?:%1)|(?:%2)[:<>=].*)$"_s.arg(
        ImageFilter::flagWords().join(u'|'), (ImageFilter::keyWords() + ImageFilter::comparedWords()).join(u'|')), QRegularExpression::CaseInsensitiveOption);
    return shape.match(token).hasMatch() && ImageFilter::parse(token).problems().isEmpty();
}

/// A term, and what it means.
class OfferDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        look.note = index.data(HintRole).toString();
        return look;
    }
};

} // namespace

ImageFilterLine::ImageFilterLine(QWidget *parent)
    : FilterField(tr("Filter, such as: python size>500M older:30d unused"), parent)
    , m_offers(new QStandardItemModel(this))
    , m_popup(new QCompleter(m_offers, this))
    , m_menu(new QMenu(this))
{
    lineEdit()->setObjectName(u"imageFilter"_s);
    lineEdit()->setAccessibleName(tr("Filter images"));
    m_popup->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_popup->setWidget(lineEdit());
    m_popup->popup()->setObjectName(u"imageFilterOffers"_s);
    m_popup->popup()->setItemDelegate(new OfferDelegate(m_popup, metrics::denseRow));
    connect(m_popup, qOverload<const QModelIndex &>(&QCompleter::activated), this, [this](const QModelIndex &row) { take(row.row()); });
    connect(lineEdit(), &QLineEdit::textEdited, this, [this] { offer(false); });
    connect(this, &FilterField::textChanged, this, &ImageFilterLine::parse);
    setTerms(isTerm);

    m_menu->setObjectName(u"savedFilters"_s);
    m_menu->setTitle(tr("Saved filters"));
    setIconMenu(m_menu, tr("Saved filters"));
    connect(m_menu, &QMenu::aboutToShow, this, &ImageFilterLine::fillMenu);
    fillMenu();
}

void ImageFilterLine::parse(const QString &text)
{
    const ImageFilter filter = ImageFilter::parse(text);
    setProblem(filter.problems().value(0));
    Q_EMIT changed(filter);
}

void ImageFilterLine::offer(bool everything)
{
    const QString text = lineEdit()->text();
    if (!m_values && m_source && text.contains(u':'))
        m_values = m_source();
    m_completion = completeImageFilter(text, lineEdit()->cursorPosition(), m_values.value_or(ImageFilterValues()), everything);
    m_offers->clear();
    for (const ImageFilterOffer &offer : std::as_const(m_completion.offers)) {
        auto item = std::make_unique<QStandardItem>(visibleText(offer.text));
        item->setData(offer.hint, HintRole);
        m_offers->appendRow(item.release());
    }
    if (m_completion.offers.isEmpty())
        m_popup->popup()->hide();
    else
        m_popup->complete();
}

void ImageFilterLine::take(int row)
{
    if (row < 0 || row >= m_completion.offers.size())
        return;
    const auto [text, cursor] = m_completion.taken(lineEdit()->text(), row);
    lineEdit()->setText(text);
    lineEdit()->setCursorPosition(int(cursor));
    takeTerms(false);
    if (text.mid(cursor - 1, 1) == u":")
        offer(false); // its values are what comes next
}

void ImageFilterLine::setSavedFilters(const QList<SavedFilter> &filters)
{
    m_saved = filters;
    fillMenu();
}

/// Also when it is about to be shown, since saving needs a filter that makes sense.
void ImageFilterLine::fillMenu()
{
    m_menu->clear();
    for (QMenu *gone : m_menu->findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly)) {
        gone->setObjectName({}); // it may be the one whose action made us come here
        gone->deleteLater();
    }
    for (const SavedFilter &filter : std::as_const(m_saved)) {
        QAction *use = m_menu->addAction(withoutMnemonic(filter.name), this, [this, text = filter.text] {
            setText(text);
            focus();
        });
        setPlainToolTip(use, filter.text);
    }
    m_menu->setToolTipsVisible(true);
    if (!m_saved.isEmpty())
        m_menu->addSeparator();
    QAction *keep = m_menu->addAction(tr("Save this filter…"), this, &ImageFilterLine::askName);
    keep->setObjectName(u"saveFilter"_s);
    const ImageFilter filter = ImageFilter::parse(text());
    keep->setEnabled(!filter.isEmpty() && filter.problems().isEmpty());
    if (m_saved.isEmpty())
        return;
    QMenu *forget = m_menu->addMenu(tr("Forget a filter"));
    forget->setObjectName(u"forgetFilter"_s);
    for (const SavedFilter &saved : std::as_const(m_saved)) {
        forget->addAction(withoutMnemonic(saved.name), this, [this, saved] {
            m_saved.removeOne(saved);
            Q_EMIT savedFiltersChanged(m_saved);
        });
    }
}

void ImageFilterLine::askName()
{
    auto *question = new Question(this, u"saveFilterQuestion"_s, tr("Save this filter"),
                                  tr("It is offered behind the filter's icon under this name:\n%1").arg(text()), tr("Save"));
    auto *name = new QLineEdit(text().left(40), question);
    name->setObjectName(u"filterName"_s);
    name->setAccessibleName(tr("Name"));
    question->addField(tr("Name"), name);
    name->selectAll();
    connect(name, &QLineEdit::textChanged, question,
            [question](const QString &typed) { question->accepting->setEnabled(!typed.trimmed().isEmpty()); });
    connect(question, &QDialog::accepted, this, [this, name] { save(name->text().trimmed()); });
    question->ask();
}

/// A name that is there already gets the new text.
void ImageFilterLine::save(const QString &name)
{
    const auto same = [&name](const SavedFilter &filter) { return filter.name == name; };
    const auto known = std::find_if(m_saved.begin(), m_saved.end(), same);
    if (known != m_saved.end())
        known->text = text();
    else
        m_saved.append({name, text()});
    Q_EMIT savedFiltersChanged(m_saved);
}

bool ImageFilterLine::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == lineEdit() && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
            offer(true);
            return true;
        }
    }
    return FilterField::eventFilter(watched, event);
}

} // namespace longshore
