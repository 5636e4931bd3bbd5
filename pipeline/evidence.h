// What a finding is shown by beside its words: the paragraph with its neighbours, and on pages a picture of the place.
// Runs in a worker, while the document is at hand. Stateless.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/finding.h"
#include "analyzers/statement.h"
#include "parsers/parser.h"

namespace audit {

/// Name of the anomaly of a document that lacks pictures it should have.
inline constexpr std::string_view kNoPicture = "no-picture";

/// A place of a finding, by their indices in the record.
struct EvidencePlace {
  std::uint32_t finding = 0;
  std::uint32_t place = 0;
};

/// One picture, which may show places of several findings.
struct PictureOrder {
  PlaceToDraw draw;
  std::vector<EvidencePlace> shows;
};

struct PictureOrders {
  std::vector<PictureOrder> orders;
  std::size_t left_out = 0;  ///< pictures that the limit forbids
};

using EvidenceSink = std::function<void(std::span<const EvidencePlace> shows, std::string_view png)>;

/// Sets the context of the first places of each finding. Indices of findings are those of `analysis`.
void AddContext(const Document& document, const Analysis& analysis, std::vector<Finding>& findings);

/// The first places of the findings that matter, worst first, if the document has pages that can be drawn.
PictureOrders OrderPictures(const Document& document, const Analysis& analysis, const std::vector<Finding>& findings,
                            const PictureLimits& limits);

/// Returns what cut the drawing short, in words, or "".
std::string Draw(std::string_view format, std::string_view bytes, const std::vector<PictureOrder>& orders,
                 const PictureLimits& limits, const EvidenceSink& sink);

}  // namespace audit
