#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# test.sh [CTEST OPTIONS]: installs what is missing, builds everything, and runs all tests without a display.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
"$here/setup.sh"
"$here/build.sh" dev
export QT_QPA_PLATFORM=offscreen
exec ctest --test-dir "$here/../build/dev" --parallel "$(nproc)" --output-on-failure --no-label-summary "$@"
