# SPDX-License-Identifier: GPL-3.0-or-later
# Lines of flat JSON objects in, a table of goal, measured, ratio and verdict out. Lines that are no object are passed through.
function text(key,    rest) {
    if (!match($0, "\"" key "\" *: *")) return ""
    rest = substr($0, RSTART + RLENGTH)
    if (substr(rest, 1, 1) == "\"") {
        match(rest, /^"([^"\\]|\\.)*"/)
        return substr(rest, 2, RLENGTH - 2)
    }
    match(rest, /^[^,}]*/)
    return substr(rest, 1, RLENGTH)
}
function verdict(goal, measured,    limit) {
    if (goal == "" || measured == "") return "-"
    limit = goal
    gsub(/[^0-9.eE+-]/, "", limit)
    if (goal ~ /^>/) return measured + 0 >= limit + 0 ? "met" : "MISSED"
    return measured + 0 <= limit + 0 ? "met" : "MISSED"
}
BEGIN { row = "%-10s %-46s %14s %10s %12s  %-7s %s\n"; printf row, "section", "work", "measured", "ratio", "goal", "verdict", "peer" }
!/^\{/ { print; next }
{
    ratio = text("ratio"); value = text("value"); goal = text("goal")
    if (goal != "" && goal !~ /^[<>]/) goal = "<= " goal
    result = verdict(goal, ratio != "" ? ratio : value)
    if (goal != "") goals++
    if (result == "MISSED") missed++
    measured = value == "" ? "-" : sprintf("%.4g %s", value, text("unit"))
    printf row, text("section"), text("work"), measured, ratio == "" ? "-" : sprintf("%.3g x", ratio), goal == "" ? "-" : goal, result, text("peer")
}
END { print missed + 0 ? missed " of " goals " goals missed" : "no goal missed" }
