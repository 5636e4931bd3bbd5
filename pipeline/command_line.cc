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

/// "high", or "new:high" for what is new since the baseline.
CLI::Validator FailOnName() {
  return CLI::Validator(
      [](std::string& text) {
        const std::string severity = text.starts_with("new:") ? text.substr(4) : text;
        return ValueOf<Severity>(severity)
                   ? std::string()
                   : fmt::format("valid are: {}, or new: and one of them", AllNames<Severity>());
      },
      "[new:]SEVERITY");
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

void AddPictures(CLI::App* command, PictureLimits& pictures) {
  pictures.mode = PictureMode::kAuto;
  command
      ->add_option("--pictures", pictures.mode,
                   "Pictures of places on PDF pages: of findings of medium and up (auto), none, or of all findings")
      ->transform(OneOf<PictureMode>(
                      {{"auto", PictureMode::kAuto}, {"never", PictureMode::kNever}, {"always", PictureMode::kAlways}})
                      .description("auto|never|always"))
      ->type_name("")
      ->default_str("auto");
  command->add_option("--max-pictures", pictures.max_pictures, "Pictures of one document")
      ->type_name("")
      ->check(Within(1, 1'000))
      ->capture_default_str();
  command->add_option("--max-picture-seconds", pictures.max_seconds, "Processor time for the pictures of a document")
      ->type_name("")
      ->check(Within(1, 3'600))
      ->capture_default_str();
}

void AddDiscovery(CLI::App* command, DiscoveryOptions& discovery) {
  const auto patterns = [command](const char* name, std::vector<std::string>& values, const char* help) {
    command->add_option(name, values, help)->allow_extra_args(false)->type_name("PATTERN");
  };
  patterns("--include", discovery.include, "Read only files that match, such as '**/*.pdf'; the others are skipped");
  patterns("--exclude", discovery.exclude, "Skip files that match, such as 'drafts/**'");
  command
      ->add_option("--settle-seconds", discovery.settle_seconds,
                   "Leave files that were changed so shortly before to the next run")
      ->type_name("")
      ->check(Within(0, 86'400));
  command->add_flag("--read-offline", discovery.read_offline, "Read placeholders whose bytes lie elsewhere");
}

void AddWork(CLI::App* command, std::filesystem::path& work) {
  command->add_option("--work", work, "Folder on a local disk for the database, if --out is on a share")
      ->type_name("DIR");
}

/// What a run and a merge end with.
void AddFinish(CLI::App* command, FinishOptions& finish) {
  command
      ->add_option("--baseline", finish.baseline,
                   "Run folder to compare with (the same as --out: its last finished run)")
      ->type_name("DIR");
  command
      ->add_option_function<std::string>(
          "--fail-on",
          [&finish](const std::string& text) {
            finish.fail_on.only_new = text.starts_with("new:");
            finish.fail_on.severity = ValueOf<Severity>(finish.fail_on.only_new ? text.substr(4) : text);
          },
          "Exit with 1 if a finding, or one that is new, is at least this severe")
      ->type_name("")
      ->check(FailOnName());
  command
      ->add_option("--waivers", finish.waivers,
                   "Reviewed findings (.csv or .yaml); they are marked and not counted by --fail-on")
      ->type_name("FILE");
  command->add_option("--waivers-day", finish.waivers_day, "Day on which waivers must still hold; default: today (UTC)")
      ->type_name("")
      ->needs("--waivers")
      ->check(DayName());
  command->add_option("--metrics", finish.metrics, "Counts and times as a Prometheus textfile (.prom)")
      ->type_name("FILE");
  command->add_flag_callback(
      "--csv-bom", [&finish] { finish.csv_mark = CsvMark::kUtf8; },
      "Begin CSV tables with a byte order mark, for Excel");
  CLI::Option* quiet = command->add_flag_callback(
      "--quiet", [&finish] { finish.verbosity = Verbosity::kQuiet; }, "Print nothing but errors");
  command
      ->add_flag_callback(
          "--json-log", [&finish] { finish.verbosity = Verbosity::kJsonLog; },
          "Print one JSON object a line on standard error, and nothing else")
      ->excludes(quiet);
}

CLI::App* AddPlan(CLI::App& app, PlanOptions& plan) {
  CLI::App* command = app.add_subcommand("plan", "List archives once, for runs in shards");
  command->add_option("ARCHIVE", plan.archives, "Folders (or single files) to audit")
      ->required()
      ->expected(1, -1)
      ->type_name("");
  command->add_option("--out", plan.manifest, "Manifest to write")->required()->type_name("MANIFEST");
  AddDiscovery(command, plan.discovery);
  AddWork(command, plan.work);
  return command;
}

CLI::App* AddMerge(CLI::App& app, MergeOptions& merge) {
  CLI::App* command = app.add_subcommand("merge", "Make one run of all shards of a plan");
  command->add_option("OUT", merge.out, "Run folder to write")->required();
  command->add_option("SHARDS", merge.shards, "Shard folders, or folders that hold them")->required()->expected(1, -1);
  AddWork(command, merge.work);
  AddFinish(command, merge.finish);
  return command;
}

CLI::App* AddRun(CLI::App& app, RunOptions& run) {
  CLI::App* command = app.add_subcommand("run", "Audit archives and write the reports");
  CLI::Option* archives = command->add_option("ARCHIVE", run.archives, "Folders (or single files) to audit")
                              ->expected(1, -1)
                              ->type_name("");
  CLI::Option* manifest =
      command->add_option("--manifest", run.manifest, "Audit a part of what `plan` listed, instead of archives")
          ->type_name("FILE")
          ->excludes(archives);
  command->add_option("--shard", run.shard, "Which part: I/N, or auto/N under a batch system; below --out")
      ->type_name("")
      ->needs(manifest);
  command->add_option("--out", run.out, "Run folder; an earlier run in it is continued or refreshed")
      ->required()
      ->type_name("DIR");
  command->add_option("--policy", run.policy, "Policy packs, by name or folder; default: all that are installed")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("PACK,...");
  command->add_option("--jobs", run.jobs, "Worker processes; default: one a processor")->check(Within(1, 256));
  AddDiscovery(command, run.discovery);
  AddWork(command, run.work);
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
  AddPictures(command, limits.pictures);
  command->add_flag_callback(
      "--require-sandbox", [&run] { run.sandbox = SandboxDemand::kWhole; },
      "Refuse to run where the kernel lacks a layer of the sandbox");
  AddFinish(command, run.finish);
  return command;
}

/// Of commands that take up a part of a stored run again.
void AddSelection(CLI::App* command, std::vector<std::string>& select) {
  command
      ->add_option("--select", select,
                   "Only what matches: document=, folder=, rule=, category=, severity= (at least), disposition=, "
                   "fingerprint= or finding=; the same key twice means either, different keys must all hold")
      ->allow_extra_args(false)
      ->type_name("KEY=VALUE");
}

CLI::App* AddAnnotate(CLI::App& app, AnnotateOptions& annotate) {
  CLI::App* command =
      app.add_subcommand("annotate", "Copies of the originals with the findings as highlights and comments");
  command->add_option("DIR", annotate.folder, "Run folder")->required();
  AddSelection(command, annotate.select);
  command->add_option("--out", annotate.out, "Folder to make, outside of the archives")
      ->required()
      ->type_name("FOLDER");
  return command;
}

CLI::App* AddPacket(CLI::App& app, PacketOptions& packet) {
  CLI::App* command = app.add_subcommand("packet", "A legal review packet: exhibits, originals, chain of custody");
  command->add_option("DIR", packet.folder, "Run folder")->required();
  AddSelection(command, packet.select);
  command
      ->add_option("--out", packet.out, "Folder to make, outside of the archives; an earlier packet in it is replaced")
      ->required()
      ->type_name("PACKET");
  command->add_flag("--zip", packet.zip, "One zip file instead of a folder");
  command->add_option("--prefix", packet.prefix, "Of exhibit numbers, as in BA-000001")
      ->type_name("")
      ->check(CLI::Validator(
          [](std::string& text) {
            return IsPacketPrefix(text) ? std::string()
                                        : std::string(
                                              "must be 1 to 16 letters, digits, '-' or '_', not beginning with "
                                              "'-' or '_'");
          },
          "PREFIX"))
      ->capture_default_str();
  command->add_option("--paper", packet.paper, "Size of the printed pages")
      ->transform(OneOf<Paper>({{"a4", Paper::kA4}, {"letter", Paper::kLetter}}).description("a4|letter"))
      ->type_name("")
      ->default_str("a4");
  command->add_option("--pdf", packet.pdf, "Print the pages to PDF, if chromium is installed (auto), or not")
      ->transform(
          OneOf<PrintedPdf>({{"auto", PrintedPdf::kAuto}, {"never", PrintedPdf::kNever}}).description("auto|never"))
      ->type_name("")
      ->default_str("auto");
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
  CLI::App* run_command = AddRun(app, run);

  PlanOptions plan;
  CLI::App* plan_command = AddPlan(app, plan);

  MergeOptions merge;
  CLI::App* merge_command = AddMerge(app, merge);

  DiffOptions diff;
  CLI::App* diff_command = app.add_subcommand("diff", "Show findings that are new, changed or gone between two runs");
  diff_command->add_option("OLD", diff.old_run, "Run folder")->required();
  diff_command->add_option("NEW", diff.new_run, "Run folder")->required();

  ReportOptions report;
  CLI::App* report_command = app.add_subcommand("report", "Write the reports again from a stored run");
  report_command->add_option("DIR", report.folder, "Run folder")->required();
  report_command->add_flag_callback(
      "--csv-bom", [&report] { report.csv_mark = CsvMark::kUtf8; },
      "Begin CSV tables with a byte order mark, for Excel");

  AnnotateOptions annotate;
  CLI::App* annotate_command = AddAnnotate(app, annotate);

  PacketOptions packet;
  CLI::App* packet_command = AddPacket(app, packet);

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
  if (run_command->parsed() && run.archives.empty() && run.manifest.empty()) {
    fmt::print(stderr, "ARCHIVE or --manifest is required\nRun with --help for more information.\n");
    return {std::nullopt, kExitSetup};
  }
  if (run_command->parsed()) return {run, 0};
  if (plan_command->parsed()) return {plan, 0};
  if (merge_command->parsed()) return {merge, 0};
  if (diff_command->parsed()) return {diff, 0};
  if (report_command->parsed()) return {report, 0};
  if (annotate_command->parsed()) return {annotate, 0};
  if (packet_command->parsed()) return {packet, 0};
  if (parse_command->parsed()) return {parse, 0};
  if (classify_command->parsed()) return {classify, 0};
  if (explain_command->parsed()) return {explain, 0};
  if (policy_command->parsed()) return {policy, 0};
  return {std::nullopt, kExitSetup};
}

}  // namespace audit
