// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace app {

// Playing speed: simulated seconds per second of the wall, on a logarithmic scale from 1 ms in 10 s to two days in a minute.
inline constexpr double kSlowestSpeed = 0.0001;
inline constexpr double kFastestSpeed = 2880;

/// Slider position 0..1000 to speed and back; 1 (real time) and the other powers of ten snap.
[[nodiscard]] double speedAt(int position);
[[nodiscard]] int positionOf(double speed);
/// The nearest speed that the slider has.
[[nodiscard]] double withinScale(double speed);
/// How long simulated time takes: "1 s sim = 0.5 s", "1 ms sim = 10 s", "1 h sim = 1.3 s".
[[nodiscard]] QString speedText(double speed);
/// The same as a factor: "2", "0.0001", "2880"; never as a power of ten.
[[nodiscard]] QString speedFactor(double speed);

/// "00:14:07.320"; with days where there are any.
[[nodiscard]] QString clockText(qint64 timeNs);
/// Reads what clockText writes, and "90", "1.5 s", "2h", "10:30"; -1 where it is not understood.
[[nodiscard]] qint64 clockNs(const QString& text);

}  // namespace app
