#include "parsers/pdf/pdf_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "parsers/paragraph_buffer.h"
#include "parsers/pdf/block_kinds.h"
#include "parsers/pdf/list_labels.h"
#include "parsers/pdf/open_pdf.h"
#include "parsers/pdf/page_model.h"
#include "parsers/pdf/page_ocr.h"
#include "parsers/pdf/paragraphs.h"
#include "parsers/pdf/poppler_reader.h"
#include "parsers/pdf/text_builder.h"

namespace audit {
namespace {

constexpr std::size_t kHeaderReach = 1024;  // where readers still accept the signature
constexpr int kNoteworthyGlyphs = 20;       // unreadable ones
constexpr std::size_t kQuoteBytes = 120;    // of hidden words in an anomaly
constexpr std::size_t kMaxAnomaliesOfKind = 50;

std::string Shortened(std::string_view text) {
  if (text.size() <= kQuoteBytes) return std::string(text);
  std::size_t end = kQuoteBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string_view Why(Hiding hiding) {
  switch (hiding) {
    case Hiding::kInvisibleMode:
      return "drawn without ink";
    case Hiding::kGroundColor:
      return "in the colour of what lies under it";
    case Hiding::kTiny:
      return "smaller than 2 pt";
    case Hiding::kCovered:
      return "painted over";
    case Hiding::kClipped:
      return "outside the area that is shown";
    case Hiding::kNone:
    case Hiding::kOcrLayer:
    case Hiding::kShapes:
      break;
  }
  return "";
}

SourceLocation OnPage(int page, std::string part, std::optional<Box> box) {
  SourceLocation where;
  where.page = page;
  where.part = std::move(part);
  where.box = box;
  return where;
}

std::string WithoutBlanks(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != ' ' && c != '\n' && c != '\t') plain += c;
  }
  return plain;
}

/// Collects the pages of one document and writes them down.
class Assembler {
 public:
  Assembler(PdfReader* reader, std::string_view bytes, const ParseLimits& limits)
      : reader_(*reader), limits_(limits), ocr_(bytes, limits.ocr) {}

  Document Run() {
    document_.metadata = reader_.Metadata();
    ReadPages();
    for (const PdfBlock& block : layout_.blocks) {
      for (const PdfLine& line : block.lines)
        vocabulary_.Add(line);
    }
    ClassifyBlocks(&layout_);
    JoinCutParagraphs(&layout_);
    WriteBlocks();
    ReportDamage();
    if (!links_.empty()) document_.metadata["links"] = links_;
    return std::move(document_);
  }

 private:
  void ReadPages() {
    Coverage& coverage = document_.coverage;
    coverage.pages_total = reader_.PageCount();
    const int last = std::min(coverage.pages_total, limits_.max_pages);
    if (last < coverage.pages_total) {
      coverage.limits_hit.push_back(
          fmt::format("max_pages: only the first {} of {} pages were read", last, coverage.pages_total));
    }
    std::size_t left = limits_.max_text_bytes;
    for (int number = 1; number <= last; ++number) {
      std::optional<PdfPage> page = reader_.ReadPage(number, left);
      layout_.page_heights.push_back(page ? page->height : 0);
      if (!page) {
        Report("damaged-pdf", fmt::format("Page {} cannot be found in the file.", number), OnPage(number, "", {}));
        continue;
      }
      const bool cut = page->cut_short;
      left -= std::min(left, AddPage(std::move(*page)));
      if (!cut && left > 0) continue;
      coverage.limits_hit.push_back(
          fmt::format("max_text_bytes: reading stopped on page {} after {} bytes", number, limits_.max_text_bytes));
      break;
    }
  }

  /// Reads the page by OCR where that is wanted, and puts down whether it was read at all.
  void CountPage(PdfPage* page) {
    Coverage& coverage = document_.coverage;
    const bool layer = std::any_of(page->lines.begin(), page->lines.end(),
                                   [](const PdfLine& line) { return DominantHiding(line) == Hiding::kOcrLayer; });
    const bool no_text = IsUnreadable(*page) || (!layer && IsPicturesOnly(*page));
    const OcrOutcome outcome = ocr_.Read(page);
    const SourceLocation where = OnPage(page->number, "", {});
    if (layer) Report("ocr-layer", "The words of the page come from a text layer under its picture.", where);
    if (outcome == OcrOutcome::kPoor) {
      Report("ocr-poor", fmt::format("The page was read by OCR with a confidence of only {:.0f} %.", ocr_.confidence()),
             where);
    }
    if (outcome == OcrOutcome::kOverBudget && coverage.limits_hit.empty()) {
      coverage.limits_hit.push_back(
          fmt::format("OCR: from page {} on pictures were not read; the budget is {} pages and {} s a document",
                      page->number, limits_.ocr.max_pages, limits_.ocr.max_seconds));
    }
    if (outcome == OcrOutcome::kUnavailable && no_text) {
      Report("no-ocr",
             "The page could not be read by OCR: it cannot be drawn, or the library or its models are missing.", where);
    }
    if (layer || outcome == OcrOutcome::kRead) ++coverage.pages_by_ocr;
    if (no_text && outcome != OcrOutcome::kRead) {
      ++coverage.pages_without_text;
    } else if (!page->cut_short) {
      ++coverage.pages_read;
    }
  }

  /// Returns the bytes of text on the page.
  std::size_t AddPage(PdfPage page) {
    if (page.unreadable_glyphs >= kNoteworthyGlyphs && 5 * page.unreadable_glyphs > page.visible_glyphs) {
      Report("bad-encoding",
             fmt::format("{} glyphs are of fonts that do not say which characters they are.", page.unreadable_glyphs),
             OnPage(page.number, "", {}));
    }
    CountPage(&page);
    if (!page.outside.empty()) {
      Report("text-outside-page", fmt::format("Words outside the visible page: \"{}\"", Shortened(page.outside)),
             OnPage(page.number, "", {}));
    }
    if (page.hidden_layer_chars > 0) {
      Report("hidden-layer",
             fmt::format("{} characters stand on layers that are switched off.", page.hidden_layer_chars),
             OnPage(page.number, "", {}));
    }
    for (const std::string& link : page.links) {
      if (seen_links_.insert(link).second) links_ += (links_.empty() ? "" : "\n") + link;
    }
    if (!page.notes.empty()) notes_[page.number] = std::move(page.notes);
    std::size_t bytes = 0;
    for (PdfBlock& block : BlocksOfPage(&page)) {
      for (const PdfLine& line : block.lines) {
        const std::string text = LineText(line);
        bytes += text.size() + 1;
        ocr_.Saw(text);
      }
      if (block.table > 0) block.table += tables_;
      highest_table_ = std::max(highest_table_, block.table);
      layout_.blocks.push_back(std::move(block));
    }
    tables_ = highest_table_;
    return bytes;
  }

  void WriteBlocks() {
    int page = 0;
    for (const PdfBlock& block : layout_.blocks) {
      if (block.page != page) {
        WriteNotes(page, block.page);
        page = block.page;
        page_text_begin_ = document_.text.size();
      }
      WriteBlock(block);
    }
    WriteNotes(page, static_cast<int>(layout_.page_heights.size()) + 1);
  }

  void WriteBlock(const PdfBlock& source) {
    std::string text;
    Block block;
    std::vector<std::size_t> begins;
    for (const PdfLine& line : source.lines) {
      const std::size_t begin = AppendLine(line, vocabulary_, &text);
      if (!block.lines.empty()) block.lines.back().text.end = std::min(block.lines.back().text.end, begin);
      block.lines.push_back({{begin, text.size()}, line.box, source.line_pages[block.lines.size()]});
    }
    const std::size_t bullet = source.kind == BlockKind::kListItem ? BulletLength(text) : 0;
    if (bullet >= text.size()) return;
    text.erase(0, bullet);
    if (!Append(text, &block)) return;
    for (TextLine& line : block.lines) {
      line.text.begin = block.text.begin + line.text.begin - std::min(bullet, line.text.begin);
      line.text.end = block.text.begin + line.text.end - std::min(bullet, line.text.end);
    }
    block.kind = source.kind;
    block.heading_level = source.heading_level;
    block.table = source.table;
    block.row = source.row;
    block.column = source.column_number;
    block.where = OnPage(source.page, PartOf(source.kind), source.box);
    block.style = {source.font_size_pt, source.bold, ColorOf(source), std::nullopt};
    if (const auto paint = PaintOf(source)) {
      block.style.color = paint->ink;
      block.style.ground = paint->ground;
    }
    block.ocr_confidence = OcrConfidenceOf(source);
    block.visibility = source.hiding == Hiding::kNone                                           ? Visibility::kVisible
                       : source.hiding == Hiding::kOcrLayer || source.hiding == Hiding::kShapes ? Visibility::kUnknown
                                                                                                : Visibility::kHidden;
    if (block.visibility == Visibility::kHidden) {
      Report("hidden-text", fmt::format("Words {}: \"{}\"", Why(source.hiding), Shortened(text)), block.where);
    }
    document_.blocks.push_back(std::move(block));
  }

  /// Mean over the characters that were read by OCR, at least 1 when there are any.
  static int OcrConfidenceOf(const PdfBlock& block) {
    double sum = 0;
    double bytes = 0;
    for (const PdfLine& line : block.lines) {
      for (const PdfWord& word : line.words) {
        if (word.ocr_confidence <= 0) continue;
        sum += word.ocr_confidence * static_cast<double>(word.text.size());
        bytes += static_cast<double>(word.text.size());
      }
    }
    return bytes > 0 ? std::max(1, static_cast<int>(std::lround(sum / bytes))) : 0;
  }

  static std::string PartOf(BlockKind kind) {
    if (kind == BlockKind::kHeader) return "header";
    if (kind == BlockKind::kFooter) return "footer";
    return "";
  }

  static std::optional<InkOnGround> PaintOf(const PdfBlock& block) {
    EvenPaint paint;
    for (const PdfLine& line : block.lines)
      for (const PdfWord& word : line.words)
        paint.Add(word.color && word.ground ? std::optional(InkOnGround{*word.color, *word.ground}) : std::nullopt);
    return paint.paint();
  }

  static std::optional<Rgb> ColorOf(const PdfBlock& block) {
    std::map<std::tuple<int, int, int>, std::size_t> weight;
    std::optional<Rgb> best;
    std::size_t most = 0;
    for (const PdfLine& line : block.lines) {
      for (const PdfWord& word : line.words) {
        if (!word.color) continue;
        std::size_t& total = weight[{word.color->red, word.color->green, word.color->blue}];
        total += word.text.size();
        if (total > most) {
          most = total;
          best = word.color;
        }
      }
    }
    return best;
  }

  /// False when the limit on text is reached.
  bool Append(std::string_view text, Block* block) {
    const std::size_t separator = document_.text.empty() ? 0 : 1;
    if (text.empty()) return false;
    if (document_.text.size() + separator + text.size() > limits_.max_text_bytes) {
      if (!text_limit_reported_ && document_.coverage.limits_hit.empty()) {
        document_.coverage.limits_hit.push_back(
            fmt::format("max_text_bytes: text was cut at {} bytes", limits_.max_text_bytes));
      }
      text_limit_reported_ = true;
      return false;
    }
    if (separator != 0) document_.text += '\n';
    block->text.begin = document_.text.size();
    document_.text += text;
    block->text.end = document_.text.size();
    return true;
  }

  /// Comments and field values of the pages [first, last) whose words the page itself does not show.
  void WriteNotes(int first, int last) {
    for (auto at = notes_.lower_bound(first); at != notes_.end() && at->first < last; ++at) {
      const std::string shown =
          at->first == first ? WithoutBlanks(std::string_view(document_.text).substr(page_text_begin_)) : "";
      for (const PdfNote& note : at->second) {
        if (shown.find(WithoutBlanks(note.text)) != std::string::npos) continue;
        std::string text = note.text;
        std::replace(text.begin(), text.end(), '\n', ' ');
        Block block;
        if (!Append(text, &block)) continue;
        block.kind = note.form_field ? BlockKind::kParagraph : BlockKind::kComment;
        block.where = OnPage(at->first, note.form_field ? "form" : "comments", note.box);
        document_.blocks.push_back(std::move(block));
      }
    }
  }

  void ReportDamage() {
    const auto& complaints = reader_.Complaints();
    if (!reader_.WasRepaired() && complaints.empty()) return;
    std::string detail = reader_.WasRepaired() ? "The file's table of contents was broken and was rebuilt." : "";
    for (const std::string& complaint : complaints)
      detail += (detail.empty() ? "" : " ") + complaint + ".";
    Report("damaged-pdf", std::move(detail), {});
  }

  void Report(std::string name, std::string detail, SourceLocation where) {
    if (++reported_[name] > kMaxAnomaliesOfKind) return;
    document_.anomalies.push_back({std::move(name), std::move(detail), std::move(where)});
  }

  PdfReader& reader_;
  const ParseLimits& limits_;
  PageOcr ocr_;
  Document document_;
  PdfLayout layout_;
  Vocabulary vocabulary_;
  std::map<int, std::vector<PdfNote>> notes_;
  std::map<std::string, std::size_t> reported_;
  std::set<std::string> seen_links_;
  std::string links_;
  std::size_t page_text_begin_ = 0;
  int tables_ = 0;
  int highest_table_ = 0;
  bool text_limit_reported_ = false;
};

}  // namespace

bool RecognizesPdf(std::string_view bytes, std::string_view) {
  return bytes.substr(0, kHeaderReach).find("%PDF-") != std::string_view::npos;
}

ParseResult ParsePdf(std::string_view bytes, const ParseLimits& limits) {
  auto opened = OpenPdf(bytes);
  if (const auto* failure = std::get_if<ParseFailure>(&opened)) return *failure;
  const auto& pdf = std::get<OpenedPdf>(opened);
  Document document = Assembler(pdf.reader.get(), pdf.Bytes(bytes), limits).Run();
  const Coverage& coverage = document.coverage;
  if (coverage.pages_read == 0 && coverage.pages_without_text == 0 && document.blocks.empty() &&
      !document.anomalies.empty()) {
    return ParseFailure{ParseFailureKind::kDamaged, "pdf",
                        fmt::format("No page of the PDF can be read ({}); export it again from its source.",
                                    Shortened(document.anomalies.front().detail))};
  }
  return document;
}

}  // namespace audit
