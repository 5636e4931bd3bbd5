#include "analyzers/classify/rule_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <tuple>

#include "analyzers/classify/pattern.h"
#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "parsers/sha256.h"

namespace audit {
namespace {

constexpr std::size_t kShortStatementTokens = 9;

std::string_view Trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

void ReadFlags(std::string_view flags, Rule& rule) {
  while (!flags.empty()) {
    const auto end = std::min(flags.find(' '), flags.size());
    const std::string_view flag = flags.substr(0, end);
    if (flag == "own") {
      rule.own_negation = true;
    } else if (flag == "asked") {
      rule.even_asked = true;
    } else if (flag == "any") {
      rule.any_context = true;
    } else if (flag == "reported") {
      rule.even_attributed = true;
    } else if (flag == "asserted") {
      rule.asserted_only = true;
    } else if (flag == "short") {
      rule.short_only = true;
    } else if (const auto subject = ValueOf<Subject>(flag)) {
      rule.subject = *subject;
    } else {
      throw std::invalid_argument(fmt::format(
          "unknown flag \"{}\"; valid are: own, asked, any, asserted, reported, short, {}", flag, AllNames<Subject>()));
    }
    flags = Trim(flags.substr(end));
  }
}

}  // namespace

struct RuleBook::Impl {
  std::vector<Rule> rules;
  std::vector<Pattern> patterns;  // one for each rule
  SymbolTable symbols;
  PatternClasses classes;
  std::vector<std::vector<std::uint32_t>> by_first;  // by symbol: rules that may start with it

  explicit Impl(const ConceptMatcher& concepts) : symbols(concepts) {}

  void ReadFile(const std::filesystem::path& file);
  void ReadHeading(std::string_view line, Rule& heading) const;
  void ReadRule(std::string_view line, const Rule& heading, const std::string& source);
  void Index();
};

void RuleBook::Impl::ReadHeading(std::string_view line, Rule& heading) const {
  const auto close = line.find(']');
  if (close == std::string_view::npos) throw std::invalid_argument("\"[\" without \"]\"");
  const std::string_view inside = Trim(line.substr(1, close - 1));
  const std::string_view name = inside.substr(0, inside.find(' '));
  heading = Rule{};
  ReadFlags(Trim(inside.substr(name.size())), heading);
  heading.because = Trim(line.substr(close + 1));
  if (name == "mask") {
    heading.target = RuleTarget::kMask;
  } else if (const auto kind = ValueOf<StatementKind>(name)) {
    heading.kind = *kind;
  } else {
    throw std::invalid_argument(
        fmt::format("unknown kind \"{}\"; valid are: mask, {}", name, AllNames<StatementKind>()));
  }
  if (heading.because.empty()) throw std::invalid_argument("a heading needs its reason in words after the kind");
}

void RuleBook::Impl::ReadRule(std::string_view line, const Rule& heading, const std::string& source) {
  if (heading.because.empty()) throw std::invalid_argument("a rule before the first [kind]");
  Rule rule = heading;
  rule.source = source;
  const auto flags_at = line.find(";;");
  std::string_view flags = flags_at == std::string_view::npos ? std::string_view() : Trim(line.substr(flags_at + 2));
  ReadFlags(flags, rule);
  patterns.push_back(ParsePattern(Trim(line.substr(0, flags_at)), symbols, classes));
  rules.push_back(std::move(rule));
}

void RuleBook::Impl::ReadFile(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw SetupError(fmt::format("{}: cannot be read", file.string()));
  Rule heading;
  std::string raw;
  for (std::size_t number = 1; std::getline(in, raw); ++number) {
    const std::string_view line = Trim(raw);
    if (line.empty() || line[0] == '%') continue;
    try {
      const auto equals = line.find("> = ");
      if (line[0] == '[') {
        ReadHeading(line, heading);
      } else if (line[0] == '<' && equals != std::string_view::npos) {
        auto& known = classes[std::string(line.substr(1, equals - 1))];
        auto more = ParseAlternatives(line.substr(equals + 4), symbols, classes);
        known.insert(known.end(), more.begin(), more.end());
      } else {
        ReadRule(line, heading, fmt::format("{}:{}", file.filename().string(), number));
      }
    } catch (const std::invalid_argument& error) {
      throw SetupError(fmt::format("{}:{}: {}", file.string(), number, error.what()));
    } catch (const std::out_of_range&) {
      throw SetupError(fmt::format("{}:{}: names a concept that no lexicon defines: {}", file.string(), number, line));
    }
  }
}

void RuleBook::Impl::Index() {
  by_first.resize(symbols.size());
  for (std::size_t rule = 0; rule < patterns.size(); ++rule) {
    const auto& elements = patterns[rule].elements;
    const auto first = std::find_if(elements.begin(), elements.end(), [](const PatternElement& element) {
      return element.kind == PatternElement::Kind::kPhrase;
    });
    for (const Symbol symbol : first->alternatives.firsts) {
      auto& list = by_first[symbol];
      if (list.empty() || list.back() != rule) list.push_back(static_cast<std::uint32_t>(rule));
    }
  }
}

RuleBook::RuleBook(const std::filesystem::path& folder, const ConceptMatcher& concepts) {
  auto impl = std::make_unique<Impl>(concepts);
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().extension() == ".rules") files.push_back(entry.path());
  if (error || files.empty())
    throw SetupError(
        fmt::format("{}: holds no *.rules files; install the program's data or name its folder", folder.string()));
  std::sort(files.begin(), files.end());
  for (const auto& file : files)
    impl->ReadFile(file);
  impl->Index();
  impl_ = std::move(impl);
}

RuleBook::~RuleBook() = default;
RuleBook::RuleBook(RuleBook&&) noexcept = default;
RuleBook& RuleBook::operator=(RuleBook&&) noexcept = default;

const std::vector<Rule>& RuleBook::Rules() const { return impl_->rules; }

std::vector<RuleHit> RuleBook::Find(const StatementView& view) const {
  std::vector<RuleHit> out;
  const SymbolLattice lattice(view, impl_->symbols);
  std::vector<std::uint32_t> tried;
  for (std::size_t token = 0; token < lattice.size(); ++token) {
    tried.clear();
    for (const auto& edge : lattice.At(token)) {
      const auto& rules = impl_->by_first[edge.symbol];
      tried.insert(tried.end(), rules.begin(), rules.end());
    }
    std::sort(tried.begin(), tried.end());
    tried.erase(std::unique(tried.begin(), tried.end()), tried.end());
    for (const std::uint32_t rule : tried) {
      if (impl_->rules[rule].short_only && view.Tokens().size() > kShortStatementTokens) continue;
      const Pattern& pattern = impl_->patterns[rule];
      const std::size_t end = MatchPattern(pattern, lattice, view, token);
      if (end == 0) continue;
      const auto occurs = [&](const auto& alternatives) { return lattice.Occurs(alternatives); };
      if (!std::all_of(pattern.needed.begin(), pattern.needed.end(), occurs)) continue;
      if (std::any_of(pattern.forbidden.begin(), pattern.forbidden.end(), occurs)) continue;
      out.push_back({rule, {token, end}});
    }
  }
  return out;
}

}  // namespace audit
