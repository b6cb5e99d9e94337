// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfn/node.h"

#include <yaml-cpp/eventhandler.h>

#include <QHash>

#include <string>
#include <unordered_map>
#include <vector>

namespace model::cfn {

/// CloudFormation documents no limit of nesting; real templates stay under 30 levels. Bounded because reading,
/// copying and resolving descend level by level.
inline constexpr int kMaxNestingLevels = 100;
/// Values of one template after its aliases are expanded. A template of CloudFormation's largest size (1 MB,
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html) has about 50,000.
inline constexpr qsizetype kMaxValues = 200'000;

/// Thrown out of yaml-cpp's parser, which has no other way to stop; caught by the template reader, never beyond.
struct Refusal {
    int line = 0;
    QString sentence;
};

/// Builds the tree from yaml-cpp's events. Only what the events tell is kept, so a bomb of aliases is counted before
/// it is copied.
class NodeBuilder final : public YAML::EventHandler {
public:
    /// The tree, once a document has been handled.
    [[nodiscard]] Node takeRoot() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override;
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override;

private:
    struct Built {
        Node node{};
        int levels = 1;
        qsizetype values = 1;
    };
    struct Frame {
        Built built;
        QString function;  // of a short-form tag, in its long form
        YAML::anchor_t anchor = 0;
        bool keyPending = false;
        NodeKey key;
        QHash<QString, int> lineOfKey;
        std::vector<Node> merged;
    };

    void open(NodeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
    void close();
    void finish(Built built, const QString& function, YAML::anchor_t anchor);
    void attach(Built built);
    /// Real templates repeat keys where nothing depends on them (Metadata), and CloudFormation takes them.
    [[nodiscard]] bool isInSectionThatCounts() const;
    void takeKey(Frame& frame, const Node& node);
    void addMerged(Frame& frame, const Node& node);
    void mergeInto(Frame& frame);
    void count(qsizetype values, int line);
    void checkLevels(qsizetype levels, int line) const;

    std::vector<Frame> m_open;
    std::unordered_map<YAML::anchor_t, Built> m_anchored;
    Node m_root;
    qsizetype m_values = 0;
};

}  // namespace model::cfn
