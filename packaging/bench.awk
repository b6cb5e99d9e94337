# SPDX-License-Identifier: GPL-3.0-or-later
# Lines of flat JSON objects in, a table of measured, ratio, verdict and goal out. Other lines are passed through.
# A goal begins with what it asks: "2x ..." or "at least 2" (of the ratio, where it says x), "under 3 ms", "at most 3". A ratio
# stands beside a peer or a plain reference of the same run: it tells more than the figure where the machine is another.
function field(key,    rest) {
    if (!match($0, "\"" key "\" *: *")) return ""
    rest = substr($0, RSTART + RLENGTH)
    if (substr(rest, 1, 1) == "\"") {
        match(rest, /^"([^"\\]|\\.)*"/)
        return substr(rest, 2, RLENGTH - 2)
    }
    match(rest, /^[^,}]*/)
    return substr(rest, 1, RLENGTH)
}
function verdict(goal, value, ratio,    limit, measured) {
    if (!match(goal, /[0-9][0-9.]*/)) return "-"
    limit = substr(goal, RSTART, RLENGTH) + 0
    measured = value
    if (substr(goal, RSTART + RLENGTH) ~ /^ ?x/) {
        if (ratio + 0 == 0) return "no peer"
        measured = ratio
        if (goal !~ /^(under|at most|<)/) return measured + 0 >= limit ? "met" : "MISSED"
    }
    if (goal ~ /^(at least|over|>)/) return measured + 0 >= limit ? "met" : "MISSED"
    return measured + 0 <= limit ? "met" : "MISSED"
}
BEGIN {
    row = "%-9s %-58s %16s  %-8s %-32s %7s  %s\n"
    printf row, "section", "work", "measured", "verdict", "goal", "ratio", "to"
}
!/^\{/ { print; next }
{
    ratio = field("ratio"); value = field("value"); goal = field("goal"); reference = field("reference")
    result = verdict(goal, value, ratio)
    if (result != "-") goals++
    if (result == "MISSED") missed++
    measured = value == "" ? "-" : sprintf("%.4g %s", value, field("unit"))
    printf row, field("section"), field("work"), measured, result, goal, ratio + 0 ? sprintf("%.2f", ratio) : "", reference
}
END { printf "%d of %d goals missed\n", missed, goals }
