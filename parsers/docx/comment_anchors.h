// Puts anchors of comments around words of a story: runs are cut at the words, with their look.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/docx/part_editor.h"
#include "parsers/docx/story_places.h"

namespace audit {

class CommentAnchors {
 public:
  /// All must remain live while the object lives.
  CommentAnchors(std::string_view xml, const StoryPlaces& places) : xml_(xml), places_(places) {}

  /// Around the words in the paragraph. False: they are not there, or stand where runs cannot be cut.
  bool AddAtWords(int paragraph, std::string_view quote, int comment_id);
  /// Around the paragraph as a whole. False: there is no such paragraph in the body's flow.
  bool AddAtParagraph(int paragraph, int comment_id);

  std::string Finish() const;

 private:
  /// A place where anchors go, in the order in which they must be written: ends before starts.
  struct Anchors {
    std::string ends;
    std::string starts;
  };
  std::optional<std::size_t> RunOf(std::size_t text) const;
  bool IsFirstInRun(std::size_t text, std::size_t run) const;
  std::string RunProperties(std::size_t run) const;
  Anchors* PlaceBefore(const StoryLetter& letter);
  Anchors* PlaceAfter(const StoryLetter& letter);
  Anchors* CutAt(std::size_t text, std::size_t run, std::size_t offset);
  static std::string StartAnchor(std::string_view prefix, int id);
  static std::string EndAnchor(std::string_view prefix, int id);

  struct Cut {
    std::size_t text = 0;
    std::size_t run = 0;
  };
  std::string_view xml_;
  const StoryPlaces& places_;
  std::map<std::size_t, Anchors> between_;  ///< by offset: where no run needs to be cut
  std::map<std::size_t, Anchors> within_;   ///< by offset into a text element: where one must be
  std::map<std::size_t, Cut> cuts_;         ///< by offset: of `within_`
};

}  // namespace audit
