// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/paint/dots.h"
#include "simulation/trace.h"

#include <QHash>
#include <QString>

#include <optional>

namespace model {
class Document;
}

namespace app {

class RunController;

/// Words for the rows of the event list. Names are remembered until forgetNames(): the list asks for them thousands of times.
class EventText {
public:
    EventText(const model::Document& document, const RunController& run) : m_document(document), m_run(run) {}

    void forgetNames() { m_names.clear(); }
    /// The node of that uid; with its Region where the run has several.
    [[nodiscard]] const QString& name(std::uint64_t uid) const;
    [[nodiscard]] QString kind(const sim::HopRecord& record) const;
    [[nodiscard]] QString result(const sim::HopRecord& record) const;
    /// What else there is to say: the reason, the time that it took, units, how many records.
    [[nodiscard]] QString detail(const sim::HopRecord& record) const;
    [[nodiscard]] QString pattern(const sim::HopRecord& record) const;
    /// The dot that stands for it on the canvas, where one does.
    [[nodiscard]] std::optional<DotKind> dot(const sim::HopRecord& record) const;

private:
    [[nodiscard]] QString makeName(std::uint64_t uid) const;
    [[nodiscard]] QString fault(const sim::HopRecord& record) const;

    const model::Document& m_document;
    const RunController& m_run;
    mutable QHash<std::uint64_t, QString> m_names;
};

/// What a kind of event is, in plain words: "waits to retry". Files and scripts have its id, eventName().
[[nodiscard]] QString eventTitle(sim::HopKind kind);
/// "00:14:07.320125": to the microsecond.
[[nodiscard]] QString eventClock(std::int64_t timeNs);

}  // namespace app
