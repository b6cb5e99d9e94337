// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"
#include "app/windowmain.h"

#include <csignal>

int main(int argc, char** argv) {
    // A limit on the size of files must end in a sentence about a full disk, not in a signal.
    std::signal(SIGXFSZ, SIG_IGN);
    return app::cli::isCommandLine(argc, argv) ? app::cli::run(argc, argv) : app::runWindow(argc, argv);
}
