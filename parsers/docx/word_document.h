// Puts a Word document together: main part, then headers, footers, notes, comments, graphics, properties.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/document_builder.h"
#include "parsers/docx/package.h"
#include "parsers/docx/relationships.h"
#include "parsers/docx/story_reader.h"

namespace audit {

class WordDocument {
 public:
  /// `nesting` counts documents embedded in documents; it ends at a limit of its own.
  WordDocument(DocxPackage& package, std::string main_part, const ParseLimits& limits, int nesting);

  ParseResult Read();

 private:
  struct Outcome {
    PartState state = PartState::kRead;
    XmlOutcome xml = XmlOutcome::kWhole;
    bool ok() const { return state == PartState::kRead && xml == XmlOutcome::kWhole; }
  };

  Outcome ReadStory(const std::string& part, StoryKind kind);
  Outcome ReadOneStory(const std::string& part, StoryKind kind, const std::vector<Relationship>& relationships,
                       std::vector<std::string>& graphics);
  void ReadGraphics(const std::vector<std::string>& ids, const std::vector<Relationship>& relationships);
  void ReadOtherStories(const std::vector<Relationship>& relationships);
  bool ShowsPageColor();
  /// Where a drawing lies behind the text, it may be what the words stand on.
  void ForgetPageGround();
  void ReadMetadata();
  void ReadEmbedded(std::string_view id, const std::vector<Relationship>& relationships);
  void Append(const Document& embedded);
  void Report(const std::string& part, const Outcome& outcome);
  void FinishCoverage();

  DocxPackage& package_;
  std::string main_part_;
  int nesting_;
  DocumentBuilder builder_;
  DocxStyles styles_;
  StoryContext context_;
};

/// Name of the main part: where the package's relationships say, else what the content types call one, else the usual
/// place; "" if there is none.
std::string FindMainPart(DocxPackage& package, const ParseLimits& limits);

/// Reads a document from bytes, at the given nesting of documents within documents.
ParseResult ReadDocx(std::string_view bytes, const ParseLimits& limits, int nesting);

}  // namespace audit
