// Writes an archive of small invented brochures for measurements: make_archive FOLDER COUNT. The same count gives the
// same bytes. 1,000 files a folder, about 700 bytes a file; every seventh makes a claim that must be found.
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace {

constexpr std::array<std::string_view, 5> kCities = {"Springfield", "Riverton", "Lakeview", "Ashford", "Milton"};
constexpr std::array<std::string_view, 6> kPlain = {
    "We are open from Monday to Friday.",
    "Please bring the papers of your family doctor.",
    "Our rooms can be reached by lift.",
    "Results vary from person to person.",
    "This brochure does not replace medical advice.",
    "Exosomes are small vesicles that cells give off.",
};

std::string Brochure(std::size_t number) {
  std::string page = fmt::format(
      "<!DOCTYPE html><html lang=\"en\"><head><title>Brochure {0}</title></head><body>\n"
      "<h1>Clinic {0} in {1}</h1>\n",
      number, kCities[number % kCities.size()]);
  for (std::size_t i = 0; i < 6; ++i)
    page += fmt::format("<p>{}</p>\n", kPlain[(number / (i + 1) + i) % kPlain.size()]);
  if (number % 7 == 0) page += "<p>Our exosome therapy is FDA-approved for arthritis.</p>\n";
  return page + fmt::format("<p>Call extension {}.</p></body></html>\n", number);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: make_archive FOLDER COUNT\n");
    return 2;
  }
  const std::filesystem::path root = argv[1];
  const std::size_t count = std::strtoull(argv[2], nullptr, 10);
  for (std::size_t i = 0; i < count; ++i) {
    const std::filesystem::path folder = root / fmt::format("{:06}", i / 1000);
    if (i % 1000 == 0) std::filesystem::create_directories(folder);
    std::ofstream(folder / fmt::format("{:09}.html", i), std::ios::binary) << Brochure(i);
  }
  return 0;
}
