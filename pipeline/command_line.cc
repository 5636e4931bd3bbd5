#include "pipeline/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "analyzers/judge/yaml_reader.h"
#include "analyzers/vocabulary.h"
#include "pipeline/exit_code.h"
#include "reporters/reporter.h"

namespace audit {
namespace {

template <typename Enum>
CLI::CheckedTransformer OneOf(const std::map<std::string, Enum>& names) {
  return CLI::CheckedTransformer(names, CLI::ignore_case);
}

CLI::Validator SeverityName() {
  return CLI::Validator(
      [](std::string& text) {
        return ValueOf<Severity>(text) ? std::string() : fmt::format("valid are: {}", AllNames<Severity>());
      },
      "SEVERITY");
}

CLI::Validator DayName() {
  return CLI::Validator(
      [](std::string& text) { return IsDay(text) ? std::string() : std::string("must be a date such as 2026-01-31"); },
      "DATE");
}

/// A whole number within bounds; the bounds are told when they are broken, not in every line of --help.
CLI::Validator Within(int low, int high) { return CLI::Range(low, high).description("N"); }

std::string FormatList() {
  std::string out = "Formats read, recognized by content:\n";
  for (const FormatParser& format : FormatParsers())
    out += fmt::format("  {:8} {} ({})\n", format.name, format.description, format.extensions);
  out += "Files written:\n";
  for (const Reporter& reporter : Reporters())
    out += fmt::format("  {:8} {} ({})\n", reporter.name, reporter.description, reporter.files);
  return out +
         "Exit codes: 0 ran; 1 findings at or above --fail-on; 2 could not run; 3 ran, but some documents were not "
         "fully read.";
}

void AddOcr(CLI::App* command, OcrLimits& ocr) {
  ocr.mode = OcrMode::kAuto;
  command->add_option("--ocr", ocr.mode, "OCR of pages without text (auto), of no page, or of all pictures")
      ->transform(OneOf<OcrMode>({{"auto", OcrMode::kAuto}, {"never", OcrMode::kNever}, {"always", OcrMode::kAlways}})
                      .description("auto|never|always"))
      ->type_name("")
      ->default_str("auto");
  command->add_option("--max-ocr-pages", ocr.max_pages, "Pages of a document read by OCR")
      ->type_name("")
      ->check(Within(1, 100'000))
      ->capture_default_str();
  command->add_option("--max-ocr-seconds", ocr.max_seconds, "Processor time for the OCR of a document")
      ->type_name("")
      ->check(Within(1, 36'000))
      ->capture_default_str();
}

CLI::App* AddRun(CLI::App& app, RunOptions& run, std::string& fail_on) {
  CLI::App* command = app.add_subcommand("run", "Audit archives and write the reports");
  command->add_option("ARCHIVE", run.archives, "Folders (or single files) to audit")
      ->required()
      ->expected(1, -1)
      ->type_name("");
  command->add_option("--out", run.out, "Run folder; an earlier run in it is continued or refreshed")
      ->required()
      ->type_name("DIR");
  command->add_option("--policy", run.policy, "Policy packs, by name or folder; default: all that are installed")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("PACK,...");
  command->add_option("--jobs", run.jobs, "Worker processes; default: one a processor")->check(Within(1, 256));
  command->add_option("--fail-on", fail_on, "Exit with 1 if a finding is at least this severe")
      ->type_name("")
      ->check(SeverityName());
  command
      ->add_option("--waivers", run.waivers,
                   "Reviewed findings (.csv or .yaml); they are marked and not counted by --fail-on")
      ->type_name("FILE");
  command->add_option("--waivers-day", run.waivers_day, "Day on which waivers must still hold; default: today (UTC)")
      ->type_name("")
      ->needs("--waivers")
      ->check(DayName());
  DocumentLimits& limits = run.limits;
  command->add_option("--max-cpu-seconds", limits.cpu_seconds, "Processor time a document")
      ->type_name("")
      ->check(Within(1, 3600))
      ->capture_default_str();
  command->add_option("--max-seconds", limits.wall_seconds, "Time on the clock a document")
      ->type_name("")
      ->check(Within(1, 7200))
      ->capture_default_str();
  command->add_option("--max-memory-mib", limits.memory_mib, "Address space of a worker")
      ->type_name("")
      ->check(Within(256, 65536))
      ->capture_default_str();
  command->add_option("--max-file-mib", limits.file_mib, "Larger files are listed as unreadable")
      ->type_name("")
      ->check(Within(1, 4096))
      ->capture_default_str();
  command->add_option("--max-pages", limits.parse.max_pages, "Pages read of a document")
      ->type_name("")
      ->check(Within(1, 1'000'000))
      ->capture_default_str();
  AddOcr(command, limits.parse.ocr);
  command->add_flag_callback(
      "--quiet", [&run] { run.verbosity = Verbosity::kQuiet; }, "Print nothing but errors");
  return command;
}

CLI::App* AddPolicy(CLI::App& app, PolicyOptions& policy) {
  CLI::App* command = app.add_subcommand("policy", "Look at policy packs and test them");
  command->require_subcommand(1);
  const auto packs = [&policy](CLI::App* action) {
    action->add_option("--policy", policy.policy, "Packs, by name or folder; default: all that are installed")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("PACK,...");
  };
  CLI::App* list = command->add_subcommand("list", "The packs and their rules");
  list->callback([&policy] { policy.action = PolicyAction::kList; });
  packs(list);
  CLI::App* show = command->add_subcommand("show", "One rule: what it finds, why, and on whose authority");
  show->add_option("RULE", policy.rule, "Rule id, for example us/false-approval")->required();
  show->callback([&policy] { policy.action = PolicyAction::kShow; });
  packs(show);
  CLI::App* test = command->add_subcommand("test", "Run every rule's own cases");
  test->callback([&policy] { policy.action = PolicyAction::kTest; });
  packs(test);
  CLI::App* schema = command->add_subcommand("schema", "JSON Schema of the files, for editors");
  schema->add_option("FILE", policy.file, "rule, pack, approvals or waivers")
      ->transform(OneOf<PolicyFile>({{"rule", PolicyFile::kRule},
                                     {"pack", PolicyFile::kPack},
                                     {"approvals", PolicyFile::kApprovals},
                                     {"waivers", PolicyFile::kWaivers}}))
      ->default_str("rule");
  schema->callback([&policy] { policy.action = PolicyAction::kSchema; });
  return command;
}

/// CLI11 prints usage errors with exit codes of its own; ours has one for all of them.
int ExitWith(const CLI::App& app, const CLI::ParseError& error) { return app.exit(error) == 0 ? kExitOk : kExitSetup; }

}  // namespace

ParsedCommandLine ParseCommandLine(int argc, const char* const* argv) {
  CLI::App app("Audits archives of brochures for regulatory statements. A finding is for counsel, not a ruling.",
               "brochure-audit");
  app.set_version_flag("--version", std::string("brochure-audit ") + AUDIT_VERSION);
  app.require_subcommand(1);
  app.footer(FormatList());
  app.get_formatter()->column_width(28);

  RunOptions run;
  std::string fail_on;
  CLI::App* run_command = AddRun(app, run, fail_on);

  ReportOptions report;
  CLI::App* report_command = app.add_subcommand("report", "Write the reports again from a stored run");
  report_command->add_option("DIR", report.folder, "Run folder")->required();

  ParseOptions parse;
  CLI::App* parse_command = app.add_subcommand("parse", "Show what is read of one document, block by block");
  parse_command->add_option("FILE", parse.file, "Document")->required();
  parse_command->add_option("--format", parse.format, "text or json")
      ->transform(OneOf<ParseFormat>({{"text", ParseFormat::kText}, {"json", ParseFormat::kJson}}))
      ->default_str("text");
  AddOcr(parse_command, parse.limits.ocr);

  ClassifyOptions classify;
  CLI::App* classify_command =
      app.add_subcommand("classify", "Label one statement a line; prints one JSON object a line");
  classify_command->add_option("FILE", classify.input, "File, or - for standard input")->capture_default_str();

  ExplainOptions explain;
  CLI::App* explain_command = app.add_subcommand("explain", "Show the whole chain of decisions for one statement");
  explain_command->add_option("STATEMENT", explain.statement, "The statement, in quotes")->required();

  PolicyOptions policy;
  CLI::App* policy_command = AddPolicy(app, policy);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return {std::nullopt, ExitWith(app, error)};
  }
  if (!fail_on.empty()) run.fail_on = ValueOf<Severity>(fail_on);
  if (run_command->parsed()) return {run, 0};
  if (report_command->parsed()) return {report, 0};
  if (parse_command->parsed()) return {parse, 0};
  if (classify_command->parsed()) return {classify, 0};
  if (explain_command->parsed()) return {explain, 0};
  if (policy_command->parsed()) return {policy, 0};
  return {std::nullopt, kExitSetup};
}

}  // namespace audit
