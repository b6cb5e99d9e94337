// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace model::cfn {

/// An IPv4 or IPv6 block, exact to the bit; only what Fn::Cidr needs.
struct CidrBlock {
    std::array<quint8, 16> address{};  // network order; IPv4 uses the first four
    int addressBits = 32;
    int prefixBits = 0;

    [[nodiscard]] QString toString() const;
};

/// "10.0.0.0/16" or "2001:db8::/56"; host bits are cleared. Nothing when the text is no block.
[[nodiscard]] std::optional<CidrBlock> parseCidr(const QString& text);

/// The first `count` blocks of `hostBits` host bits in `base`, as Fn::Cidr gives them; nothing when they do not fit
/// or when AWS refuses the numbers (1 to 256 blocks).
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
[[nodiscard]] std::optional<std::vector<CidrBlock>> splitCidr(const CidrBlock& base, qint64 count, qint64 hostBits);

}  // namespace model::cfn
