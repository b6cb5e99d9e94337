// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/issues/ruletext.h"

#include "app/look.h"

#include <QCoreApplication>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("app::RuleText", text); }
QString ruleText(const char* text) { return QCoreApplication::translate("model", text); }

QString decidedBy(model::DecidedBy by) {
    switch (by) {
        case model::DecidedBy::Design: return tr("Decided by the design alone.");
        case model::DecidedBy::Baseline: return tr("Compares with the design that you marked as deployed.");
        case model::DecidedBy::Run: return tr("Decided by the last run.");
    }
    return {};
}

}  // namespace

Token severityInk(model::Severity severity) {
    switch (severity) {
        case model::Severity::Error: return Token::Error;
        case model::Severity::Warning: return Token::Warning;
        case model::Severity::Advice: return Token::Accent;
        case model::Severity::Info: return Token::Secondary;
    }
    return Token::Secondary;
}

QPixmap severityPixmap(Look& look, model::Severity severity, int sidePx, qreal pixelRatio) {
    return look.icons().glyphPixmap(QStringLiteral("ui/") + model::severityName(severity), sidePx, pixelRatio, look.color(severityInk(severity)));
}

QString severityTitle(model::Severity severity) {
    switch (severity) {
        case model::Severity::Error: return tr("Error");
        case model::Severity::Warning: return tr("Warning");
        case model::Severity::Advice: return tr("Advice");
        case model::Severity::Info: return tr("Info");
    }
    return {};
}

const model::RuleSpec* findRule(const model::KindRegistry& kinds, const QString& id) {
    for (const model::RuleSpec* rule : kinds.allRules())
        if (id == QLatin1String(rule->id)) return rule;
    return nullptr;
}

QString ruleTitle(const model::KindRegistry& kinds, const QString& id) {
    const model::RuleSpec* rule = findRule(kinds, id);
    return rule ? ruleText(rule->title) : tr("What every row must hold");
}

QString ruleLine(const model::KindRegistry& kinds, const QString& id) {
    const model::RuleSpec* rule = findRule(kinds, id);
    if (!rule) return id;
    const QString source = QString::fromUtf8(rule->source);
    return source.isEmpty() ? QStringLiteral("%1 · %2").arg(id, ruleText(rule->title)) : QStringLiteral("%1 · %2 (%3)").arg(id, ruleText(rule->title), source);
}

QString rulePage(const model::KindRegistry& kinds, const QString& id, const Look& look) {
    const model::RuleSpec* rule = findRule(kinds, id);
    if (!rule) return tr("<h3>%1</h3><p>A check of the rows of every kind: required values, ranges, choices and references.</p>").arg(id.toHtmlEscaped());
    QString html = QStringLiteral("<h3>%1 · %2</h3><p>%3</p>").arg(id, ruleText(rule->title).toHtmlEscaped(), ruleText(rule->help).toHtmlEscaped());
    const auto inked = [&look](Token ink, const QString& words) { return QStringLiteral("<span style='color:%1'>%2</span>").arg(look.color(ink).name(), words); };
    QString beside = decidedBy(rule->decidedBy);
    if (*rule->source) beside += u' ' + tr("Source: %1.").arg(QString::fromUtf8(rule->source).toHtmlEscaped());
    html += QStringLiteral("<p><b>%1</b> %2</p>").arg(inked(severityInk(rule->severity), severityTitle(rule->severity) + u'.'), inked(Token::Secondary, beside));
    return html;
}

}  // namespace app
