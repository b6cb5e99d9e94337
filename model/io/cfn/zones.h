// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace model::cfn {

/// The Availability Zones that Fn::GetAZs gives for a Region, in alphabetical order. Accounts that are older than a
/// zone may see others: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html
[[nodiscard]] QStringList zonesOfRegion(const QString& region);

/// "aws", "aws-cn" or "aws-us-gov": https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
[[nodiscard]] QString partitionOfRegion(const QString& region);

}  // namespace model::cfn
