#include "pipeline/record_pack.h"

#include "pipeline/packing.h"

namespace audit {
namespace {

constexpr char kFormat = '\x02';

}  // namespace

std::string EncodeRecord(const AuditRecord& record) {
  packing::Packer packer(kFormat);
  packer.Put(record);
  return packer.Take();
}

AuditRecord DecodeRecord(std::string_view bytes) {
  AuditRecord record;
  packing::Unpacker unpacker(bytes, kFormat);
  unpacker.Take(record);
  unpacker.End();
  return record;
}

}  // namespace audit
