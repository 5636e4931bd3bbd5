// The objects of a PDF file as far as an appended update needs them: its pages as PDF source, its table of objects, its
// trailer. Touches Poppler in its .cc alone. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace audit {

struct ObjectRef {
  int number = 0;
  int generation = 0;
};

/// "12 0 R".
std::string RefSource(ObjectRef ref);

/// A point in the page's own coordinates, y upwards.
struct UserPoint {
  double x = 0;
  double y = 0;
};

struct PageObject {
  ObjectRef ref;
  std::string entries;                    ///< of its dictionary without /Annots, as PDF source
  std::vector<std::string> annotations;   ///< elements of its /Annots, as PDF source
  Box shown;                              ///< the part of the page that readers show, as Block boxes count
  double matrix[6] = {1, 0, 0, 1, 0, 0};  ///< from shown coordinates (y downwards) to the page's own

  UserPoint FromShown(double x, double y) const {
    return {matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]};
  }
};

/// Where an object lies; the three kinds of a cross-reference stream.
struct ObjectEntry {
  std::uint8_t kind = 0;     ///< 0 free, 1 at an offset, 2 within an object stream. As in the file format.
  std::uint64_t where = 0;   ///< offset from the file's header, or number of the object stream
  std::uint32_t detail = 0;  ///< generation, or index within the stream
};

class PdfObjects {
 public:
  /// `bytes` must remain live while the object lives. REQUIRES: a PdfReader has opened the same bytes.
  explicit PdfObjects(std::string_view bytes);
  ~PdfObjects();
  PdfObjects(const PdfObjects&) = delete;
  PdfObjects& operator=(const PdfObjects&) = delete;

  bool IsOk() const;
  bool IsEncrypted() const;
  bool IsSigned() const;
  /// The file's own table of objects is not to be trusted; Entries() gives the one that was made anew.
  bool WasRepaired() const;

  /// `number` is 1-based. Absent: it cannot be found, or is no object of its own.
  std::optional<PageObject> Page(int number) const;
  int PageCount() const;

  /// All objects by number, from 0.
  std::vector<ObjectEntry> Entries() const;
  /// One more than the highest number in use.
  std::size_t Size() const;
  /// Entries of the trailer that an update repeats: /Root, /Info, as PDF source.
  std::string TrailerEntries() const;
  /// First part of the file's /ID, or "".
  std::string FileId() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace audit
