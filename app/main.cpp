// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

#include <csignal>
#include <cstdio>

int main(int argc, char** argv) {
    // A limit on the size of files must end in a sentence about a full disk, not in a signal.
    std::signal(SIGXFSZ, SIG_IGN);
    if (app::cli::isCommandLine(argc, argv)) return app::cli::run(argc, argv);
    std::fputs("skerry: This build has no window. Run \"skerry --help\" for what works without one.\n", stderr);
    return 2;
}
