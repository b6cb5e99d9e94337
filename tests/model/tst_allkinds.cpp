// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/edit.h"
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/io/skerryfile.h"
#include "model/io/skerryjson.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace model;

// What holds for every kind, whoever adds it.
class AllKinds final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasAnIconAHelpAndAnUnchangingId_data() { kinds(); }
    void everyKindHasAnIconAHelpAndAnUnchangingId();
    void everyPropertyHasATitleAHelpAndAGroup_data() { kinds(); }
    void everyPropertyHasATitleAHelpAndAGroup();
    void everyDefaultFitsItsRow_data() { kinds(); }
    void everyDefaultFitsItsRow();
    void everyKindCanBePlacedSomewhere_data() { kinds(); }
    void everyKindCanBePlacedSomewhere();
    void everyFacetAnswersOnAFreshNode_data() { kinds(); }
    void everyFacetAnswersOnAFreshNode();
    void everyCloudFormationRowNamesAProperty_data() { kinds(); }
    void everyCloudFormationRowNamesAProperty();
    void everyFidelityCardSaysWhatIsAndWhatIsNotModelled_data() { kinds(); }
    void everyFidelityCardSaysWhatIsAndWhatIsNotModelled();
    void everyRuleHasATitleAHelpAndASource();
    void everyReferenceAsksForARoleThatSomeKindOffers();
    void everyKindSurvivesBothFilesWithAllItsProperties_data() { kinds(); }
    void everyKindSurvivesBothFilesWithAllItsProperties();

private:
    void kinds() const;
    [[nodiscard]] const KindSpec& kind() const;
    // Adds a node of the kind with all the containers that it needs; null if it fits nowhere.
    Uid place(Document& document, const KindSpec& kind) const;
    static void checkRow(const PropertySpec& row);
    static Value anotherValue(const PropertySpec& row, Uid target);

    const KindRegistry m_registry = shippedKinds();
};

void AllKinds::kinds() const {
    QTest::addColumn<QString>("id");
    for (const auto& each : m_registry.kinds()) QTest::newRow(qPrintable(each->id)) << each->id;
}

const KindSpec& AllKinds::kind() const {
    QFETCH(QString, id);
    return *m_registry.find(id);
}

Uid AllKinds::place(Document& document, const KindSpec& wanted) const {
    Uid parent;
    if (!wanted.livesIn.contains(QString())) {
        const KindSpec* container = nullptr;
        for (const auto& each : m_registry.kinds())
            if (!container && each.get() != &wanted && wanted.fitsInto(each.get())) container = each.get();
        if (!container) return {};
        parent = place(document, *container);
        if (parent.isNull()) return {};
    }
    Edit edit(document, QStringLiteral("Add"));
    const Uid uid = edit.addNode(wanted.id, parent);
    const auto changes = edit.take();
    return changes && document.apply(*changes) ? uid : Uid();
}

// A value of the row's type that is not its default.
Value AllKinds::anotherValue(const PropertySpec& row, Uid target) {
    switch (row.type) {
        case ValueType::Bool: return !std::get<bool>(row.fallback);
        case ValueType::Integer: return static_cast<qint64>(toNumber(row.fallback)) + 1;
        case ValueType::Number: return toNumber(row.fallback) + 0.5;
        case ValueType::Text:
        case ValueType::LongText: return QStringLiteral("a \"quoted\" \u00e9\nline");
        case ValueType::TextList: return QStringList{QStringLiteral("one"), QString()};
        case ValueType::Choice: return row.choices.back().id == std::get<QString>(row.fallback) ? row.choices.front().id : row.choices.back().id;
        case ValueType::Ref: return Ref{target, {}};
        case ValueType::Refs: return Refs{{Ref{target, {}}, Ref{Uid{77}, QStringLiteral("gone")}}};
        case ValueType::Rows: break;
    }
    Row filled;
    for (const PropertySpec& column : row.columns) filled.set(column.key, anotherValue(column, target));
    return Rows{{filled, Row()}};
}

void AllKinds::everyKindHasAnIconAHelpAndAnUnchangingId() {
    const KindSpec& k = kind();
    static const QRegularExpression shape(QStringLiteral("^[a-z0-9_]+(\\.[a-z0-9_]+)?$"));
    QVERIFY2(shape.match(k.id).hasMatch(), qPrintable(k.id));
    const QString icon = QStringLiteral(SKERRY_SOURCE_DIR "/resources/icons/%1.svg").arg(k.id);
    QVERIFY2(QFile::exists(icon), qPrintable(icon));
    QVERIFY(qstrlen(k.title) > 0);
    QVERIFY(QString::fromUtf8(k.help).endsWith(u'.'));
}

void AllKinds::checkRow(const PropertySpec& row) {
    const QByteArray key = row.key.toUtf8();
    QVERIFY2(qstrlen(row.title) > 0, key);
    QVERIFY2(QString::fromUtf8(row.help).endsWith(u'.'), key);
    QVERIFY2(row.minimum <= row.maximum, key);
    QVERIFY2(row.type != ValueType::Choice || row.choices.size() > 1, key);
    QVERIFY2(row.type != ValueType::Rows || !row.columns.empty(), key);
    for (const PropertySpec& column : row.columns) checkRow(column);
}

void AllKinds::everyPropertyHasATitleAHelpAndAGroup() {
    QSet<QString> keys;
    for (const PropertySpec& row : kind().properties) {
        checkRow(row);
        QVERIFY2(qstrlen(row.group) > 0, qPrintable(row.key));
        QVERIFY2(!keys.contains(row.key), qPrintable(row.key));
        keys.insert(row.key);
    }
}

void AllKinds::everyDefaultFitsItsRow() {
    for (const PropertySpec& row : kind().properties) {
        QCOMPARE(typeObjection(row, row.fallback), QString());
        if (!row.required) QCOMPARE(rangeObjection(row, row.fallback), QString());
    }
}

void AllKinds::everyKindCanBePlacedSomewhere() {
    Document document(m_registry);
    const Uid uid = place(document, kind());
    QVERIFY2(!uid.isNull(), "no kind offers a role that it lives in");
    QCOMPARE(document.node(*document.findNode(uid)).kind, &kind());
    QVERIFY(!document.name(*document.findNode(uid)).isEmpty());
}

void AllKinds::everyFacetAnswersOnAFreshNode() {
    Document document(m_registry);
    const NodeView view(document, *document.findNode(place(document, kind())));
    QCOMPARE(view.net().index() == 0, kind().net == nullptr);
    QCOMPARE(view.data() == DataSpec(), kind().data == nullptr);
    // A container has a colour for its outline, a leaf shows no band.
    const ViewSpec spec = view.view();
    QCOMPARE(spec.shape == ViewSpec::Shape::Container, !spec.token.isEmpty());
    for (const RuleSpec& rule : kind().rules) {
        std::vector<Issue> issues;
        IssueSink sink(issues);
        rule.check(view, sink);
        for (const Issue& issue : issues) {
            QVERIFY2(issue.message.endsWith(u'.'), qPrintable(issue.message));
            QVERIFY(!issue.nodes.empty());
        }
    }
}

void AllKinds::everyCloudFormationRowNamesAProperty() {
    for (const CfnSpec& spec : kind().cloudFormation) {
        QVERIFY2(spec.type.startsWith(u"AWS::"), qPrintable(spec.type));
        for (const CfnRow& row : spec.rows) QVERIFY2(kind().property(row.property), qPrintable(row.path));
        for (const CfnPart& part : spec.parts) {
            QVERIFY2(part.type.startsWith(u"AWS::"), qPrintable(part.type));
            QVERIFY2(qstrlen(part.why) > 0, qPrintable(part.type));
            for (const CfnRow& row : part.rows) QVERIFY2(kind().property(row.property), qPrintable(row.path));
        }
    }
}

void AllKinds::everyFidelityCardSaysWhatIsAndWhatIsNotModelled() {
    if (kind().id == u"note") return;  // text stands for nothing
    QVERIFY(!kind().fidelity.modelled.empty());
    QVERIFY(!kind().fidelity.notModelled.empty());
}

void AllKinds::everyRuleHasATitleAHelpAndASource() {
    static const QRegularExpression shape(QStringLiteral("^[A-Z0-9]{2,4}-\\d{3}$"));
    const auto rules = m_registry.allRules();
    QVERIFY(!rules.empty());
    QSet<QByteArray> ids;
    for (const RuleSpec* rule : rules) {
        QVERIFY2(shape.match(QString::fromLatin1(rule->id)).hasMatch(), rule->id);
        QVERIFY2(!ids.contains(rule->id), rule->id);
        ids.insert(rule->id);
        QVERIFY2(qstrlen(rule->title) > 0 && qstrlen(rule->source) > 0, rule->id);
        QVERIFY2(QString::fromUtf8(rule->help).endsWith(u'.'), rule->id);
        // Those of the rows have no function of their own: one pass finds them all.
        QVERIFY2(rule->check || QByteArrayView(rule->id).startsWith("GEN-"), rule->id);
    }
}

void AllKinds::everyReferenceAsksForARoleThatSomeKindOffers() {
    QSet<QString> offered;
    for (const auto& each : m_registry.kinds())
        for (const QString& role : each->offers) offered.insert(role);
    for (const auto& each : m_registry.kinds())
        for (const PropertySpec& row : each->properties) {
            if (row.type != ValueType::Ref && row.type != ValueType::Refs) continue;
            QVERIFY2(offered.contains(row.role), qPrintable(QStringLiteral("%1 %2: %3").arg(each->id, row.key, row.role)));
        }
}

void AllKinds::everyKindSurvivesBothFilesWithAllItsProperties() {
    Document document(m_registry);
    const Uid uid = place(document, kind());
    Edit edit(document, QStringLiteral("Fill"));
    for (const PropertySpec& row : kind().properties) edit.setProperty(uid, row.key, anotherValue(row, uid));
    const auto changes = edit.take();
    QVERIFY2(changes.ok(), qPrintable(edit.error()));
    QVERIFY(document.apply(*changes).ok());
    const Design design = designOf(document);
    const auto fromJson = fromSkerryJson(toSkerryJson(design));
    QVERIFY2(fromJson.ok(), fromJson.ok() ? "" : qPrintable(fromJson.error()));
    QVERIFY(*fromJson == design);
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("kind.skerry"));
    QVERIFY(saveSkerryFile(path, design).ok());
    const auto file = loadSkerryFile(path);
    QVERIFY2(file.ok(), file.ok() ? "" : qPrintable(file.error()));
    QVERIFY(file->design == design);
}

QTEST_GUILESS_MAIN(AllKinds)
#include "tst_allkinds.moc"
