// The stored model: calibrated linear weights of 20 kinds for each known feature, as bytes. Written by the trainer,
// read once by KindModel. Little-endian, versioned, closed by a SHA-256 that names it and a
// CRC-32 that is checked, each of all that stands before it.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "analyzers/model/huge_pages.h"
#include "analyzers/model/network.h"
#include "analyzers/statement.h"

namespace audit {

struct KindSettings {
  float bias = 0;   ///< added to the weighted sum
  float slope = 1;  ///< confidence = logistic(slope * score + offset), fitted on held-out scores
  float offset = 0;
  float threshold = 0.5F;  ///< least confidence at which the kind is given

  /// Calibrated, 0..1; `score` includes the bias.
  double Confidence(double score) const { return 1.0 / (1.0 + std::exp(-(slope * score + offset))); }
};

/// One known feature. Its part in the score of kind k is Amount() * StepOf(step) * weights[k] / norm. Aligned so that
/// each lies in one line of the cache.
struct alignas(32) FeatureRow {
  std::uint32_t tag = 0;    ///< upper half of the feature's key
  std::uint8_t amount = 0;  ///< rarity times the group's worth, in 1/16
  std::uint8_t step = 0;    ///< index of the weights' unit, see StepOf
  std::array<std::int8_t, kStatementKindCount> weights{};

  float Amount() const { return static_cast<float>(amount) / 16.0F; }
  bool operator==(const FeatureRow&) const = default;
};

using FeatureRows = std::vector<FeatureRow, HugePages<FeatureRow>>;

using KindRow = std::array<float, kStatementKindCount>;  ///< by StatementKind

/// The second reading: weighs a statement's own confidences with each other and with those around it.
struct SurroundingsModel {
  KindRow usual_shares{};  ///< of all that statements say, the share of each kind
  Network network;
  std::array<KindSettings, kNetworkOutputs> outputs{};  ///< of the network's scores; their bias is the network's
};

struct ModelData {
  std::string training_digest;  ///< SHA-256 of the training examples, 64 hex digits
  std::string lexicon_digest;   ///< SHA-256 over lexicons and rules at training time, 64 hex digits
  std::array<KindSettings, kStatementKindCount> kinds{};
  FeatureRows rows;  ///< ascending by tag, no repeats
  SurroundingsModel surroundings;
  std::string digest;  ///< SHA-256 of the file's content, 64 hex digits; set by ReadModel
};

/// Units of the weights, each 1.09 times the one before; exact on every machine.
float StepOf(std::uint8_t step);

/// Throws SetupError naming the file when it cannot be written.
void WriteModel(const std::filesystem::path& path, const ModelData& model);

/// The digest that the file names, read without the rest. Throws SetupError when there is no such file or it is
/// no model of this version; that it is whole shows when it is read.
std::string ModelDigest(const std::filesystem::path& path);

/// Throws SetupError naming the file when it is missing, cut off, damaged or of another version.
ModelData ReadModel(const std::filesystem::path& path);

}  // namespace audit
