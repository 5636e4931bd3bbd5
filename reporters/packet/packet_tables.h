// The tables of a packet (README.md describes their columns); contract of cells in reporters/csv/csv_table.h.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "reporters/csv/csv_table.h"
#include "reporters/packet/packet.h"

namespace audit {

/// Where a document's files lie in the packet, relative to it; "" = left out.
struct PacketFiles {
  std::string number;  ///< of the document
  std::string original;
  std::string marked;
  std::string marked_sha256;
};

struct Exhibit {
  std::string number;
  std::string finding_id;
  const Finding& finding;
  std::vector<std::string> pictures;  ///< files, relative to the packet, in order of the places they show
};

std::string_view CustodyName(Custody custody);

class PacketTables {
 public:
  PacketTables(const std::filesystem::path& folder, CsvMark mark);

  void AddExhibit(const PacketDocument& document, const PacketFiles& files, const Exhibit& exhibit);
  /// `first` and `last`: numbers of its exhibits; "" = it has none.
  void AddDocument(const PacketDocument& document, const PacketFiles& files, const std::string& first,
                   const std::string& last);
  /// A document of the run, whether in the packet or not.
  void AddUnread(const AuditRecord& record);
  void Commit();

 private:
  CsvTable index_;
  CsvTable documents_;
  CsvTable custody_;
  CsvTable unread_;
};

}  // namespace audit
