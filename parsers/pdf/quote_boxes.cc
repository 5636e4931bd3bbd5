#include "parsers/pdf/quote_boxes.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "parsers/pdf/text_builder.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr double kSlackPt = 1;
constexpr std::size_t kMaxLetters = 20'000;  // of an area; a hostile page may hold any number
constexpr std::size_t kMaxQuoteLetters = 4'000;
constexpr std::size_t kFewLetters = 3;  // a line of less may be of anything

/// A character of a printed word: which line, and the box of the word cut to it.
struct Letter {
  std::size_t line = 0;
  Box box;
};

struct Letters {
  std::u32string text;
  std::vector<Letter> places;
};

/// What stays the same when lines are joined to running text.
bool Counts(char32_t point) {
  return !IsBlank(point) && point != '-' && point != 0xAD && point != 0x2010 && point != 0x2022;
}

bool LiesIn(const Box& box, const Box& area) {
  const double x = (box.left + box.right) / 2;
  const double y = (box.top + box.bottom) / 2;
  return x >= area.left - kSlackPt && x <= area.right + kSlackPt && y >= area.top - kSlackPt &&
         y <= area.bottom + kSlackPt;
}

/// The share [begin, end) of a word, along its line.
Box PartOf(const Box& word, int rotation, double begin, double end) {
  Box part = word;
  const bool backwards = rotation == 2 || rotation == 3;
  if (backwards) {
    const double old_begin = begin;
    begin = 1 - end;
    end = 1 - old_begin;
  }
  if (rotation % 2 == 0) {
    part.left = word.left + begin * (word.right - word.left);
    part.right = word.left + end * (word.right - word.left);
  } else {
    part.top = word.top + begin * (word.bottom - word.top);
    part.bottom = word.top + end * (word.bottom - word.top);
  }
  return part;
}

void AddWord(const PdfWord& word, const PdfLine& line, std::size_t number, Letters& letters) {
  std::u32string points;
  for (std::size_t at = 0; at < word.text.size();)
    points += NextUtf8(word.text, &at);
  const auto count = static_cast<double>(points.size());
  for (std::size_t i = 0; i < points.size() && letters.text.size() < kMaxLetters; ++i) {
    if (!Counts(points[i])) continue;
    const auto at = static_cast<double>(i);
    letters.text += points[i];
    letters.places.push_back({number, PartOf(word.box, line.rotation, at / count, (at + 1) / count)});
  }
}

Letters LettersOf(const std::vector<const PdfLine*>& lines, const Box& area) {
  Letters letters;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const PdfWord& word : lines[i]->words)
      if (LiesIn(word.box, area)) AddWord(word, *lines[i], i, letters);
  }
  return letters;
}

/// Boxes of the letters [begin, end), joined where they stand on one line.
void AddBoxes(const Letters& letters, std::size_t begin, std::size_t end, std::vector<Box>& boxes) {
  for (std::size_t i = begin; i < end; ++i) {
    const Letter& letter = letters.places[i];
    if (i > begin && letter.line == letters.places[i - 1].line)
      boxes.back() = Union(boxes.back(), letter.box);
    else
      boxes.push_back(letter.box);
  }
}

std::vector<Box> WholeMatch(const Letters& letters, const std::u32string& quote) {
  std::vector<Box> boxes;
  const std::size_t at = letters.text.find(quote);
  if (at != std::u32string::npos) AddBoxes(letters, at, at + quote.size(), boxes);
  return boxes;
}

std::vector<Box> LinesOfQuote(const Letters& letters, const std::u32string& quote) {
  std::vector<Box> boxes;
  for (std::size_t begin = 0, end = 0; begin < letters.text.size(); begin = end) {
    while (end < letters.text.size() && letters.places[end].line == letters.places[begin].line)
      ++end;
    const std::u32string line = letters.text.substr(begin, end - begin);
    if (line.size() >= kFewLetters && quote.find(line) != std::u32string::npos) AddBoxes(letters, begin, end, boxes);
  }
  return boxes;
}

}  // namespace

std::vector<Box> BoxesOfQuote(const PdfPage& page, const Box& area, std::string_view quote) {
  std::u32string wanted;
  for (std::size_t at = 0; at < quote.size() && wanted.size() < kMaxQuoteLetters;) {
    const char32_t point = NextUtf8(quote, &at);
    if (Counts(point)) wanted += point;
  }
  if (wanted.empty()) return {};
  std::vector<const PdfLine*> lines;
  for (const std::vector<PdfLine>* list : {&page.lines, &page.slanted})
    for (const PdfLine& line : *list)
      lines.push_back(&line);
  if (auto boxes = WholeMatch(LettersOf(lines, area), wanted); !boxes.empty()) return boxes;
  std::stable_sort(lines.begin(), lines.end(), [](const PdfLine* a, const PdfLine* b) {
    return a->box.top != b->box.top ? a->box.top < b->box.top : a->box.left < b->box.left;
  });
  const Letters letters = LettersOf(lines, area);
  if (auto boxes = WholeMatch(letters, wanted); !boxes.empty()) return boxes;
  return LinesOfQuote(letters, wanted);
}

}  // namespace audit
