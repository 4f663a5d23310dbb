// SPDX-License-Identifier: Apache-2.0
#include "hoistway/core/result.hpp"
