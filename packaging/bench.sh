#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# bench.sh [--json FILE] [SECTION...]: builds the release, runs the benchmark programs (all, or those whose names contain
# a SECTION) and prints measured beside goal. Each program prints one JSON object a line:
#   {"section":"queue","work":"hold model, 1000 pending","value":21.3,"unit":"M/s","goal":"2x ns-3's best","ratio":3.4}
set -eu
here=$(cd "$(dirname "$0")" && pwd)
json=
if [ "${1:-}" = --json ]; then
    json=${2:?--json needs the name of a file}
    shift 2
fi

# The peer is welcome, not needed: without it the programs leave its rows out and say so.
"$here/setup.sh" bench || "$here/setup.sh"
# A peer that has just been installed is found by configuring again.
rm -f "$here/../build/release/build.ninja"
"$here/build.sh" release benchmarks
bin=$here/../build/release/bin

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

. /etc/os-release
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
echo "$(nproc) x $cpu; $PRETTY_NAME; $(g++ --version | head -n 1); Qt $(qmake6 -query QT_VERSION 2>/dev/null || echo unknown);" \
    "Skerry $(git -C "$here" describe --always --dirty 2>/dev/null || echo unknown)"
awk -f "$here/bench.awk" "$lines"
[ -z "$json" ] || {
    { echo '['; grep '^{' "$lines" | sed '$!s/$/,/'; echo ']'; } >"$json"
    echo "Written: $json"
}
