#include "analyzers/classifier.h"

#include <fmt/format.h>

#include <future>
#include <span>
#include <utility>

#include "analyzers/classify/document_facts.h"
#include "analyzers/classify/neighbours.h"
#include "analyzers/classify/quoted_columns.h"
#include "analyzers/classify/statement_analyzer.h"
#include "analyzers/classify/topic.h"
#include "analyzers/model/combine.h"
#include "analyzers/model/model_file.h"
#include "analyzers/model/surroundings.h"
#include "analyzers/text/lexicon.h"
#include "analyzers/text/segment.h"
#include "parsers/sha256.h"

namespace audit {
namespace {

// Raise it whenever code of text/ or classify/ changes what a statement is labelled.
constexpr std::string_view kCodeVersion = "classify-16";
constexpr std::string_view kModelFile = "model/kinds.model";

}  // namespace

struct Classifier::Impl {
  /// The model is read while the lexicons are: each takes as long as the other.
  explicit Impl(const std::filesystem::path& data)
      : Impl(data, std::async(std::launch::async, ReadModel, data / kModelFile)) {}
  Impl(const std::filesystem::path& data, std::future<ModelData> model)
      : analyzer(data / "lexicons"), combiner(model.get(), analyzer.Concepts(), analyzer.Rules()) {}

  std::vector<StatementView> Read(std::span<const Statement> statements) const {
    std::vector<StatementView> views;
    views.reserve(statements.size());
    for (const auto& statement : statements)
      views.push_back(analyzer.Read(statement.text));
    return views;
  }

  /// Labels a document's statements: the rules' decisions, weighed by the model, which reads each by itself and then
  /// with the others. `views` are what Read gave.
  void Label(std::span<StatementView> views, std::span<Statement> statements, Scope scope) const {
    std::vector<KindScores> first;
    std::vector<bool> leads;
    for (std::size_t i = 0; i < views.size(); ++i) {
      Statement& statement = statements[i];
      analyzer.Label(views[i], statement);
      first.push_back(combiner.Score(views[i], statement.labels));
      leads.push_back(LeadsOthers(statement.block_kind == BlockKind::kHeading, statement.text));
    }
    combiner.ScoreInContext(first, leads, [&](std::size_t i, const KindScores& second) {
      combiner.Combine(views[i], statements[i].labels, second, first[i], scope);
    });
  }

  /// Labels one statement standing alone.
  StatementView Label(Statement& statement) const {
    StatementView view = analyzer.Read(statement.text);
    Label(std::span(&view, 1), std::span(&statement, 1), Scope::kStatementAlone);
    return view;
  }

  StatementAnalyzer analyzer;
  LabelCombiner combiner;  // refers to the analyzer
};

Classifier::Classifier(const std::filesystem::path& data_folder) : impl_(std::make_unique<const Impl>(data_folder)) {}
Classifier::~Classifier() = default;
Classifier::Classifier(Classifier&&) noexcept = default;
Classifier& Classifier::operator=(Classifier&&) noexcept = default;

Analysis Classifier::Analyze(const Document& document, const DeclaredFacts& declared) const {
  Analysis out;
  out.statements = SegmentDocument(document);
  std::vector<StatementView> views = impl_->Read(out.statements);
  const Topic topic = TopicOf(impl_->analyzer.Ids(), views);
  out.facts = DecideFacts(impl_->analyzer.Ids(), topic, document, views, declared);
  if (IsAboutSomethingElse(topic, out.facts, declared)) {
    out.facts.not_classified = WhyElsewhere(topic);
    return out;
  }
  impl_->Label(views, out.statements, Scope::kDocument);
  ReadNeighbours(impl_->analyzer.Ids(), views, out.statements);
  ReadQuotedColumns(document, out.statements);
  WeighClaims(topic, out.facts, declared, out.statements);
  return out;
}

Statement Classifier::Classify(std::string_view text) const {
  Statement out;
  out.text = text;
  impl_->Label(out);
  return out;
}

Explanation Classifier::Explain(std::string_view text) const {
  Explanation out;
  out.statement.text = text;
  StatementView view = impl_->Label(out.statement);
  out.normalized = view.tokenized.normalized;
  for (const auto& match : view.concepts) {
    const TokenRange range{match.first, match.last + 1};
    const TextSpan span{view.Tokens()[match.first].source.begin, view.Tokens()[match.last].source.end};
    out.concepts.push_back({impl_->analyzer.Concepts().Names()[match.id], std::string(WordsOf(view, range)), span});
  }
  out.decisions = std::move(view.decisions);
  return out;
}

std::string Classifier::DigestOf(const std::filesystem::path& data_folder) {
  return Sha256Hex(fmt::format("{}\n{}\n{}\n", kCodeVersion, LexiconDigest(data_folder / "lexicons"),
                               ModelDigest(data_folder / kModelFile)));
}

}  // namespace audit
