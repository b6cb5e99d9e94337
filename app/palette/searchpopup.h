// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QIcon>
#include <QString>

#include <functional>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;

namespace app {

class Look;

/// One thing that can be found: a service to insert, a node to show, a command to run.
struct SearchEntry {
    QIcon icon;
    QString text;
    QString detail;  ///< where it is, or its shortcut
    QString words;   ///< searched besides the text
    std::function<void()> run;
};

/// A field with a list below it: type, choose with the arrows, Enter. One for inserting, finding and commanding.
class SearchPopup final : public QFrame {
    Q_OBJECT
public:
    SearchPopup(Look& look, QWidget* parent);

    struct Question {
        QString placeholder;
        QString nothingFound;  ///< "%1" is what was typed
    };
    void ask(const Question& question, std::vector<SearchEntry> entries, const QPoint& global);
    void setTyped(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& typed);
    void choose();

    QLineEdit* m_field;
    QListWidget* m_list;
    QLabel* m_nothing;
    Question m_question;
    std::vector<SearchEntry> m_entries;
};

}  // namespace app
