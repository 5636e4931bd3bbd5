// What the first page, report.html, shows: fills the view of its template. No markup is made here.
#pragma once

#include "reporters/html/run_overview.h"
#include "reporters/html/template.h"
#include "reporters/reporter.h"

namespace audit {

/// For kOverview. `first_page_of_rule`: the page of the list of findings on which a rule's begin.
View OverviewView(const RunInfo& run, const RunOverview& overview,
                  const std::map<std::string, std::string>& first_page_of_rule);

/// Adds a finding of the baseline that is gone; the first ones are listed, the others counted elsewhere.
void AddGone(const GoneFinding& gone, View& view);

/// What every page of the run says of it: program, archives.
void SetRun(const RunInfo& run, View& view);

}  // namespace audit
