#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# build.sh PRESET [TARGET...]: configures once and builds with Ninja; silent when there is nothing to do.
set -eu
cd "$(dirname "$0")/.."
preset=$1
shift
tree=build/$preset

mkdir -p "$tree"
if [ ! -f "$tree/build.ninja" ] || [ -n "${SKERRY_WERROR:-}" ]; then
    echo "Configuring $tree"
    cmake --preset "$preset" ${SKERRY_WERROR:+-DSKERRY_WERROR=$SKERRY_WERROR} >"$tree/configure.log" 2>&1 || {
        cat "$tree/configure.log" >&2
        rm -f "$tree/build.ninja"
        exit 2
    }
fi

case $(ninja -C "$tree" -n "$@" | tail -n 1) in
*'no work to do.') exit 0 ;;
esac
echo "Building $tree (a first build takes some minutes)"
if [ -t 1 ]; then
    exec ninja -C "$tree" "$@"
fi
ninja -C "$tree" "$@" >"$tree/build.log" 2>&1 || {
    grep -v '^\[[0-9]*/[0-9]*\]' "$tree/build.log" >&2
    echo "The build failed; all of its output is in $tree/build.log." >&2
    exit 2
}
