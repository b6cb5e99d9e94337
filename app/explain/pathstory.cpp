// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explain/pathstory.h"

#include <QCoreApplication>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("app::PathsDock", text); }

class Story {
public:
    Story(const model::Document& document, const Theme& theme, std::vector<model::ChangeSet>& fixes) : m_document(document), m_theme(theme), m_fixes(fixes) {}

    QString path(const model::ReachPath& path) {
        const auto subnet = m_document.findNode(path.presence);
        const QString where = subnet ? tr("From subnet %1").arg(node(path.presence)) : tr("The way");
        const QString verdict = path.reachable ? ink(tr("gets through: %1").arg(model::doorTitle(path.door)), Token::Ok) : ink(tr("is blocked"), Token::Error);
        QString html = QStringLiteral("<p><b>%1</b> %2</p><table cellspacing=\"4\">").arg(where, verdict);
        for (const model::ReachHop& hop : path.hops)
            html += QStringLiteral("<tr><td>%1</td><td>&nbsp;%2&nbsp;</td><td>%3</td></tr>").arg(node(hop.node), ink(hop.decision, hop.passes ? Token::Ok : Token::Error), ink(hop.by, Token::Secondary));
        html += QStringLiteral("</table>");
        for (const model::Blocker& blocker : path.blockers) html += this->blocker(blocker);
        for (const QString& assumption : path.assumptions) html += QStringLiteral("<p>%1</p>").arg(ink(tr("Assumed: %1").arg(assumption), Token::Secondary));
        return html;
    }

private:
    [[nodiscard]] QString ink(const QString& text, Token token) const {
        return QStringLiteral("<span style=\"color:%1\">%2</span>").arg(m_theme.color(token).name(), text.toHtmlEscaped());
    }
    [[nodiscard]] QString node(model::Uid uid) const {
        const auto id = m_document.findNode(uid);
        return id ? QStringLiteral("<a href=\"node:%1\">%2</a>").arg(uid.text(), m_document.name(*id).toHtmlEscaped()) : tr("default");
    }
    QString blocker(const model::Blocker& blocker) {
        QString html = QStringLiteral("<p>%1 %2").arg(ink(blocker.code, Token::Error), blocker.message.toHtmlEscaped());
        if (blocker.fix) {
            html += QStringLiteral(" <a href=\"fix:%1\">%2</a>").arg(m_fixes.size()).arg(blocker.fix->title.toHtmlEscaped());
            m_fixes.push_back(*blocker.fix);
        }
        return html + QStringLiteral("</p>");
    }

    const model::Document& m_document;
    const Theme& m_theme;
    std::vector<model::ChangeSet>& m_fixes;
};

}  // namespace

QString pathStory(const model::Document& document, const model::Reach& reach, const Theme& theme, std::vector<model::ChangeSet>& fixes) {
    Story story(document, theme, fixes);
    QString html;
    for (const model::ReachPath& path : reach.paths) html += story.path(path);
    return html;
}

}  // namespace app
