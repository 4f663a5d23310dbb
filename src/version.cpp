// SPDX-License-Identifier: Apache-2.0

#include "hoistway/version.hpp"

namespace hoistway {

std::string_view version() noexcept { return HOISTWAY_VERSION; }

}  // namespace hoistway
