// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progressbar.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <unistd.h>

namespace app::cli {

namespace {

constexpr qint64 kQuietMs = 500, kPeriodMs = 100;
constexpr int kColumns = 40;

}  // namespace

ProgressBar::ProgressBar() : m_terminal(::isatty(STDERR_FILENO) == 1) { m_since.start(); }

void ProgressBar::show(double share) {
    if (!m_terminal) return;
    const qint64 nowMs = m_since.elapsed();
    if (nowMs < kQuietMs || nowMs - m_lastMs < kPeriodMs) return;
    m_lastMs = nowMs;
    m_shown = true;
    const int filled = static_cast<int>(std::clamp(share, 0.0, 1.0) * kColumns);
    const std::string bar = std::string(static_cast<size_t>(filled), '#') + std::string(static_cast<size_t>(kColumns - filled), '.');
    std::fprintf(stderr, "\r[%s] %3d %%", bar.c_str(), static_cast<int>(share * 100));
    std::fflush(stderr);
}

void ProgressBar::clear() {
    if (m_shown) std::fprintf(stderr, "\r%*s\r", kColumns + 9, "");
    m_shown = false;
}

}  // namespace app::cli
