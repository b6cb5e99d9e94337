// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/quantity.h"

#include "model/core/plural.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

struct Scale {
    const char* suffix;
    double factor;
};

// Largest first: formatting takes the first that divides to at least one.
constexpr std::array kBytes = {Scale{"TiB", 1099511627776.0}, Scale{"GiB", 1073741824.0}, Scale{"MiB", 1048576.0},
                               Scale{"KiB", 1024.0}, Scale{"B", 1.0}};
constexpr std::array kTimes = {Scale{"d", 86400.0}, Scale{"h", 3600.0}, Scale{"min", 60.0}, Scale{"s", 1.0}, Scale{"ms", 0.001}};

QString plainNumber(double number) {
    QString text = QLocale::c().toString(number, 'f', std::abs(number) < 10 ? 3 : 2);
    if (text.contains(u'.')) {
        while (text.endsWith(u'0')) text.chop(1);
        if (text.endsWith(u'.')) text.chop(1);
    }
    return text;
}

template <size_t N>
QString scaled(double number, const std::array<Scale, N>& scales) {
    if (number == 0) return QStringLiteral("0 ") + QLatin1String(scales[N - 1].factor < 1 ? "s" : scales[N - 1].suffix);
    for (const Scale& scale : scales) {
        const double count = number / scale.factor;
        // "90 s" rather than "1.5 min" where the larger unit does not divide evenly enough to be read.
        if (std::abs(count) >= 1 && (std::abs(count - std::round(count * 4) / 4) < 1e-9 || &scale == &scales[N - 1]))
            return plainNumber(count) + u' ' + QLatin1String(scale.suffix);
    }
    for (const Scale& scale : scales)
        if (std::abs(number / scale.factor) >= 1) return plainNumber(number / scale.factor) + u' ' + QLatin1String(scale.suffix);
    return plainNumber(number / scales[N - 1].factor) + u' ' + QLatin1String(scales[N - 1].suffix);
}

std::optional<double> factorOf(const QString& suffix, Unit unit) {
    const QString s = suffix.toLower();
    const auto among = [&s](std::initializer_list<const char*> words) {
        return std::ranges::any_of(words, [&s](const char* w) { return s == QLatin1String(w); });
    };
    if (s.isEmpty()) return 1;
    if (unit == Unit::Bytes) {
        if (among({"b", "byte", "bytes"})) return 1;
        if (among({"k", "kb", "kib"})) return 1024;
        if (among({"m", "mb", "mib"})) return 1048576;
        if (among({"g", "gb", "gib"})) return 1073741824;
        if (among({"t", "tb", "tib"})) return 1099511627776.0;
        return std::nullopt;
    }
    if (unit == Unit::Seconds || unit == Unit::Milliseconds) {
        const double base = unit == Unit::Seconds ? 1 : 1000;
        if (among({"ms", "msec"})) return base / 1000;
        if (among({"us", "µs"})) return base / 1e6;
        if (among({"ns"})) return base / 1e9;
        if (among({"s", "sec", "second", "seconds"})) return base;
        if (among({"m", "min", "minute", "minutes"})) return base * 60;
        if (among({"h", "hour", "hours"})) return base * 3600;
        if (among({"d", "day", "days"})) return base * 86400;
        return std::nullopt;
    }
    double factor = 1;
    QString rest = s;
    if (unit == Unit::PerSecond) {
        if (rest.endsWith(QLatin1String("/s"))) {
            rest.chop(2);
        } else if (rest.endsWith(QLatin1String("/min"))) {
            rest.chop(4);
            factor /= 60;
        } else if (rest.endsWith(QLatin1String("/h"))) {
            rest.chop(2);
            factor /= 3600;
        } else if (rest.endsWith(QLatin1String("/d"))) {
            rest.chop(2);
            factor /= 86400;
        }
    }
    rest = rest.trimmed();
    if (unit == Unit::Percent && rest == QLatin1String("%")) return 1;
    if (unit == Unit::ReadUnits && (rest == QLatin1String("rcu") || rest == QLatin1String("rru"))) return 1;
    if (unit == Unit::WriteUnits && (rest == QLatin1String("wcu") || rest == QLatin1String("wru"))) return 1;
    if (unit == Unit::Items && (rest == QLatin1String("items") || rest == QLatin1String("item"))) return 1;
    if (rest.isEmpty()) return factor;
    if (rest == QLatin1String("k")) return factor * 1e3;
    if (rest == QLatin1String("m") || rest == QLatin1String("million")) return factor * 1e6;
    return std::nullopt;
}

QString example(Unit unit) {
    switch (unit) {
        case Unit::Bytes: return QStringLiteral("1.5 KiB");
        case Unit::Seconds: return QStringLiteral("5 min");
        case Unit::Milliseconds: return QStringLiteral("20 ms");
        case Unit::PerSecond: return QStringLiteral("120/s");
        case Unit::Percent: return QStringLiteral("70 %");
        default: return QStringLiteral("100");
    }
}

}  // namespace

QString formatQuantity(double number, Unit unit) {
    if (!std::isfinite(number)) return QStringLiteral("∞");
    switch (unit) {
        case Unit::Bytes: return scaled(number, kBytes);
        case Unit::Seconds: return scaled(number, kTimes);
        case Unit::Milliseconds: return plainNumber(number) + QStringLiteral(" ms");
        case Unit::PerSecond: return plainNumber(number) + QStringLiteral("/s");
        case Unit::ReadUnits: return plainNumber(number) + QStringLiteral(" RCU");
        case Unit::WriteUnits: return plainNumber(number) + QStringLiteral(" WCU");
        case Unit::Percent: return plainNumber(number) + QStringLiteral(" %");
        case Unit::Items:
        case Unit::None: break;
    }
    return plainNumber(number);
}

Result<double> parseQuantity(const QString& text, Unit unit) {
    static const QRegularExpression form(QStringLiteral(R"(^\s*([+-]?(?:\d[\d,_]*)?(?:\.\d+)?(?:e[+-]?\d+)?)\s*(.*?)\s*$)"),
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(text);
    QString digits = match.captured(1);
    digits.remove(u',').remove(u'_');
    bool ok = false;
    const double number = digits.toDouble(&ok);
    const auto factor = factorOf(match.captured(2), unit);
    if (!ok || !factor || !std::isfinite(number))
        return Error{tr("\"%1\" is not understood here. Write for example %2.").arg(text, example(unit))};
    return number * *factor;
}

Result<Value> parseValue(const PropertySpec& spec, const QString& text) {
    const QString word = text.trimmed();
    for (const Special& special : spec.specials)
        if (word.compare(tr(special.words), Qt::CaseInsensitive) == 0)
            return spec.type == ValueType::Integer ? Value(static_cast<qint64>(special.value)) : Value(special.value);
    switch (spec.type) {
        case ValueType::Bool: {
            const QString lower = word.toLower();
            if (lower == u"true" || lower == u"yes" || lower == u"on" || lower == u"1") return Value(true);
            if (lower == u"false" || lower == u"no" || lower == u"off" || lower == u"0") return Value(false);
            return Error{tr("%1 takes yes or no, not \"%2\".").arg(tr(spec.title), text)};
        }
        case ValueType::Integer: {
            const auto number = parseQuantity(text, spec.unit);
            if (!number) return Error{number.error()};
            if (*number != std::floor(*number) || std::abs(*number) > 9e15)
                return Error{tr("%1 takes a whole number, not \"%2\".").arg(tr(spec.title), text)};
            return Value(static_cast<qint64>(*number));
        }
        case ValueType::Number: {
            const auto number = parseQuantity(text, spec.unit);
            if (!number) return Error{number.error()};
            return Value(*number);
        }
        case ValueType::Choice: {
            QStringList ids;
            for (const Choice& choice : spec.choices) {
                if (choice.id == word || tr(choice.title).compare(word, Qt::CaseInsensitive) == 0) return Value(choice.id);
                ids += choice.id;
            }
            return Error{tr("%1 takes one of %2, not \"%3\".").arg(tr(spec.title), ids.join(QStringLiteral(", ")), text)};
        }
        case ValueType::Text:
        case ValueType::LongText: return Value(text);
        case ValueType::TextList: {
            QStringList list;
            for (const QString& part : text.split(u',')) list += part.trimmed();
            list.removeAll(QString());
            return Value(list);
        }
        case ValueType::Ref:
        case ValueType::Refs:
        case ValueType::Rows: break;
    }
    return Error{tr("%1 cannot be given as plain text.").arg(tr(spec.title))};
}

QString formatValue(const PropertySpec& spec, const Value& value) {
    if (const auto* text = std::get_if<Unresolved>(&value)) return text->text;
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? tr("yes") : tr("no");
    if (const auto* list = std::get_if<QStringList>(&value)) return list->join(QStringLiteral(", "));
    if (const auto* rows = std::get_if<Rows>(&value)) return counted("model", "%n row(s)", static_cast<qint64>(rows->items.size()));
    if (const auto* ref = std::get_if<Ref>(&value)) return ref->label;
    if (const auto* refs = std::get_if<Refs>(&value)) return counted("model", "%n node(s)", static_cast<qint64>(refs->items.size()));
    if (const auto* text = std::get_if<QString>(&value)) {
        const auto choice = std::ranges::find(spec.choices, *text, &Choice::id);
        return choice == spec.choices.end() ? *text : tr(choice->title);
    }
    const auto special = std::ranges::find(spec.specials, toNumber(value), &Special::value);
    return special == spec.specials.end() ? formatQuantity(toNumber(value), spec.unit) : tr(special->words);
}

}  // namespace model
