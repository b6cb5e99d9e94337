#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh [ARGS]: installs what is missing, builds, and starts Skerry with ARGS. Without arguments and without a display it
# checks and simulates the default sample instead, and leaves a report and pictures in out/.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
skerry=$top/build/release/bin/skerry

"$top/packaging/setup.sh"
"$top/packaging/build.sh" release skerry

# An X display of this machine counts only while its socket is there; others are taken at their word.
has_display() {
    [ -n "${WAYLAND_DISPLAY:-}" ] && return 0
    case ${QT_QPA_PLATFORM:-} in
    '') ;;
    offscreen* | minimal*) return 1 ;;
    *) return 0 ;;
    esac
    case ${DISPLAY:-} in
    '') return 1 ;;
    :*) number=${DISPLAY#:} && [ -S "/tmp/.X11-unix/X${number%%.*}" ] ;;
    *) return 0 ;;
    esac
}

if [ $# -gt 0 ] || has_display; then
    exec "$skerry" "$@"
fi

out=$top/out
mkdir -p "$out"
sample=orders
echo "There is no display, so no window is opened. The sample '$sample' is checked and simulated instead."
"$skerry" sample "$sample" -o "$out/$sample.skerry"
"$skerry" validate "$out/$sample.skerry"
"$skerry" simulate "$out/$sample.skerry" --report "$out/$sample.html"
for theme in light dark; do
    "$skerry" export "$out/$sample.skerry" -o "$out/$sample-$theme.png" --theme $theme --scale 2
done
"$skerry" export "$out/$sample.skerry" -o "$out/$sample.svg"
echo
echo "Design    $out/$sample.skerry"
echo "Report    $out/$sample.html"
echo "Pictures  $out/$sample-light.png"
echo "          $out/$sample-dark.png"
echo "          $out/$sample.svg"
echo "With a display, this command opens the window. 'packaging/run.sh --help' lists what the command line can do."
