#include "pipeline/manifest.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "parsers/sha256.h"
#include "pipeline/refuse_fractions.h"
#include "reporters/atomic_file.h"

namespace audit {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "brochure-audit manifest 1";
constexpr std::uint64_t kWeightOfOpening = 16u << 10;

/// JSON holds text; file names are bytes. Every byte stands as the character of its number.
std::string TextOfBytes(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | (byte >> 6));
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return text;
}

std::string BytesOfText(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80)
      bytes += text[i];
    else if (i + 1 < text.size())
      bytes += static_cast<char>((lead << 6) | (static_cast<unsigned char>(text[++i]) & 0x3F));
  }
  return bytes;
}

Json HeadJson(const ManifestHead& head) {
  Json settings = Json::array();
  for (const FolderSettings& folder : head.settings) {
    Json policy = Json::array();
    for (const std::string& pack : folder.policy)
      policy.push_back(TextOfBytes(pack));
    settings.push_back({{"jurisdictions", folder.declared.jurisdictions},
                        {"track", NameOf(folder.declared.track)},
                        {"role", NameOf(folder.declared.role)},
                        {"policy", std::move(policy)}});
  }
  return {{"format", kFormat},
          {"archives", head.archives},
          {"settings", std::move(settings)},
          {"entries", head.entries},
          {"weight", head.weight}};
}

template <typename Enum>
Enum EnumOf(const Json& json) {
  const auto value = ValueOf<Enum>(json.get<std::string>());
  if (!value) throw std::runtime_error("unknown value in settings");
  return *value;
}

ManifestHead HeadOf(const Json& json) {
  ManifestHead head;
  json.at("archives").get_to(head.archives);
  json.at("entries").get_to(head.entries);
  json.at("weight").get_to(head.weight);
  for (const Json& item : json.at("settings")) {
    FolderSettings& folder = head.settings.emplace_back();
    item.at("jurisdictions").get_to(folder.declared.jurisdictions);
    folder.declared.track = EnumOf<ProductTrack>(item.at("track"));
    folder.declared.role = EnumOf<DocumentRole>(item.at("role"));
    for (const Json& pack : item.at("policy"))
      folder.policy.push_back(BytesOfText(pack.get<std::string>()));
  }
  return head;
}

Json InputJson(const Input& input) {
  Json json = {{"path", input.path},
               {"file", TextOfBytes(input.file.native())},
               {"stamp", {input.stamp.bytes, input.stamp.modified_ns, input.stamp.changed_ns, input.stamp.inode}},
               {"settings", input.settings}};
  if (input.state != InputState::kReadable) {
    json["state"] = static_cast<int>(input.state);
    json["note"] = input.note;
  }
  return json;
}

Input InputOf(const Json& json, std::size_t settings) {
  Input input;
  json.at("path").get_to(input.path);
  input.file = BytesOfText(json.at("file").get<std::string>());
  const Json& stamp = json.at("stamp");
  input.stamp = {stamp.at(0).get<std::uint64_t>(), stamp.at(1).get<std::int64_t>(), stamp.at(2).get<std::int64_t>(),
                 stamp.at(3).get<std::uint64_t>()};
  json.at("settings").get_to(input.settings);
  if (input.settings >= settings) throw std::runtime_error("settings that are not there");
  const int state = json.value("state", 0);
  if (state < 0 || state > static_cast<int>(InputState::kDeferred)) throw std::runtime_error("unknown state");
  input.state = static_cast<InputState>(state);
  input.note = json.value("note", std::string());
  return input;
}

std::string Line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::size_t ShardOf(std::uint64_t weight_before, std::uint64_t weight, std::size_t count) {
  if (weight == 0) return 1;
  const auto part = static_cast<unsigned __int128>(weight_before) * count / weight;
  return static_cast<std::size_t>(part) + 1;
}

/// The lines of a manifest, each sealed by all before it.
class SealedLines {
 public:
  explicit SealedLines(const std::filesystem::path& file) : stream_(file, std::ios::binary) {
    if (!stream_) throw SetupError(fmt::format("{}: cannot be read", file.string()));
  }

  /// Nothing at the end of the file or at a line that was cut off.
  std::optional<Json> Next() {
    std::string line;
    if (!std::getline(stream_, line) || stream_.eof()) return std::nullopt;
    Json json = Json::parse(line, RefuseFractions());
    if (!json.contains("seal")) seal_ = Sha256Hex(seal_ + line);
    return json;
  }
  const std::string& Seal() const { return seal_; }

 private:
  std::ifstream stream_;
  std::string seal_;
};

ReadManifest ReadLines(SealedLines& lines, ShardId shard, const std::function<void(const Input&)>& found) {
  const auto head = lines.Next();
  if (!head || head->value("format", std::string()) != kFormat) throw std::runtime_error("this is no manifest");
  ReadManifest manifest{HeadOf(*head), ""};
  std::uint64_t entries = 0, weight = 0;
  std::string last;
  for (auto line = lines.Next(); line; line = lines.Next()) {
    if (line->contains("seal")) {
      if (line->at("seal") != lines.Seal() || entries != manifest.head.entries || weight != manifest.head.weight)
        throw std::runtime_error("it was changed after it was written");
      manifest.seal = lines.Seal();
      return manifest;
    }
    const Input input = InputOf(*line, manifest.head.settings.size());
    if (entries++ > 0 && input.path <= last) throw std::runtime_error("its entries are not in order");
    if (ShardOf(weight, manifest.head.weight, shard.count) == shard.number) found(input);
    weight += WeightOf(input);
    last = input.path;
  }
  throw std::runtime_error("its end is missing");
}

}  // namespace

std::uint64_t WeightOf(const Input& input) {
  return kWeightOfOpening + (input.state == InputState::kReadable ? input.stamp.bytes : 0);
}

void WriteManifest(const std::filesystem::path& file, const ManifestHead& head,
                   const std::function<void(const std::function<void(const Input&)>&)>& inputs) {
  AtomicFile out(file);
  std::string seal;
  const auto write = [&out, &seal](const Json& json) {
    const std::string line = Line(json);
    seal = Sha256Hex(seal + line.substr(0, line.size() - 1));
    out.Write(line);
  };
  write(HeadJson(head));
  inputs([&write](const Input& input) { write(InputJson(input)); });
  out.Write(Line({{"seal", seal}}));
  out.Commit();
}

ReadManifest ReadManifestShard(const std::filesystem::path& file, ShardId shard,
                               const std::function<void(const Input&)>& found) {
  try {
    SealedLines lines(file);
    return ReadLines(lines, shard, found);
  } catch (const SetupError&) {
    throw;
  } catch (const std::exception& error) {
    throw SetupError(fmt::format("{}: {}; write it again with `brochure-audit plan`", file.string(), error.what()));
  }
}

}  // namespace audit
