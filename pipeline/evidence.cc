#include "pipeline/evidence.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "analyzers/text/segment.h"

namespace audit {
namespace {

constexpr std::size_t kPlacesShown = 2;  // of each finding: the words, and where they are said again or contradicted
constexpr std::size_t kParagraphBytes = 800;
constexpr std::size_t kNeighbourBytes = 240;
constexpr std::string_view kCut = "…";

bool IsInsideCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// The bytes [begin, end) of the document's text on one line, cut at whole characters; "…" where the block goes on.
std::string PartOf(const Document& document, const Block& block, std::size_t begin, std::size_t end) {
  const std::string& text = document.text;
  while (begin > block.text.begin && IsInsideCharacter(text[begin]))
    --begin;
  while (end < block.text.end && IsInsideCharacter(text[end]))
    ++end;
  std::string out(begin > block.text.begin ? kCut : "");
  out += OneLine(std::string_view(text).substr(begin, end - begin));
  if (end < block.text.end) out += kCut;
  return out;
}

std::string HeadOf(const Document& document, const Block& block) {
  return PartOf(document, block, block.text.begin, std::min(block.text.end, block.text.begin + kNeighbourBytes));
}

std::string TailOf(const Document& document, const Block& block) {
  const std::size_t size = block.text.end - block.text.begin;
  return PartOf(document, block, block.text.end - std::min(size, kNeighbourBytes), block.text.end);
}

/// The block of the statement; of a long one what stands around the statement evenly, and of a long statement its
/// beginning. What it costs does not grow with the block, for a hostile one may be quoted many times.
std::string Around(const Document& document, const Block& block, TextSpan span) {
  if (block.text.end - block.text.begin <= kParagraphBytes)
    return PartOf(document, block, block.text.begin, block.text.end);
  const std::size_t quoted = std::min(span.end - span.begin, kParagraphBytes);
  const std::size_t room = (kParagraphBytes - quoted) / 2;
  return PartOf(document, block, span.begin - std::min(span.begin - block.text.begin, room),
                std::min(block.text.end, span.begin + quoted + room));
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
  const std::size_t index = statement.block;
  const Block& block = document.blocks.at(index);
  Context context;
  context.paragraph = Around(document, block, statement.span);
  if (!IsRunningText(block)) return context;
  if (index > 0 && IsRunningText(document.blocks[index - 1]))
    context.before = TailOf(document, document.blocks[index - 1]);
  if (index + 1 < document.blocks.size() && IsRunningText(document.blocks[index + 1]))
    context.after = HeadOf(document, document.blocks[index + 1]);
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

/// What makes two pictures the same.
using PictureKey = std::tuple<int, double, double, std::string>;

PictureKey KeyOf(const Statement& statement) {
  return {statement.where.page, statement.where.box->left, statement.where.box->top, statement.text};
}

/// Takes orders up to a limit, each once.
class OrderBook {
 public:
  OrderBook(const Document& document, std::size_t most) : document_(document), most_(most) {}

  void Add(const Statement& statement, EvidencePlace place) {
    const auto [known, is_new] = numbers_.emplace(KeyOf(statement), orders_.size());
    if (is_new && orders_.size() < most_) {
      orders_.push_back({{statement.where, statement.text, LinesOf(document_, statement)}, {place}});
    } else if (is_new) {
      known->second = most_;
      ++left_out_;
    } else if (known->second < most_) {
      orders_[known->second].shows.push_back(place);
    }
  }

  PictureOrders Take() { return {std::move(orders_), left_out_}; }

 private:
  const Document& document_;
  std::size_t most_;
  std::map<PictureKey, std::size_t> numbers_;  // of the orders; `most_` for one that was left out
  std::vector<PictureOrder> orders_;
  std::size_t left_out_ = 0;
};

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
  if (limits.mode == PictureMode::kNever || !CanDraw(document.format)) return {};
  std::vector<std::size_t> ranked;
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (limits.mode == PictureMode::kAlways || findings[i].severity >= Severity::kMedium) ranked.push_back(i);
  std::stable_sort(ranked.begin(), ranked.end(),
                   [&findings](std::size_t a, std::size_t b) { return findings[a].severity > findings[b].severity; });
  OrderBook book(document, static_cast<std::size_t>(limits.max_pictures));
  for (std::size_t place = 0; place < kPlacesShown; ++place) {
    for (const std::size_t index : ranked) {
      const Finding& finding = findings[index];
      if (place >= finding.places.size() || (place > 0 && finding.severity < Severity::kHigh)) continue;
      const Statement* statement = StatementAt(analysis, finding, finding.places[place]);
      if (statement == nullptr || statement->where.page == 0 || !statement->where.box) continue;
      book.Add(*statement, {static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(place)});
    }
  }
  return book.Take();
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
