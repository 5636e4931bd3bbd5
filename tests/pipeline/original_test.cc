#include "pipeline/original.h"

#include <gmock/gmock.h>

#include "parsers/sha256.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::HasSubstr;

TEST(Original, IsReadIfItsBytesAreThoseThatWereAudited) {
  const TempFolder folder;
  const auto file = folder.Write("a.html", "words");
  const Original same = ReadOriginal(file, Sha256Hex("words"), 100);
  EXPECT_EQ(same.trouble, "");
  EXPECT_EQ(same.bytes, "words");
  EXPECT_EQ(same.stamp.bytes, 5u);
  const Original changed = ReadOriginal(file, Sha256Hex("other"), 100);
  EXPECT_THAT(changed.trouble, HasSubstr("no longer the file that was audited"));
  EXPECT_EQ(changed.bytes, "");
}

TEST(Original, SaysWhyItIsNotRead) {
  const TempFolder folder;
  const auto file = folder.Write("a.html", "words");
  EXPECT_THAT(ReadOriginal(folder.Path() / "b.html", Sha256Hex(""), 100).trouble, HasSubstr("No such file"));
  EXPECT_THAT(ReadOriginal(folder.Path(), Sha256Hex(""), 100).trouble, HasSubstr("no regular file"));
  EXPECT_THAT(ReadOriginal(file, Sha256Hex("words"), 4).trouble, HasSubstr("has 5 bytes; the limit is 4"));
  EXPECT_THAT(ReadOriginal(file, "", 100).trouble, HasSubstr("was not read by the run"));
  std::filesystem::create_symlink(file, folder.Path() / "link.html");
  EXPECT_THAT(ReadOriginal(folder.Path() / "link.html", Sha256Hex("words"), 100).trouble,
              HasSubstr("cannot be opened"));
}

}  // namespace
}  // namespace audit
