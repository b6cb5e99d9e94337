// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/tools/tool.h"

#include <QString>

#include <functional>
#include <vector>

namespace app {

/// Choosing a target by keyboard: Tab and Shift+Tab walk the legal ones, nearest first, arrows go to the neighbour in that
/// direction, Enter takes it, Esc leaves. Linking and moving to another container both are such walks.
class WalkTool final : public Tool {
public:
    struct Words {
        QString sentence;
        bool careful = false;
    };
    struct Stop {
        int tile = -1;  ///< -1: the empty canvas
        std::function<Words()> words;  ///< asked when the walk comes by: looking for a way takes its time
        std::function<void()> take;
    };
    /// `from`: the tile that the walk is about.
    enum class Show { Line, Target };
    WalkTool(CanvasView& view, int from, std::vector<Stop> stops, Show show);

    State move(const Pointer&) override { return State::Running; }
    State press(const Pointer& pointer) override;
    State release(const Pointer&) override { return State::Running; }
    State key(const QKeyEvent& event, bool& handled) override;
    void paint(QPainter& painter, const PaintContext& context) const override;

private:
    [[nodiscard]] QPointF placeOf(int tile) const;
    void announce();
    [[nodiscard]] QPointF wordsAt(int tile) const;
    void step(int by);
    void go(const QPointF& direction);

    int m_from;
    std::vector<Stop> m_stops;
    Show m_show;
    size_t m_at = 0;
    Words m_words;
};

}  // namespace app
