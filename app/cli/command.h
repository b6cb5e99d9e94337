// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/output.h"
#include "model/core/kindregistry.h"

#include <QStringList>

#include <vector>

namespace app::cli {

/// What a verb is called with.
struct Call {
    const Arguments& arguments;
    const model::KindRegistry& kinds;
    Output& out;
};

/// What of Qt a call needs. None of them needs a display.
enum class Needs { Core, Pictures, Charts };

/// One verb: how it is called, what the help says, and what it does.
struct Command {
    QString name = {};
    const char* summary = "";      ///< one line for the list of verbs
    QStringList synopsis = {};     ///< the forms of the call, without "skerry"
    const char* description = "";  ///< paragraphs, divided by empty lines
    std::vector<Option> options = {};
    const char* json = "";         ///< the form of the JSON document; empty: it prints none
    QStringList examples = {};
    int fewestNames = 0, mostNames = 1;
    Needs (*needs)(const Arguments&) = nullptr;  ///< null: Core
    Exit (*run)(Call&) = nullptr;
};

}  // namespace app::cli
