// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"
#include "model/core/kindregistry.h"

#include <QDialog>
#include <QImage>
#include <QString>

namespace app {

class Look;

/// One of the two small designs that show a rule: one that it refuses, one that it is content with.
struct RuleExample {
    QString path;      ///< of the resource
    QImage picture;    ///< null: it cannot be drawn
    QString sentence;  ///< what the rule says about it
};
/// The examples of a rule, in the order failing, passing; those that exist.
[[nodiscard]] std::vector<RuleExample> ruleExamples(const model::KindRegistry& kinds, const QString& rule, const Look& look);

/// The page of a rule: what it checks, why, where the fact comes from, and its two examples, which can be opened.
class RulePage final : public QDialog {
    Q_OBJECT
public:
    RulePage(const model::KindRegistry& kinds, const QString& rule, Look& look, QWidget* parent);

Q_SIGNALS:
    void exampleWanted(const QString& path);

private:
    QWidget* makeCard(const RuleExample& example, Token sentenceInk, Look& look);
};

}  // namespace app
