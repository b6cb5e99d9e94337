// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/designinput.h"
#include "app/jobs/nodenames.h"
#include "app/jobs/reachjob.h"

#include <QCoreApplication>

namespace app::cli {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("cli", text); }

const QString kFrom = QStringLiteral("--from"), kTo = QStringLiteral("--to"), kAll = QStringLiteral("--all");
const QString kPort = QStringLiteral("--port"), kJson = QStringLiteral("--json");

Exit runAll(Call& call, const model::Document& document) {
    const std::vector<model::PairReach> pairs = reachAllPairs(document);
    if (call.arguments.has(kJson))
        call.out.json(reachAllJson(document, pairs));
    else
        call.out.text(reachAllText(document, pairs));
    return Exit::Done;
}

Exit runPair(Call& call, const model::Document& document, int port) {
    const auto from = findNamedNode(document, call.arguments.value(kFrom));
    if (!from) return Output::fail(from.error());
    const auto to = findNamedNode(document, call.arguments.value(kTo));
    if (!to) return Output::fail(to.error());
    const model::Reach reach = reachPair(document, *from, *to, port);
    if (call.arguments.has(kJson))
        call.out.json(reachJson(document, reach));
    else
        call.out.text(reachText(document, *from, *to, reach));
    return reach.reachable() ? Exit::Done : Exit::Findings;
}

QString objection(const Arguments& arguments) {
    const bool pair = arguments.has(kFrom) || arguments.has(kTo) || arguments.has(kPort);
    if (arguments.has(kAll)) return pair ? tr("Give --all, or a pair with --from and --to.") : QString();
    return arguments.has(kFrom) && arguments.has(kTo) ? QString() : tr("Name the pair: --from NODE --to NODE, or give --all.");
}

Exit run(Call& call) {
    const Arguments& arguments = call.arguments;
    if (const QString why = objection(arguments); !why.isEmpty()) return Output::fail(why);
    const auto port = wholeNumber(kPort, arguments.value(kPort, QStringLiteral("0")), arguments.has(kPort) ? 1 : 0, 65535);
    if (!port) return Output::fail(port.error());
    const auto input = readDesign(arguments.names().first(), call.kinds);
    if (!input) return Output::fail(input.error());
    return arguments.has(kAll) ? runAll(call, *input->document) : runPair(call, *input->document, static_cast<int>(*port));
}

}  // namespace

Command reachCommand() {
    return {
        .name = QStringLiteral("reach"),
        .summary = QT_TRANSLATE_NOOP("cli", "tell whether packets get from one node to another, hop by hop"),
        .synopsis = {QStringLiteral("reach FILE --from NODE --to NODE [--port N] [--json]"), QStringLiteral("reach FILE --all [--json]")},
        .description = QT_TRANSLATE_NOOP(
            "cli",
            "Walks a packet from the caller through security groups, network ACLs, route tables, gateways and endpoints to the target, and "
            "its answer back. Where it gets through, every hop is listed with what decided (+). Where it does not, every blocker is listed "
            "(x) with its code, a sentence, and the fix if there is one. The codes are those of AWS's Reachability Analyzer; ours begin with "
            "SKERRY_. A caller that stands in several subnets must get through from each.\n\n"
            "A node is named by its name (Orders), its path (us-east-1/vpc-a/subnet-1), or the beginning of its id (#3f9a). With --all every "
            "workload is tried against every target; the exit status is then 0 whatever comes out."),
        .options = {{"--from", "NODE", QT_TRANSLATE_NOOP("cli", "Who calls.")},
                    {"--to", "NODE", QT_TRANSLATE_NOOP("cli", "Who is called.")},
                    {"--port", "N", QT_TRANSLATE_NOOP("cli", "The TCP port; the target's own unless said.")},
                    {"--all", "", QT_TRANSLATE_NOOP("cli", "Every workload against every target.")},
                    {"--json", "", QT_TRANSLATE_NOOP("cli", "One JSON document.")}},
        .json = R"({"reachable","door","hops":[{"node","passes","decision","by"}],"blockers":[{"code","node","message","fix"}],
     "assumptions":[],"paths":[{"presence","zone","reachable","door","hops"}]}
    --all: {"pairs":[{"from","to","reachable","door","internet"}]})",
        .examples = {QStringLiteral("skerry reach orders.skerry --from web --to Orders"),
                     QStringLiteral("skerry reach vpc.yaml --all --json | jq '.pairs[] | select(.reachable | not)'")},
        .fewestNames = 1,
        .run = run,
    };
}

}  // namespace app::cli
