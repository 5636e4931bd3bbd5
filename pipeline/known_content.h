// Documents whose bytes were read before, under another name or with other times: moved, copied or touched. Their
// record is taken from the store, and they are not parsed again.
#pragma once

#include <optional>
#include <string>

#include "pipeline/discovery.h"
#include "pipeline/store.h"

namespace audit {

struct KnownRecord {
  AuditRecord record;
  std::string from_path;  ///< of the document that it was made of
};

/// The record of `input` from a document with the same bytes under the same `key`, with what is known of `input` itself
/// filled in; takes the stamp of what was hashed. Nothing if the bytes are new, too many, or cannot be read quietly:
/// then it is for the readers to say.
std::optional<KnownRecord> KnownContent(const Store& store, Input& input, const std::string& key,
                                        std::size_t max_bytes);

}  // namespace audit
