// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

// Every benchmark prints one JSON object a line: what was measured, its goal, the ratio to a reference in the same run
// (0: none), and what that reference is.
namespace bench {

struct Line {
    std::string section;
    std::string work;
    double value = 0;
    std::string unit;
    std::string goal;
    double ratio = 0;
    std::string reference = {};
};

inline void print(const Line& line) {
    std::printf("{\"section\":\"%s\",\"work\":\"%s\",\"value\":%.4g,\"unit\":\"%s\",\"goal\":\"%s\",\"ratio\":%.4g,\"reference\":\"%s\"}\n", line.section.c_str(),
                line.work.c_str(), line.value, line.unit.c_str(), line.goal.c_str(), line.ratio, line.reference.c_str());
    std::fflush(stdout);
}

inline double secondsOf(auto&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Time that the processor worked for this program: on a quiet machine the same as the clock's for work that does not
/// wait, and steadier on a busy one.
inline double processorSecondsOf(auto&& work) {
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    };
    const double start = now();
    work();
    return now() - start;
}

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

/// What of the program lies in memory now.
inline double residentMb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmRSS:", 0) == 0) return std::stod(line.substr(6)) / 1024;
    return 0;
}

}  // namespace bench
