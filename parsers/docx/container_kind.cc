#include "parsers/docx/container_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace audit {
namespace {

constexpr std::string_view kOleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// OLE directories hold names as UTF-16LE.
bool HasStreamNamed(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (char c : name) {
    wide += c;
    wide += '\0';
  }
  wide.append(2, '\0');
  return bytes.find(wide) != std::string_view::npos;
}

struct Named {
  std::string_view sign;
  std::string_view what;
};

ParseFailure Unsupported(std::string_view what) {
  return {ParseFailureKind::kUnsupported, "",
          fmt::format("This is {}, not a Word document (.docx); convert it to DOCX or PDF.", what)};
}

}  // namespace

bool IsOleContainer(std::string_view bytes) { return bytes.starts_with(kOleMagic); }

ParseFailure DescribeOleContainer(std::string_view bytes) {
  if (HasStreamNamed(bytes, "EncryptedPackage") || HasStreamNamed(bytes, "EncryptionInfo")) {
    return {ParseFailureKind::kEncrypted, "", "The office document is encrypted; save it without a password."};
  }
  constexpr std::array<Named, 5> kStreams = {
      {{"WordDocument", "a Word document of the old binary kind (.doc)"},
       {"Workbook", "an Excel workbook of the old binary kind (.xls)"},
       {"Book", "an Excel workbook of the old binary kind (.xls)"},
       {"PowerPoint Document", "a PowerPoint presentation of the old binary kind (.ppt)"},
       {"__properties_version1.0", "an Outlook message (.msg)"}}};
  for (const Named& stream : kStreams) {
    if (HasStreamNamed(bytes, stream.sign)) return Unsupported(stream.what);
  }
  return Unsupported("an OLE container of an unknown kind");
}

bool IsForeignMainPart(std::string_view main_part) {
  constexpr std::array<std::string_view, 4> kFolders = {"xl/", "ppt/", "visio/", "Documents/"};
  return std::any_of(kFolders.begin(), kFolders.end(),
                     [&](std::string_view folder) { return main_part.starts_with(folder); });
}

ParseFailure DescribeForeignZip(DocxPackage& package, std::string_view main_part) {
  constexpr std::array<Named, 4> kFolders = {{{"xl/", "an Excel workbook (.xlsx)"},
                                              {"ppt/", "a PowerPoint presentation (.pptx)"},
                                              {"visio/", "a Visio drawing (.vsdx)"},
                                              {"Documents/", "an XPS document (.xps)"}}};
  for (const Named& folder : kFolders) {
    if (main_part.starts_with(folder.sign)) return Unsupported(folder.what);
    for (const std::string& name : package.names()) {
      if (main_part.empty() && name.starts_with(folder.sign) && package.Has("[Content_Types].xml"))
        return Unsupported(folder.what);
    }
  }
  std::string type;
  if (package.ReadAll("mimetype", type) == PartState::kRead) {
    constexpr std::array<Named, 4> kTypes = {{{"opendocument.text", "an OpenDocument text (.odt)"},
                                              {"opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)"},
                                              {"opendocument.presentation", "an OpenDocument presentation (.odp)"},
                                              {"epub", "an e-book (.epub)"}}};
    for (const Named& known : kTypes) {
      if (type.find(known.sign) != std::string::npos) return Unsupported(known.what);
    }
  }
  return Unsupported(package.IsReadable() ? "a ZIP archive" : "an empty ZIP archive");
}

}  // namespace audit
