#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Debian packages that Skerry is built from. Says nothing and changes nothing when all of them are there.
# Sourced and called by run.sh, test.sh and bench.sh; `setup.sh bench` adds the peers of the benchmarks.
set -eu

packages="
    g++ cmake ninja-build ccache mold
    qt6-base-dev libqt6opengl6-dev libqt6sql6-sqlite qt6-charts-dev qt6-svg-dev
    libgl1-mesa-dev libvulkan-dev libxkbcommon-dev
    libboost-graph-dev libyaml-cpp-dev
    fonts-inter"
[ "${1:-}" = bench ] && packages="$packages libns3-dev"

if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian system, so nothing is installed for you. Skerry needs what these packages hold:" $packages >&2
    exit 0
fi

missing=
for package in $packages; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null; then
    as_root=sudo
else
    echo "Packages are missing, and there is no sudo. As root, call: apt-get install --no-install-recommends$missing" >&2
    exit 2
fi

echo "Installing:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >"$log" 2>&1
}
# The package lists of a fresh machine are empty or old, so a failure is tried again with new ones.
if ! install; then
    $as_root apt-get update >"$log" 2>&1 && install || {
        tail -n 20 "$log" >&2
        echo "apt-get could not install them. Check the network and /etc/apt/sources.list, then call this again." >&2
        exit 2
    }
fi
