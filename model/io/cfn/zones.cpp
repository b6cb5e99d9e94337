// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/cfn/zones.h"

#include <QStringView>

namespace model::cfn {
namespace {

struct ZoneLetters {
    QStringView region;
    QStringView letters;
};

/// Regions whose zones are not a, b and c: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
constexpr ZoneLetters kUnusualZones[] = {
    {u"us-east-1", u"abcdef"}, {u"us-west-1", u"ac"},      {u"us-west-2", u"abcd"},
    {u"ap-northeast-1", u"acd"}, {u"ap-northeast-2", u"abcd"}, {u"ca-central-1", u"abd"},
    {u"cn-north-1", u"abd"},
};

}  // namespace

QStringList zonesOfRegion(const QString& region) {
    QStringView letters = u"abc";
    for (const ZoneLetters& unusual : kUnusualZones) {
        if (unusual.region == region) letters = unusual.letters;
    }
    QStringList zones;
    for (const QChar letter : letters) zones.append(region + letter);
    return zones;
}

QString partitionOfRegion(const QString& region) {
    if (region.startsWith(QStringLiteral("cn-"))) return QStringLiteral("aws-cn");
    if (region.startsWith(QStringLiteral("us-gov-"))) return QStringLiteral("aws-us-gov");
    return QStringLiteral("aws");
}

}  // namespace model::cfn
