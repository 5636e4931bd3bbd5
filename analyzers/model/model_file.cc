#include "analyzers/model/model_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <libdeflate.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <span>
#include <string_view>
#include <utility>

#include "analyzers/setup_error.h"
#include "parsers/sha256.h"

namespace audit {
namespace {

constexpr std::string_view kMagic = "audit-kind-model";
constexpr std::uint32_t kVersion = 5;
constexpr std::size_t kHeadLength = kMagic.size() + 4;
constexpr std::size_t kDigestLength = 64;
constexpr std::size_t kSumLength = 4;  // behind the digest
constexpr std::size_t kRowLength = 4 + 1 + 1 + kStatementKindCount;

void PutWord(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8)
    out += static_cast<char>(value >> shift & 0xFF);
}

void PutFloat(std::string& out, float value) { PutWord(out, std::bit_cast<std::uint32_t>(value)); }

/// CRC-32. Shows damage; who wrote the file is not its affair, and a digest of so many bytes would take a tenth of a
/// start.
std::uint32_t SumOf(std::string_view bytes) { return libdeflate_crc32(0, bytes.data(), bytes.size()); }

/// Reads forward through the bytes; asking for more than is left is a damaged file.
class Cursor {
 public:
  Cursor(std::string_view bytes, const std::filesystem::path& path) : left_(bytes), path_(path) {}

  std::string_view Take(std::size_t count) {
    if (count > left_.size()) Fail("it ends too early");
    const auto taken = left_.substr(0, count);
    left_.remove_prefix(count);
    return taken;
  }
  std::uint8_t Byte() { return static_cast<std::uint8_t>(Take(1)[0]); }
  std::uint32_t Word() {
    const auto bytes = Take(4);
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
      value |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    return value;
  }
  float Float() {
    const auto value = std::bit_cast<float>(Word());
    if (!std::isfinite(value)) Fail("it holds a figure that is no number");
    return value;
  }
  std::size_t Left() const { return left_.size(); }
  [[noreturn]] void Fail(std::string_view what) const {
    throw SetupError(
        fmt::format("{}: cannot use this kind model: {}; make it again with train-kinds", path_.string(), what));
  }

 private:
  std::string_view left_;
  const std::filesystem::path& path_;
};

void PutSettings(std::string& out, std::span<const KindSettings> kinds) {
  for (const auto& kind : kinds)
    for (const float value : {kind.bias, kind.slope, kind.offset, kind.threshold})
      PutFloat(out, value);
}

void PutFloats(std::string& out, std::span<const float> row) {
  for (const float value : row)
    PutFloat(out, value);
}

void PutNetwork(std::string& out, const Network& network) {
  for (const auto& row : network.weights)
    PutFloats(out, row);
  PutFloats(out, network.bias);
  for (const auto& row : network.outputs)
    PutFloats(out, row);
  PutFloats(out, network.output_bias);
}

std::string Encode(const ModelData& model) {
  std::string out(kMagic);
  PutWord(out, kVersion);
  PutWord(out, kStatementKindCount);
  out += model.training_digest;
  out += model.lexicon_digest;
  PutSettings(out, model.kinds);
  PutFloats(out, model.surroundings.usual_shares);
  PutSettings(out, model.surroundings.outputs);
  PutNetwork(out, model.surroundings.network);
  PutWord(out, static_cast<std::uint32_t>(model.rows.size()));
  for (const auto& row : model.rows) {
    PutWord(out, row.tag);
    out += static_cast<char>(row.amount);
    out += static_cast<char>(row.step);
    for (const auto weight : row.weights)
      out += static_cast<char>(weight);
  }
  out += Sha256Hex(out);
  PutWord(out, SumOf(out));
  return out;
}

void TakeSettings(Cursor& cursor, std::span<KindSettings> kinds) {
  for (auto& kind : kinds) {
    kind.bias = cursor.Float();
    kind.slope = cursor.Float();
    kind.offset = cursor.Float();
    kind.threshold = cursor.Float();
  }
}

void TakeFloats(Cursor& cursor, std::span<float> row) {
  for (auto& value : row)
    value = cursor.Float();
}

void TakeNetwork(Cursor& cursor, Network& network) {
  for (auto& row : network.weights)
    TakeFloats(cursor, row);
  TakeFloats(cursor, network.bias);
  for (auto& row : network.outputs)
    TakeFloats(cursor, row);
  TakeFloats(cursor, network.output_bias);
}

FeatureRow TakeRow(Cursor& cursor) {
  FeatureRow row;
  row.tag = cursor.Word();
  const auto bytes = cursor.Take(kRowLength - 4);
  row.amount = static_cast<std::uint8_t>(bytes[0]);
  row.step = static_cast<std::uint8_t>(bytes[1]);
  std::memcpy(row.weights.data(), bytes.data() + 2, row.weights.size());
  return row;
}

void TakeHead(Cursor& cursor) {
  if (cursor.Left() < kHeadLength + kDigestLength + kSumLength || cursor.Take(kMagic.size()) != kMagic)
    cursor.Fail("it is not one");
  if (const auto version = cursor.Word(); version != kVersion)
    cursor.Fail(fmt::format("its version is {}, this program reads {}", version, kVersion));
}

/// Of a whole file's bytes: what stands before the sum.
std::string_view DigestIn(std::string_view bytes) {
  return bytes.substr(bytes.size() - kSumLength - kDigestLength, kDigestLength);
}

ModelData Decode(std::string_view bytes, const std::filesystem::path& path) {
  Cursor cursor(bytes, path);
  TakeHead(cursor);
  const auto summed = bytes.substr(0, bytes.size() - kSumLength);
  if (SumOf(summed) != Cursor(bytes.substr(summed.size()), path).Word()) cursor.Fail("its checksum is wrong");
  if (cursor.Word() != kStatementKindCount) cursor.Fail("it knows other kinds");
  ModelData model;
  model.digest = DigestIn(bytes);
  model.training_digest = cursor.Take(kDigestLength);
  model.lexicon_digest = cursor.Take(kDigestLength);
  TakeSettings(cursor, model.kinds);
  TakeFloats(cursor, model.surroundings.usual_shares);
  TakeSettings(cursor, model.surroundings.outputs);
  TakeNetwork(cursor, model.surroundings.network);
  const std::uint32_t count = cursor.Word();
  if (cursor.Left() != count * kRowLength + kDigestLength + kSumLength) cursor.Fail("its length is wrong");
  model.rows.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    model.rows.push_back(TakeRow(cursor));
    if (i > 0 && model.rows[i - 1].tag >= model.rows[i].tag) cursor.Fail("its rows are out of order");
  }
  return model;
}

/// A file's bytes where the system keeps them: a copy of so many would take longer than all the rest of the reading.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) throw SetupError(fmt::format("{}: cannot open the kind model", path.string()));
    struct stat state = {};
    if (fstat(file, &state) == 0 && state.st_size > 0) length_ = static_cast<std::size_t>(state.st_size);
    if (length_ > 0) memory_ = mmap(nullptr, length_, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (memory_ == MAP_FAILED) throw SetupError(fmt::format("{}: cannot read the kind model", path.string()));
  }
  ~MappedFile() {
    if (memory_ != nullptr) munmap(memory_, length_);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::string_view Bytes() const { return {static_cast<const char*>(memory_), length_}; }
  /// All of it is about to be read.
  void Fetch() const {
    if (memory_ != nullptr) madvise(memory_, length_, MADV_POPULATE_READ);  // advice: an older kernel fetches by page
  }

 private:
  void* memory_ = nullptr;
  std::size_t length_ = 0;
};

}  // namespace

float StepOf(std::uint8_t step) {
  static const auto steps = [] {
    std::array<float, 256> out{};
    double value = 1.0 / (1 << 24);
    for (auto& unit : out) {
      unit = static_cast<float>(value);
      value *= 1.09;
    }
    return out;
  }();
  return steps[step];
}

void WriteModel(const std::filesystem::path& path, const ModelData& model) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  const std::string bytes = Encode(model);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw SetupError(fmt::format("{}: cannot write the kind model", path.string()));
}

std::string ModelDigest(const std::filesystem::path& path) {
  const MappedFile file(path);
  const std::string_view bytes = file.Bytes();
  Cursor cursor(bytes, path);
  TakeHead(cursor);
  return std::string(DigestIn(bytes));
}

ModelData ReadModel(const std::filesystem::path& path) {
  const MappedFile file(path);
  file.Fetch();
  return Decode(file.Bytes(), path);
}

}  // namespace audit
