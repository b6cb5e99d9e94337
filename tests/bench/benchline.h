// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

// Every benchmark prints one JSON object a line: what was measured, its goal, and the ratio to the peer in the same run (0: no peer).
namespace bench {

struct Line {
    std::string section;
    std::string work;
    double value = 0;
    std::string unit;
    std::string goal;
    double ratio = 0;
};

inline void print(const Line& line) {
    std::printf("{\"section\":\"%s\",\"work\":\"%s\",\"value\":%.4g,\"unit\":\"%s\",\"goal\":\"%s\",\"ratio\":%.4g}\n", line.section.c_str(),
                line.work.c_str(), line.value, line.unit.c_str(), line.goal.c_str(), line.ratio);
    std::fflush(stdout);
}

inline double secondsOf(auto&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

}  // namespace bench
