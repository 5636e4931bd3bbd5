// An update appended to a PDF file: new objects, changed objects and a new table of objects, behind bytes that stay as
// they are. Knows no library.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/pdf/page_objects.h"

namespace audit {

class PdfUpdate {
 public:
  /// `bytes` and `objects` must remain live while the update lives.
  PdfUpdate(std::string_view bytes, const PdfObjects& objects);

  /// A number for a new object.
  ObjectRef Reserve();
  /// `source`: the object between "obj" and "endobj".
  void Put(ObjectRef ref, std::string source);

  /// The file with the update; "" if the file is not what its table of objects says.
  std::string Finish() const;

 private:
  struct Placed {
    std::uint64_t offset = 0;
    int generation = 0;
  };
  std::string Table(const std::map<int, Placed>& placed, std::string_view trailer) const;
  std::string Stream(std::map<int, Placed> placed, std::uint64_t offset, std::string_view trailer) const;
  std::string IdSource() const;

  std::string_view bytes_;
  const PdfObjects& objects_;
  int next_ = 0;
  std::map<int, std::pair<int, std::string>> new_objects_;  // by number: generation and source
};

}  // namespace audit
