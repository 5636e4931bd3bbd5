// What the printable page of a packet shows: fills the templates' views. No markup is made here.
#pragma once

#include <cstddef>
#include <map>

#include "reporters/packet/packet_tables.h"
#include "reporters/packet/packet_templates.h"
#include "reporters/run_totals.h"

namespace audit {

struct PacketTotals {
  RunTotals run;  ///< of the whole run
  std::size_t documents = 0;
  std::size_t exhibits = 0;
  std::size_t waived = 0;  ///< exhibits that a waiver decides
  std::size_t originals = 0;
  std::size_t marked = 0;
  std::map<Severity, std::size_t> by_severity;  ///< exhibits
  std::map<Custody, std::size_t> custody;       ///< documents
};

/// Documents that were not fully read and are listed in the page; all are in not-read.csv.
inline constexpr std::size_t kUnreadListed = 200;

/// For all templates but those of rows and exhibits.
View PacketView(const RunInfo& run, const PacketSettings& settings, const PacketTotals& totals);

/// A picture of an exhibit: its bytes, and which place of the finding it shows.
struct ExhibitPicture {
  std::string file;  ///< relative to the packet
  std::string png;
  std::size_t place = 0;
};

/// For kIndexRow and, with AddExhibitParts, kExhibit.
View ExhibitView(const PacketDocument& document, const PacketFiles& files, const Exhibit& exhibit);
void AddExhibitParts(const PacketDocument& document, const Exhibit& exhibit,
                     const std::vector<ExhibitPicture>& pictures, std::size_t pictures_lost, View& view);

/// For kDocumentRow.
View DocumentRowView(const PacketDocument& document, const PacketFiles& files, const std::string& first,
                     const std::string& last);

/// For kUnreadRow.
View UnreadRowView(const AuditRecord& record);

}  // namespace audit
