// SPDX-License-Identifier: Apache-2.0
//
// What an analysis knows of one month, as the monthly report wants it.
//
//     MonthInput input = month_input(analysis, month);
//     input.simulated = true;
//     const MonthReport report = build_month(input);
//
// A device should be heard from its first word on, or from the beginning of the log where it never
// spoke, to the end of the log or of the month; it was heard except in its gaps, each of which
// counts from the last word before it. Compiled: link hoistway::hoistway.

#pragma once

#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/report/month.hpp"

namespace hoistway {

// The analysis has to be finished, and to outlive the input. Policy hash and input figures are the
// caller's to add.
MonthInput month_input(const Analysis& analysis, Month month, Language language = Language::zh);

}  // namespace hoistway
