#include "pipeline/evidence.h"

#include <algorithm>
#include <utility>

namespace audit {
namespace {

constexpr std::size_t kPlacesShown = 2;  // of each finding: the words, and where they are said again or contradicted
constexpr std::size_t kParagraphBytes = 800;
constexpr std::size_t kNeighbourBytes = 240;
constexpr std::string_view kCut = "…";

bool IsInsideCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string OneLine(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!blank) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  return out;
}

std::string Head(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && IsInsideCharacter(text[bytes]))
    --bytes;
  return text.substr(0, bytes).append(kCut);
}

std::string Tail(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t begin = text.size() - bytes;
  while (begin < text.size() && IsInsideCharacter(text[begin]))
    ++begin;
  return std::string(kCut) + text.substr(begin);
}

std::string TextOf(const Document& document, const Block& block) {
  return OneLine(std::string_view(document.text).substr(block.text.begin, block.text.end - block.text.begin));
}

/// The part of a paragraph that holds the quote, with what stands around it evenly.
std::string Around(const std::string& paragraph, std::string_view quote) {
  if (paragraph.size() <= kParagraphBytes) return paragraph;
  const std::size_t at = paragraph.find(quote);
  if (at == std::string::npos) return Head(paragraph, kParagraphBytes);
  const std::size_t room = kParagraphBytes - std::min(kParagraphBytes, quote.size());
  const std::size_t begin = at - std::min(at, room / 2);
  return Head(begin == 0 ? paragraph : Tail(paragraph, paragraph.size() - begin), kParagraphBytes + kCut.size());
}

bool IsRunningText(const Block& block) {
  return block.kind != BlockKind::kMetadata && block.kind != BlockKind::kComment &&
         block.kind != BlockKind::kDeletedText;
}

/// The statement that a place quotes; null if it quotes none.
const Statement* StatementAt(const Analysis& analysis, const Finding& finding, const Place& place) {
  for (const std::size_t index : finding.statements) {
    const Statement& statement = analysis.statements.at(index);
    if (statement.where == place.where && statement.text == place.quote) return &statement;
  }
  return nullptr;
}

Context ContextOf(const Document& document, const Statement& statement) {
  const std::size_t block = statement.block;
  Context context;
  context.paragraph = Around(TextOf(document, document.blocks.at(block)), statement.text);
  if (!IsRunningText(document.blocks[block])) return context;
  if (block > 0 && IsRunningText(document.blocks[block - 1]))
    context.before = Tail(TextOf(document, document.blocks[block - 1]), kNeighbourBytes);
  if (block + 1 < document.blocks.size() && IsRunningText(document.blocks[block + 1]))
    context.after = Head(TextOf(document, document.blocks[block + 1]), kNeighbourBytes);
  return context;
}

/// The printed lines of a statement on its first page, cut to it as if all letters were equally wide.
std::vector<Box> LinesOf(const Document& document, const Statement& statement) {
  std::vector<Box> lines;
  for (const TextLine& line : document.blocks.at(statement.block).lines) {
    const std::size_t begin = std::max(line.text.begin, statement.span.begin);
    const std::size_t end = std::min(line.text.end, statement.span.end);
    if (begin >= end || line.page != statement.where.page) continue;
    const auto share = [&line](std::size_t at) {
      return static_cast<double>(at - line.text.begin) / static_cast<double>(line.text.end - line.text.begin);
    };
    const double width = line.box.right - line.box.left;
    lines.push_back(
        {line.box.left + share(begin) * width, line.box.top, line.box.left + share(end) * width, line.box.bottom});
  }
  return lines;
}

bool ShowsTheSame(const PlaceToDraw& one, const PlaceToDraw& other) {
  return one.where == other.where && one.quote == other.quote;
}

}  // namespace

void AddContext(const Document& document, const Analysis& analysis, std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    for (std::size_t i = 0; i < std::min(kPlacesShown, finding.places.size()); ++i) {
      const Statement* statement = StatementAt(analysis, finding, finding.places[i]);
      if (statement != nullptr) finding.places[i].context = ContextOf(document, *statement);
    }
  }
}

PictureOrders OrderPictures(const Document& document, const Analysis& analysis, const std::vector<Finding>& findings,
                            const PictureLimits& limits) {
  PictureOrders out;
  if (limits.mode == PictureMode::kNever || !CanDraw(document.format)) return out;
  std::vector<std::size_t> ranked;
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (limits.mode == PictureMode::kAlways || findings[i].severity >= Severity::kMedium) ranked.push_back(i);
  std::stable_sort(ranked.begin(), ranked.end(),
                   [&findings](std::size_t a, std::size_t b) { return findings[a].severity > findings[b].severity; });
  std::vector<PictureOrder> orders;
  for (std::size_t place = 0; place < kPlacesShown; ++place) {
    for (const std::size_t index : ranked) {
      const Finding& finding = findings[index];
      if (place >= finding.places.size() || (place > 0 && finding.severity < Severity::kHigh)) continue;
      const Statement* statement = StatementAt(analysis, finding, finding.places[place]);
      if (statement == nullptr || statement->where.page == 0 || !statement->where.box) continue;
      PlaceToDraw draw{statement->where, statement->text, LinesOf(document, *statement)};
      auto known = std::find_if(orders.begin(), orders.end(),
                                [&draw](const PictureOrder& order) { return ShowsTheSame(order.draw, draw); });
      if (known == orders.end()) known = orders.insert(orders.end(), {std::move(draw), {}});
      known->shows.push_back({static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(place)});
    }
  }
  const auto most = static_cast<std::size_t>(limits.max_pictures);
  if (orders.size() > most) {
    out.left_out = orders.size() - most;
    orders.resize(most);
  }
  out.orders = std::move(orders);
  return out;
}

std::string Draw(std::string_view format, std::string_view bytes, const std::vector<PictureOrder>& orders,
                 const PictureLimits& limits, const EvidenceSink& sink) {
  std::vector<PlaceToDraw> places;
  places.reserve(orders.size());
  for (const PictureOrder& order : orders)
    places.push_back(order.draw);
  return DrawPlaces(format, bytes, places, limits,
                    [&](std::size_t place, std::string_view png) { sink(orders.at(place).shows, png); });
}

}  // namespace audit
