// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/channel.h"

#include <algorithm>
#include <numeric>

namespace model::layout {

namespace {

int rootOf(std::vector<int> &roots, int at)
{
    while (roots[std::size_t(at)] != at)
        at = roots[std::size_t(at)] = roots[std::size_t(roots[std::size_t(at)])];
    return at;
}

class Solver {
public:
    Solver(const std::vector<ChannelItem> &items, std::vector<ChannelGap> gaps)
        : m_items(items), m_gaps(std::move(gaps)), m_before(items.size()), m_after(items.size())
    {
        for (std::size_t g = 0; g < m_gaps.size(); ++g) {
            m_before[std::size_t(m_gaps[g].after)].push_back(int(g));
            m_after[std::size_t(m_gaps[g].before)].push_back(int(g));
        }
    }

    std::vector<double> solve()
    {
        for (int attempt = 0; attempt < 8 && !findBounds(); ++attempt)
            shrinkCrowded(attempt < 7 ? 0.7 : 0.0);
        findBounds();
        // Once everyone yields towards the far end, once towards the near one; the mean of the two keeps all distances too
        // and puts a group of equal wishes evenly round them.
        std::vector<double> down(m_items.size());
        std::vector<double> up(m_items.size());
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            double least = m_least[i];
            for (const int g : m_before[i])
                least = std::max(least, down[std::size_t(gap(g).before)] + gap(g).distance);
            down[i] = std::max(least, std::min(m_items[i].wish, m_most[i]));
        }
        for (std::size_t i = m_items.size(); i-- > 0;) {
            double most = m_most[i];
            for (const int g : m_after[i])
                most = std::min(most, up[std::size_t(gap(g).after)] - gap(g).distance);
            up[i] = std::min(most, std::max(m_items[i].wish, m_least[i]));
        }
        std::vector<double> result(m_items.size());
        for (std::size_t i = 0; i < result.size(); ++i)
            result[i] = std::clamp((down[i] + up[i]) / 2.0, m_items[i].lo, std::max(m_items[i].lo, m_items[i].hi));
        return result;
    }

private:
    const ChannelGap &gap(int index) const { return m_gaps[std::size_t(index)]; }

    // The least and the most that bounds and distances leave to each; false if that is nothing for some.
    bool findBounds()
    {
        m_least.resize(m_items.size());
        m_most.resize(m_items.size());
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            m_least[i] = m_items[i].lo;
            for (const int g : m_before[i])
                m_least[i] = std::max(m_least[i], m_least[std::size_t(gap(g).before)] + gap(g).distance);
        }
        bool isPossible = true;
        for (std::size_t i = m_items.size(); i-- > 0;) {
            m_most[i] = m_items[i].hi;
            for (const int g : m_after[i])
                m_most[i] = std::min(m_most[i], m_most[std::size_t(gap(g).after)] - gap(g).distance);
            isPossible = isPossible && m_least[i] <= m_most[i] + 1e-6;
        }
        return isPossible;
    }

    void shrinkCrowded(double factor)
    {
        std::vector<int> roots(m_items.size());
        std::iota(roots.begin(), roots.end(), 0);
        // Only distances that bind carry crowding from one to the next.
        for (const ChannelGap &gap : m_gaps) {
            const auto a = std::size_t(gap.before);
            const auto b = std::size_t(gap.after);
            if (m_least[a] + gap.distance > m_most[b] - 1e-6)
                roots[std::size_t(rootOf(roots, gap.after))] = rootOf(roots, gap.before);
        }
        std::vector<char> isCrowded(m_items.size(), 0);
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            if (m_least[i] > m_most[i] + 1e-6)
                isCrowded[std::size_t(rootOf(roots, int(i)))] = 1;
        }
        for (ChannelGap &gap : m_gaps) {
            if (isCrowded[std::size_t(rootOf(roots, gap.before))] != 0 && rootOf(roots, gap.before) == rootOf(roots, gap.after))
                gap.distance *= factor;
        }
    }

    const std::vector<ChannelItem> &m_items;
    std::vector<ChannelGap> m_gaps;
    std::vector<std::vector<int>> m_before;
    std::vector<std::vector<int>> m_after;
    std::vector<double> m_least;
    std::vector<double> m_most;
};

} // namespace

std::vector<double> solveChannels(const std::vector<ChannelItem> &items, std::vector<ChannelGap> gaps)
{
    return Solver(items, std::move(gaps)).solve();
}

} // namespace model::layout
