// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

// A source file as the tidy checks see it: three versions with the same lines and columns.
struct Source {
    QString path;         // relative to the top of the tree
    QStringList lines;    // as written
    QStringList code;     // without comments
    QStringList bare;     // without comments and without what stands in quotes

    [[nodiscard]] bool isBelow(const QString& folder) const { return path.startsWith(folder + u'/'); }
    [[nodiscard]] bool isCpp() const { return path.endsWith(u".cpp") || path.endsWith(u".h"); }
};

struct FunctionSpan {
    int firstLine;  // counted from 1
    int lineCount;
};

// All sources below the given folders, sorted by path.
[[nodiscard]] std::vector<Source> readSources(const QString& top, const QStringList& folders);
[[nodiscard]] Source parsed(const QString& path, const QString& text);

// The bodies of functions, found by their braces; lambdas and local types count with the function around them.
[[nodiscard]] std::vector<FunctionSpan> functionsOf(const Source& source);
