// SPDX-License-Identifier: GPL-3.0-or-later
// Saving and opening a design of 5,000 nodes, 7,500 links and 40,000 properties, beside plain SQLite of the same size.
#include "model/core/document.h"
#include "model/io/design.h"
#include "model/io/skerryfile.h"
#include "model/io/skerryjson.h"
#include "model/io/sqlfile.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace model;

namespace {

constexpr int kNodes = 5000, kLinks = 7500, kPropertiesANode = 5, kPropertiesALink = 2;

Design largeDesign() {
    Design design;
    for (quint64 i = 1; i <= kNodes; ++i) {
        const Geometry place{{double(i % 100) * 160, double(i / 100) * 90}, {0, 0}};
        NodeData node{Uid{i * 0x9e3779b97f4a7c15ULL}, QStringLiteral("note"), {}, {}, place, {}};
        for (int p = 0; p < kPropertiesANode; ++p)
            storeProperty(node.properties, QStringLiteral("property-%1").arg(p), QStringLiteral("value %1").arg(i));
        design.nodes.push_back(std::move(node));
    }
    std::ranges::sort(design.nodes, {}, &NodeData::uid);
    for (quint64 i = 1; i <= kLinks; ++i) {
        const auto end = [&design](quint64 n) { return design.nodes[n % kNodes].uid; };
        LinkData link{Uid{i * 0xd1b54a32d192ed03ULL}, QStringLiteral("calls"), end(i * 7), end(i * 13 + 1), {}};
        for (int p = 0; p < kPropertiesALink; ++p) link.properties.push_back({QStringLiteral("rate-%1").arg(p), double(i) * 1.5});
        design.links.push_back(std::move(link));
    }
    std::ranges::sort(design.links, {}, &LinkData::uid);
    return design;
}

double medianMs(const std::function<void()>& work) {
    std::vector<double> times;
    for (int i = 0; i < 7; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::nth_element(times, times.begin() + 3);
    return times[3];
}

void print(const char* work, double ms, double goalMs) {
    std::printf("{\"section\":\"files\",\"work\":\"%s\",\"value\":%.1f,\"unit\":\"ms\",\"goal\":\"<= %.1f\"}\n", work, ms, goalMs);
}

}  // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const KindRegistry registry = shippedKinds();
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("large.skerry"));
    Design design = largeDesign();
    bool ok = true;

    // Goals are three times what plain SQLite takes: 7.4 ms to load and 33 ms to save durably.
    print("save .skerry, 5,000 nodes", medianMs([&] { ok = saveSkerryFile(path, design).ok() && ok; }), 99);
    Document document(registry);
    print("open .skerry, document built", medianMs([&] {
              auto file = loadSkerryFile(path);
              ok = file.ok() && loadDesign(document, std::move(file->design)).ok() && ok;
          }),
          22.2);
    QByteArray json;
    print("write canonical JSON", medianMs([&] { json = toSkerryJson(design); }), 20);
    print("read canonical JSON", medianMs([&] { ok = fromSkerryJson(json).ok() && ok; }), 26);
    const auto back = fromSkerryJson(json);
    return ok && back.ok() && *back == design ? 0 : 1;
}
