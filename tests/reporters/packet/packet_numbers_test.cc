#include "reporters/packet/packet_numbers.h"

#include <gmock/gmock.h>

#include "reporters/packet/packet.h"

namespace audit {
namespace {

TEST(PacketNumbers, AreAPrefixAndDigits) {
  EXPECT_EQ(ExhibitNumber("BA", 1), "BA-000001");
  EXPECT_EQ(ExhibitNumber("SMITH_01", 1'234'567), "SMITH_01-1234567");
  EXPECT_EQ(DocumentNumber("BA", 12), "BA-D00012");
}

TEST(PacketNumbers, TakeOnlyPrefixesThatAreSafeInFileNames) {
  for (const std::string good : {"B", "BA", "smith-2026_b", "0123456789abcdef"})
    EXPECT_TRUE(IsPacketPrefix(good)) << good;
  for (const std::string bad : {"", "-BA", "_", "..", "a/b", "a\\b", "a b", "a.b", "0123456789abcdefg", "é"})
    EXPECT_FALSE(IsPacketPrefix(bad)) << bad;
}

TEST(PacketNumbers, KeepOfANameOnlyAnEndingOfItsFormat) {
  EXPECT_EQ(SafeEnding("a/b.PDF", "pdf"), ".pdf");
  EXPECT_EQ(SafeEnding("a/b.docm", "docx"), ".docm");
  EXPECT_EQ(SafeEnding("a/b.exe", "pdf"), ".pdf") << "what it is, not what it says";
  EXPECT_EQ(SafeEnding("a.pdf/b", "html"), ".html");
  EXPECT_EQ(SafeEnding("b.pdf .exe", "pdf"), ".pdf");
  EXPECT_EQ(SafeEnding("b.", "pdf"), ".pdf");
  EXPECT_EQ(SafeEnding("b.html", ""), ".bin");
  EXPECT_EQ(SafeEnding("b.lnk", "no such format"), ".bin");
}

}  // namespace
}  // namespace audit
