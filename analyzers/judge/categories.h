// The categories of findings. Names are stable: reports, waivers and comparisons of runs use them; only add.
#pragma once

#include <array>
#include <string_view>

namespace audit {

inline constexpr std::array<std::string_view, 30> kCategories = {
    "false-approval",
    "approval-transfer",
    "foreign-approval-implied",
    "research-as-approval",
    "device-conflation",
    "device-overstatement",
    "borrowed-authority",
    "disease-claim",
    "cosmetic-medical-claim",
    "cosmetic-exaggeration",
    "human-exosome-cosmetic",
    "benefit-claim",
    "guarantee",
    "absolute-safety",
    "unsupported-evidence",
    "superiority",
    "testimonial-without-disclaimer",
    "forecast",
    "missing-status-disclosure",
    "missing-results-disclaimer",
    "missing-advice-disclaimer",
    "missing-role-disclosure",
    "missing-risk-disclosure",
    "inconspicuous-disclosure",
    "contradiction",
    "stale-status",
    "hidden-text",
    "obfuscated-text",
    "improper-advertising",
    "checklist",
};

/// The one category whose rules rest on good practice and need no authority.
inline constexpr std::string_view kChecklist = "checklist";

}  // namespace audit
