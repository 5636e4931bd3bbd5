// Shared by the tests of judge/: documents that are already analyzed, and packs of rules in a temporary folder.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/policy.h"
#include "analyzers/setup_error.h"
#include "tests/support/temp_folder.h"

namespace audit::judge_test {

/// A statement as the classifier would hand it on: each kind is a standing label whose cue is the whole text.
struct Said {
  std::string text;
  std::vector<StatementKind> kinds;
  std::string jurisdiction = "";
  std::vector<std::string> conditions = {};
  double confidence = 1;  ///< of each label
};

inline const Said kHeals = {"Exosomes heal knees.", {StatementKind::kDiseaseClaim}};
inline const Said kApproved = {"Our exosomes are approved.", {StatementKind::kApprovalClaim}};
inline const Said kNotApproved = {"Exosomes are not approved.", {StatementKind::kStatusDisclosure}};
inline const Said kParking = {"Parking is free.", {}};

/// A document with its analysis, built block by block.
class Page {
 public:
  Page() {
    analysis_.facts.jurisdictions = {"us"};
    analysis_.facts.track = ProductTrack::kTherapeutic;
    document_.format = "html";
  }

  Page& Track(ProductTrack track) {
    analysis_.facts.track = track;
    return *this;
  }
  Page& Role(DocumentRole role) {
    analysis_.facts.role = role;
    return *this;
  }
  Page& Jurisdictions(std::vector<std::string> jurisdictions) {
    analysis_.facts.jurisdictions = std::move(jurisdictions);
    return *this;
  }
  Page& Add(BlockKind kind, const std::vector<Said>& sentences, Visibility visibility = Visibility::kVisible,
            double font_size_pt = 0) {
    Block block;
    block.kind = kind;
    block.visibility = visibility;
    block.style.font_size_pt = font_size_pt;
    block.where.paragraph = static_cast<int>(document_.blocks.size()) + 1;
    if (!document_.text.empty()) document_.text += '\n';
    block.text.begin = document_.text.size();
    for (const Said& said : sentences)
      AddStatement(said, kind, block.where);
    block.text.end = document_.text.size();
    document_.blocks.push_back(block);
    return *this;
  }
  Page& Heading(const Said& said) { return Add(BlockKind::kHeading, {said}); }
  Page& Paragraph(const std::vector<Said>& sentences) { return Add(BlockKind::kParagraph, sentences); }
  Page& Hidden(const Said& said) { return Add(BlockKind::kParagraph, {said}, Visibility::kHidden); }
  Page& SmallPrint(const Said& said) { return Add(BlockKind::kParagraph, {said}, Visibility::kVisible, 5); }

  Document document_;
  Analysis analysis_;

 private:
  void AddStatement(const Said& said, BlockKind kind, const SourceLocation& where) {
    Statement& statement = analysis_.statements.emplace_back();
    statement.text = said.text;
    statement.span.begin = document_.text.size();
    document_.text += said.text;
    statement.span.end = document_.text.size();
    statement.block = document_.blocks.size();
    statement.block_kind = kind;
    statement.where = where;
    statement.jurisdiction = said.jurisdiction;
    statement.conditions = said.conditions;
    for (const StatementKind kind_of_label : said.kinds) {
      Label label;
      label.kind = kind_of_label;
      label.cue = said.text;
      label.because = "it says so";
      label.confidence = said.confidence;
      statement.labels.push_back(label);
    }
  }
};

/// Everything but `when` and what is given in `more`.
inline std::string RuleText(std::string_view when, std::string_view more = "") {
  std::string out =
      "title: A rule\ncategory: guarantee\nseverity: high\nwhy: Because.\nmessage: Do not.\n"
      "authorities:\n  - {cite: \"FTC Act s. 5\", mark: V}\n"
      "cases:\n  breach: [Results are guaranteed.]\n  clean: [Results are not guaranteed.]\n";
  out += "when:\n";
  out += when;
  out += more;
  return out;
}

/// A folder of packs; files are written below it.
class PackFolder {
 public:
  PackFolder() { About("house"); }

  void About(const std::string& pack, std::string_view jurisdiction = "us") {
    folder_.Write(pack + "/pack.yaml",
                  "title: House\njurisdiction: " + std::string(jurisdiction) + "\nas_of: 2026-01-01\nversion: \"1\"\n");
  }
  void Write(const std::string& name, std::string_view text) { folder_.Write(name, text); }
  std::string Path(const std::string& pack = "house") const { return (folder_.Path() / pack).string(); }
  Policy Load(const std::string& pack = "house") const {
    return Policy(AUDIT_SOURCE_DIR "/analyzers", std::vector<std::string>{Path(pack)});
  }

  /// The message of the SetupError, with the folder cut off; "" when nothing is wrong.
  std::string ErrorOf(const std::string& pack = "house") const {
    try {
      Load(pack);
    } catch (const SetupError& e) {
      std::string text = e.what();
      const std::string folder = folder_.Path().string() + "/";
      for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder))
        text.erase(at, folder.size());
      return text;
    }
    return "";
  }

 private:
  TempFolder folder_;
};

/// Findings of one rule with this `when`.
inline std::vector<Finding> FindingsOf(std::string_view when, const Page& page, std::string_view more = "") {
  PackFolder packs;
  packs.Write("house/rule.yaml", RuleText(when, more));
  return packs.Load().Judge(page.document_, page.analysis_);
}

/// Quotes of the first places.
inline std::vector<std::string> QuotesOf(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& finding : findings)
    out.push_back(finding.places.front().quote);
  return out;
}

}  // namespace audit::judge_test
