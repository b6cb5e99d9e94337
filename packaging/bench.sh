#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# bench.sh [--json FILE] [--preset NAME] [SECTION...]: builds the release (or that preset), runs the benchmark programs (all,
# or those whose names contain a SECTION) and prints measured beside goal. Each program prints one JSON object a line:
#   {"section":"queue","work":"hold model, 1000 pending","value":21.3,"unit":"M/s","goal":"2x ns-3's best","ratio":3.4,"reference":"ns-3"}
set -eu
here=$(cd "$(dirname "$0")" && pwd)
json=
preset=release
while :; do
    case ${1:-} in
    --json) json=${2:?--json needs the name of a file} ;;
    --preset) preset=${2:?--preset needs the name of a preset} ;;
    -*)
        echo "usage: bench.sh [--json FILE] [--preset NAME] [SECTION...]" >&2
        exit 2
        ;;
    *) break ;;
    esac
    shift 2
done

# The peer is welcome, not needed: without it the programs leave its rows out and say so.
"$here/setup.sh" bench || "$here/setup.sh"
# A peer that has just been installed is found by configuring again.
rm -f "$here/../build/$preset/build.ninja"
"$here/build.sh" "$preset" benchmarks
bin=$here/../build/$preset/bin

# Whatever else runs takes part in every figure that the clock tells.
if awk -v cores="$(nproc)" '{ exit !($1 > cores / 2) }' /proc/loadavg; then
    echo "The machine is busy (load $(cut -d ' ' -f 1 /proc/loadavg) on $(nproc) cores): figures will be worse than they are." >&2
fi
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
found=0
for program in "$bin"/bench_*; do
    [ -x "$program" ] || continue
    section=${program##*/bench_}
    wanted=$#
    for name in "$@"; do
        case $section in *"$name"*) wanted=0 ;; esac
    done
    [ "$wanted" -eq 0 ] || continue
    found=1
    echo "Running $section" >&2
    QT_QPA_PLATFORM=offscreen "$program" >>"$lines" || echo "bench_$section failed" >>"$lines"
done
if [ $found -eq 0 ]; then
    echo "There is no benchmark of that name. There are:$(cd "$bin" && ls -d bench_* 2>/dev/null | sed 's/bench_/ /' | tr -d '\n')." >&2
    exit 2
fi

load=$(cut -d ' ' -f 1 /proc/loadavg)
. /etc/os-release
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
echo "$(nproc) x $cpu; $PRETTY_NAME; $(g++ --version | head -n 1); Qt $(qmake6 -query QT_VERSION 2>/dev/null || echo unknown);" \
    "Skerry $(git -C "$here" describe --always --dirty 2>/dev/null || echo unknown); load $load at the end"
awk -f "$here/bench.awk" "$lines"
[ -z "$json" ] || {
    { echo '['; grep '^{' "$lines" | sed '$!s/$/,/'; echo ']'; } >"$json"
    echo "Written: $json"
}
