// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/issues/rulepage.h"

#include "app/issues/ruletext.h"
#include "app/look.h"
#include "app/paint/pictureexport.h"
#include "model/io/design.h"
#include "model/io/skerryjson.h"
#include "model/picture/linkpaths.h"
#include "model/picture/picturebuilder.h"
#include "model/rules/ruleengine.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr QSize kPicture(400, 220);

bool isFailing(const RuleExample& example) { return example.path.contains(QLatin1String("fails")); }

QString sentenceOf(const model::RuleEngine& engine, const QString& rule) {
    const auto it = std::ranges::find(engine.issues(), rule, [](const model::IssuePtr& issue) { return issue->rule; });
    return it == engine.issues().end() ? RulePage::tr("The rule is content with this design.") : (*it)->message;
}

RuleExample makeExample(const model::KindRegistry& kinds, const QString& rule, const QString& path, const Look& look) {
    RuleExample example{path, {}, {}};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return example;
    auto design = model::fromSkerryJson(file.readAll());
    model::Document document(kinds);
    if (!design || !model::loadDesign(document, std::move(*design))) return example;
    if (!document.apply(model::arrangeEdit(document, model::ArrangeScope::OnlyUnplaced))) return example;
    model::RuleEngine engine(document);
    engine.checkAll();
    example.sentence = sentenceOf(engine, rule);
    model::PictureBuilder builder(document);
    auto image = pictureImage(builder.build(model::linkPaths(document, &engine.facts()), &engine.facts()), {look.theme().scheme(), 1.0, rule});
    if (image) example.picture = std::move(*image);
    return example;
}

}  // namespace

std::vector<RuleExample> ruleExamples(const model::KindRegistry& kinds, const QString& rule, const Look& look) {
    std::vector<RuleExample> examples;
    for (const QString& name : {QStringLiteral("fails"), QStringLiteral("passes")})
        if (const QString path = QStringLiteral(":/rules/%1/%2.skerry.json").arg(rule, name); QFile::exists(path)) examples.push_back(makeExample(kinds, rule, path, look));
    return examples;
}

RulePage::RulePage(const model::KindRegistry& kinds, const QString& rule, Look& look, QWidget* parent) : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("rulePage"));
    setWindowTitle(tr("Rule %1").arg(rule));
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(20, 16, 20, 16);
    box->setSpacing(12);
    auto* text = new QLabel(rulePage(kinds, rule, look), this);
    text->setTextFormat(Qt::RichText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextBrowserInteraction);
    box->addWidget(text);
    const auto examples = ruleExamples(kinds, rule, look);
    const model::RuleSpec* spec = findRule(kinds, rule);
    const auto sentenceInk = [spec](const RuleExample& example) { return isFailing(example) ? severityInk(spec ? spec->severity : model::Severity::Error) : Token::Ok; };
    auto* cards = new QHBoxLayout;
    cards->setSpacing(16);
    for (const RuleExample& example : examples) cards->addWidget(makeCard(example, sentenceInk(example), look), 1);
    if (!examples.empty()) box->addLayout(cards);
    box->addStretch();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);  // not an example, which would take the place of the design
    box->addWidget(buttons);
    buttons->button(QDialogButtonBox::Close)->setFocus();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(examples.empty() ? 460 : 2 * kPicture.width() + 80, sizeHint().height());
}

QWidget* RulePage::makeCard(const RuleExample& example, Token sentenceInk, Look& look) {
    auto* card = new QFrame(this);
    card->setFrameShape(QFrame::StyledPanel);
    auto* box = new QVBoxLayout(card);
    box->setContentsMargins(12, 10, 12, 12);
    box->setSpacing(8);
    const bool fails = isFailing(example);
    auto* title = new QLabel(fails ? tr("<b>A design that it refuses</b>") : tr("<b>A design that it accepts</b>"), card);
    box->addWidget(title);
    auto* picture = new QLabel(card);
    picture->setFixedHeight(kPicture.height());
    picture->setMinimumWidth(kPicture.width());
    picture->setAlignment(Qt::AlignCenter);
    QPalette paper = picture->palette();
    paper.setColor(QPalette::Window, look.color(Token::Canvas));  // the paper goes on around the drawing
    picture->setPalette(paper);
    picture->setAutoFillBackground(true);
    const qreal ratio = devicePixelRatioF();
    if (!example.picture.isNull()) {
        QSize room = kPicture * ratio;
        if (example.picture.width() < room.width() && example.picture.height() < room.height()) room = example.picture.size();  // small ones stay sharp
        QPixmap pixmap = QPixmap::fromImage(example.picture.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation));
        pixmap.setDevicePixelRatio(ratio);
        picture->setPixmap(pixmap);
    }
    box->addWidget(picture);
    auto* sentence = new QLabel(example.sentence, card);
    sentence->setWordWrap(true);
    QPalette ink = sentence->palette();
    ink.setColor(QPalette::WindowText, look.color(sentenceInk));
    sentence->setPalette(ink);
    box->addWidget(sentence, 1, Qt::AlignTop);
    auto* open = new QPushButton(tr("Open this example"), card);
    open->setObjectName(fails ? QStringLiteral("openFailing") : QStringLiteral("openPassing"));
    open->setAutoDefault(false);
    box->addWidget(open, 0, Qt::AlignLeft);
    connect(open, &QPushButton::clicked, this, [this, path = example.path] {
        Q_EMIT exampleWanted(path);
        accept();
    });
    return card;
}

}  // namespace app
