// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <array>

namespace model::vpc {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

const QString kSubnetRole = QStringLiteral("subnet");

ChangeSet withCidrs(const NodeView& v, const QStringList& cidrs, const QString& title) { return {title, {SetProperty{v.uid(), kCidrs, cidrs}}}; }

void checkSizes(const NodeView& v, IssueSink& sink) {
    const QStringList cidrs = v.texts(kCidrs);
    for (qsizetype i = 0; i < cidrs.size(); ++i) {
        const auto block = Cidr::parse(cidrs[i]);
        if (!block || block->isIpv6 || (block->prefix >= 16 && block->prefix <= 28)) continue;
        Cidr legal = *block;
        legal.prefix = std::clamp<quint8>(legal.prefix, 16, 28);
        QStringList fixed = cidrs;
        fixed[i] = legal.canonical().text();
        Issue& issue = sink.add(tr("VPC %1: block %2 must be between /16 (65,536 addresses) and /28 (16). Choose %3.").arg(v.quoted(), cidrs[i], fixed[i]), {v.uid()});
        issue.fix = withCidrs(v, fixed, tr("Make it %1").arg(fixed[i]));
    }
}

void checkOwnOverlap(const NodeView& v, IssueSink& sink) {
    const QStringList cidrs = v.texts(kCidrs);
    std::vector<Cidr> blocks;
    std::vector<qsizetype> places;
    for (qsizetype i = 0; i < cidrs.size(); ++i)
        if (const auto block = Cidr::parse(cidrs[i])) {
            blocks.push_back(*block);
            places.push_back(i);
        }
    for (const auto& [a, b] : overlappingPairs(blocks)) {
        QStringList fixed = cidrs;
        fixed.removeAt(places[b]);
        Issue& issue = sink.add(tr("VPC %1: blocks %2 and %3 overlap. A further block must be apart from those that it has.").arg(v.quoted(), cidrs[places[a]], cidrs[places[b]]), {v.uid()});
        issue.fix = withCidrs(v, fixed, tr("Remove %1").arg(cidrs[places[b]]));
    }
}

// In the order of their first parts: the first block of a VPC is its primary one. Empty where one cannot be read.
QStringList mergedCidrs(const QStringList& cidrs) {
    constexpr quint8 kWidest = 16;  // of a VPC
    std::vector<Cidr> blocks;
    for (const QString& text : cidrs) {
        const auto block = Cidr::parse(text);
        if (!block) return {};
        blocks.push_back(block->canonical());
    }
    const std::vector<Cidr> merged = mergedBlocks(blocks, kWidest);
    QStringList texts;
    for (const Cidr& part : blocks) {
        const auto whole = std::ranges::find_if(merged, [&](const Cidr& block) { return block.contains(part); });
        if (whole != merged.end() && !texts.contains(whole->text())) texts += whole->text();
    }
    return texts;
}

void checkBlockCount(const NodeView& v, IssueSink& sink) {
    constexpr qsizetype kQuota = 5;  // Amazon VPC quotas, IPv4 CIDR blocks per VPC
    const QStringList cidrs = v.texts(kCidrs);
    if (cidrs.size() <= kQuota) return;
    Issue& issue = sink.add(tr("VPC %1 has %2 IPv4 blocks; the default quota is 5. Merge some or have the quota raised.").arg(v.quoted()).arg(cidrs.size()), {v.uid()});
    if (const QStringList merged = mergedCidrs(cidrs); !merged.isEmpty() && merged.size() <= kQuota) issue.fix = withCidrs(v, merged, tr("Merge the blocks that lie side by side"));
}

// A free private block of the same size in place of one that no subnet lies in.
std::optional<ChangeSet> otherBlock(const NodeView& v, const Cidr& block) {
    for (const PlacedBlock& placed : subnetBlocks(v))
        if (placed.block.overlaps(block)) return std::nullopt;
    std::vector<Cidr> taken = vpcBlocks(v);
    const auto region = regionOf(v);
    for (const NodeView& other : region ? region->children(QStringLiteral("vpc")) : std::vector<NodeView>())
        for (const Cidr& theirs : vpcBlocks(other)) taken.push_back(theirs);
    const auto free = nextFreeBlock(std::array{*Cidr::parse(u"10.0.0.0/8")}, taken, std::clamp<quint8>(block.prefix, 16, 28));
    if (!free) return std::nullopt;
    QStringList cidrs = v.texts(kCidrs);
    for (QString& text : cidrs)
        if (const auto own = Cidr::parse(text); own && own->canonical() == block.canonical()) text = free->text();
    return withCidrs(v, cidrs, tr("Use %1").arg(free->text()));
}

void checkPrivate(const NodeView& v, IssueSink& sink) {
    const auto blocks = vpcBlocks(v);
    if (blocks.empty() || blocks.front().isPrivate() || blocks.front().isIpv6) return;
    Issue& issue = sink.add(tr("VPC %1: %2 is a public range. Use private addresses (10/8, 172.16/12, 192.168/16) unless the range is yours.").arg(v.quoted(), blocks.front().text()), {v.uid()});
    issue.fix = otherBlock(v, blocks.front());
}

void checkUnusable(const NodeView& v, IssueSink& sink) {
    for (const Cidr& block : vpcBlocks(v))
        for (const char* text : {"0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"})
            if (block.overlaps(*Cidr::parse(QString::fromLatin1(text))))
                sink.add(tr("VPC %1: %2 touches %3, which AWS does not allow in a VPC. Choose another range.").arg(v.quoted(), block.text(), QString::fromLatin1(text)), {v.uid()}).fix = otherBlock(v, block);
}

void checkDocker(const NodeView& v, IssueSink& sink) {
    const Cidr docker = *Cidr::parse(u"172.17.0.0/16");
    for (const Cidr& block : vpcBlocks(v))
        if (block.overlaps(docker)) sink.add(tr("VPC %1: %2 overlaps 172.17.0.0/16, which Docker bridges and some services use themselves. Choose another block.").arg(v.quoted(), block.text()), {v.uid()}).fix = otherBlock(v, block);
}

// ---------------------------------------------------------------- zones
QString zoneBesides(const NodeView& v, const QSet<QString>& used) {
    const auto region = regionOf(v);
    const auto net = region ? region->netFacet<RegionNet>() : nullptr;
    if (net)
        for (const QString& zone : net->zones)
            if (!used.contains(zone)) return zone;
    return {};
}

// A twin of the subnet in another zone: the same size, tier and tables, the next free block.
std::optional<ChangeSet> twinOf(const NodeView& vpc, const NodeView& subnet, const QSet<QString>& zones) {
    const auto net = subnet.netFacet<SubnetNet>();
    const auto block = net ? Cidr::parse(net->cidr) : std::nullopt;
    const QString zone = zoneBesides(vpc, zones);
    if (!block || zone.isEmpty()) return std::nullopt;
    std::vector<Cidr> taken;
    for (const PlacedBlock& placed : subnetBlocks(vpc)) taken.push_back(placed.block);
    const auto free = nextFreeBlock(vpcBlocks(vpc), taken, block->prefix);
    if (!free) return std::nullopt;
    NodeData twin{Uid::derived(QStringLiteral("twin ") + zone, subnet.uid().text()), subnet.kind()->id, vpc.uid(), {}, std::nullopt, {}};
    while (vpc.find(twin.uid)) twin.uid.value += 1;
    storeProperty(twin.properties, QStringLiteral("name"), QString(subnet.name() + u'-' + zone.right(1)));
    storeProperty(twin.properties, kCidr, free->text());
    storeProperty(twin.properties, kZone, zone);
    for (const QString& key : {kTier, kRouteTable, kAcl})
        if (subnet.has(key)) storeProperty(twin.properties, key, subnet.value(key));
    return ChangeSet{tr("Add subnet %1 in %2").arg(free->text(), zone), {AddNode{std::move(twin)}}};
}

QMap<QString, std::vector<NodeView>> subnetsByTier(const NodeView& v) {
    QMap<QString, std::vector<NodeView>> tiers;
    for (const NodeView& subnet : v.children(kSubnetRole)) tiers[subnet.text(kTier)].push_back(subnet);
    return tiers;
}

QSet<QString> zonesOf(const std::vector<NodeView>& subnets) {
    QSet<QString> zones;
    for (const NodeView& subnet : subnets)
        if (const QString zone = subnet.text(kZone); !zone.isEmpty()) zones += zone;
    return zones;
}

void checkTiers(const NodeView& v, IssueSink& sink) {
    if (zonesOf(v.children(kSubnetRole)).size() < 2) return;  // NET-023 says it for the whole VPC
    const auto tiers = subnetsByTier(v);
    for (auto it = tiers.begin(); it != tiers.end(); ++it) {
        const QSet<QString> zones = zonesOf(it.value());
        if (zones.size() != 1) continue;
        Issue& issue = sink.add(tr("Every %1 subnet of VPC %2 lies in %3: the loss of that zone takes the whole tier down. Add a twin in a second zone.").arg(it.key(), v.quoted(), *zones.begin()), {v.uid(), it.value().front().uid()});
        issue.fix = twinOf(v, it.value().front(), zones);
    }
}

void checkZones(const NodeView& v, IssueSink& sink) {
    const auto subnets = v.children(kSubnetRole);
    const QSet<QString> zones = zonesOf(subnets);
    if (zones.size() != 1) return;
    Issue& issue = sink.add(tr("VPC %1 uses a single Availability Zone. Use at least two, better three: DynamoDB itself keeps its copies in three.").arg(v.quoted()), {v.uid()});
    issue.fix = twinOf(v, subnets.front(), zones);
}

void checkDedicated(const NodeView& v, IssueSink& sink) {
    if (v.text(kTenancy) == u"dedicated") sink.add(tr("VPC %1 is dedicated: all its instances run on hardware of one customer, the dearer option.").arg(v.quoted()), {v.uid()});
}

// ---------------------------------------------------------------- what there is one of
void checkMainTables(const NodeView& v, IssueSink& sink) {
    const auto mains = mainRouteTables(v);
    if (mains.size() < 2) return;  // none drawn: the one that comes with the VPC, which knows the local route only
    std::vector<Uid> nodes{v.uid()};
    ChangeSet fix{tr("Keep %1 as the main table").arg(mains.front().quoted()), {}};
    for (const NodeView& table : mains) {
        nodes.push_back(table.uid());
        if (!(table == mains.front())) fix.changes.emplace_back(SetProperty{table.uid(), kMain, std::nullopt});
    }
    sink.add(tr("VPC %1 has %2 main route tables, and can have only one. Mark one.").arg(v.quoted()).arg(mains.size()), nodes).fix = fix;
}

// The one that routes lead to stays; where they lead to two, a person has to choose.
std::optional<ChangeSet> detachFix(const NodeView& v, const std::vector<NodeView>& gateways) {
    const auto isUsed = [](const NodeView& gateway) { return !gateway.referrers().empty(); };
    const auto used = std::ranges::find_if(gateways, isUsed);
    const NodeView kept = used == gateways.end() ? gateways.front() : *used;
    const auto region = v.parent();
    if (!region || std::ranges::count_if(gateways, isUsed) > 1) return std::nullopt;
    ChangeSet fix{tr("Keep %1 and detach the others").arg(kept.quoted()), {}};
    for (const NodeView& gateway : gateways)
        if (!(gateway == kept)) fix.changes.emplace_back(SetParent{gateway.uid(), region->uid()});
    return fix;
}

void checkInternetGateways(const NodeView& v, IssueSink& sink) {
    std::vector<Uid> nodes{v.uid()};
    const auto gateways = v.children(QStringLiteral("internetGateway"));
    for (const NodeView& gateway : gateways) nodes.push_back(gateway.uid());
    if (nodes.size() <= 2) return;
    Issue& issue = sink.add(tr("VPC %1 has %2 internet gateways; one VPC takes only one. Remove the others.").arg(v.quoted()).arg(nodes.size() - 1), nodes);
    issue.fix = detachFix(v, gateways);
}

}  // namespace

std::vector<RuleSpec> vpcRules() {
    constexpr auto kBlocks = "Amazon VPC User Guide, VPC CIDR blocks";
    return {
        {.id = "NET-001", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "VPC block too large or too small"), .help = QT_TRANSLATE_NOOP("model", "IPv4 blocks of a VPC are between /16 and /28."), .source = kBlocks, .offersFix = true, .check = checkSizes},
        {.id = "NET-006", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Blocks of one VPC overlap"), .help = QT_TRANSLATE_NOOP("model", "A further block may not overlap one that the VPC has."), .source = kBlocks, .offersFix = true, .check = checkOwnOverlap},
        {.id = "NET-013", .severity = Severity::Error, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "More than five IPv4 blocks"), .help = QT_TRANSLATE_NOOP("model", "The default quota is five IPv4 blocks a VPC, up to fifty on request."), .source = "Amazon VPC quotas", .offersFix = true, .check = checkBlockCount},
        {.id = "NET-016", .severity = Severity::Advice, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Public addresses inside"), .help = QT_TRANSLATE_NOOP("model", "RFC 1918 ranges never clash with the internet's."), .source = kBlocks, .offersFix = true, .check = checkPrivate},
        {.id = "NET-017", .severity = Severity::Warning, .priority = 3, .title = QT_TRANSLATE_NOOP("model", "Overlaps Docker's own range"), .help = QT_TRANSLATE_NOOP("model", "Some services use 172.17.0.0/16 inside instances."), .source = kBlocks, .offersFix = true, .check = checkDocker},
        {.id = "NET-018", .severity = Severity::Error, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Range that no VPC can have"), .help = QT_TRANSLATE_NOOP("model", "Loopback, link-local, multicast and 0/8 are not usable."), .source = kBlocks, .offersFix = true, .check = checkUnusable},
        {.id = "NET-022", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "A tier in one zone"), .help = QT_TRANSLATE_NOOP("model", "Subnets do not span zones: a tier that is to survive has one in each of two."), .source = "Amazon VPC User Guide, subnets", .offersFix = true, .check = checkTiers},
        {.id = "NET-023", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "VPC in one zone"), .help = QT_TRANSLATE_NOOP("model", "Zones fail one at a time; use at least two."), .source = "AWS Well-Architected Framework, reliability", .offersFix = true, .check = checkZones},
        {.id = "NET-034", .severity = Severity::Info, .priority = 3, .title = QT_TRANSLATE_NOOP("model", "Dedicated hardware"), .help = QT_TRANSLATE_NOOP("model", "Tenancy of a VPC applies to all its instances."), .source = "Amazon EC2 User Guide, dedicated instances", .check = checkDedicated},
        {.id = "RT-003", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "More than one main route table"), .help = QT_TRANSLATE_NOOP("model", "A VPC has exactly one main table; where none is drawn, the one that comes with it knows the local route only."), .source = "Amazon VPC User Guide, route tables", .offersFix = true, .check = checkMainTables},
        {.id = "IGW-001", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "More than one internet gateway"), .help = QT_TRANSLATE_NOOP("model", "One internet gateway is attached to a VPC at a time."), .source = "Amazon VPC User Guide, internet gateways", .offersFix = true, .check = checkInternetGateways},
    };
}

}  // namespace model::vpc
