#include "analyzers/model/model_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "analyzers/setup_error.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

ModelData Small() {
  ModelData model;
  model.training_digest = std::string(64, 'a');
  model.lexicon_digest = std::string(64, 'b');
  model.kinds[3] = {0.5F, 2.0F, -1.0F, 0.25F};
  model.surroundings.usual_shares[2] = 0.125F;
  model.surroundings.outputs[4] = {-0.5F, 3.0F, 1.0F, 0.375F};
  model.surroundings.network.weights[99][127] = -2.5F;
  model.surroundings.network.bias[5] = 0.25F;
  model.surroundings.network.outputs[127][20] = 4.5F;
  model.surroundings.network.output_bias[20] = -0.75F;
  for (std::uint32_t tag : {7U, 9U, 0xFFFFFFF0U}) {
    FeatureRow row;
    row.tag = tag;
    row.amount = 200;
    row.step = 150;
    row.weights[19] = -127;
    model.rows.push_back(row);
  }
  return model;
}

std::string BytesOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Every place of the head, and one in ninety-seven of the long rows of numbers behind it.
std::size_t Next(std::size_t place) { return place + (place < 300 ? 1 : 97); }

void Put(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

TEST(ModelFile, ReadsWhatWasWritten) {
  const TempFolder folder;
  const auto model = Small();
  WriteModel(folder.Path() / "m", model);
  const auto read = ReadModel(folder.Path() / "m");
  EXPECT_EQ(read.rows, model.rows);
  EXPECT_EQ(read.training_digest, model.training_digest);
  EXPECT_EQ(read.lexicon_digest, model.lexicon_digest);
  EXPECT_EQ(read.kinds[3].offset, -1.0F);
  EXPECT_EQ(read.kinds[3].threshold, 0.25F);
  EXPECT_EQ(read.surroundings.usual_shares[2], 0.125F);
  EXPECT_EQ(read.surroundings.outputs[4].slope, 3.0F);
  EXPECT_TRUE(read.surroundings.network == model.surroundings.network);
  EXPECT_EQ(read.digest.size(), 64U);
  EXPECT_EQ(ModelDigest(folder.Path() / "m"), read.digest);
}

TEST(ModelFile, HasNoDigestWhereThereIsNoModel) {
  const TempFolder folder;
  EXPECT_THROW(ModelDigest(folder.Path() / "m"), SetupError);
  for (const std::size_t length : {0, 10, 100, 10000}) {
    Put(folder.Path() / "other", std::string(length, 'x'));
    EXPECT_THROW(ModelDigest(folder.Path() / "other"), SetupError) << length;
  }
}

TEST(ModelFile, RefusesCutOffFiles) {
  const TempFolder folder;
  WriteModel(folder.Path() / "m", Small());
  const auto bytes = BytesOf(folder.Path() / "m");
  for (std::size_t length = 0; length < bytes.size(); length = Next(length)) {
    Put(folder.Path() / "cut", bytes.substr(0, length));
    EXPECT_THROW(ReadModel(folder.Path() / "cut"), SetupError) << length;
  }
}

TEST(ModelFile, RefusesDamagedBytes) {
  const TempFolder folder;
  WriteModel(folder.Path() / "m", Small());
  const auto bytes = BytesOf(folder.Path() / "m");
  for (std::size_t at = 0; at < bytes.size(); at = Next(at)) {
    auto damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
    Put(folder.Path() / "damaged", damaged);
    EXPECT_THROW(ReadModel(folder.Path() / "damaged"), SetupError) << at;
  }
}

TEST(ModelFile, RefusesRowsOutOfOrder) {
  const TempFolder folder;
  auto model = Small();
  std::swap(model.rows[0], model.rows[1]);
  WriteModel(folder.Path() / "m", model);
  EXPECT_THROW(ReadModel(folder.Path() / "m"), SetupError);
}

TEST(ModelFile, NamesTheFileThatIsMissing) {
  try {
    ReadModel("/nowhere/kinds.model");
    FAIL() << "read a file that does not exist";
  } catch (const SetupError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("/nowhere/kinds.model"));
  }
}

TEST(ModelFile, UnitsGrowByNinePercent) {
  EXPECT_FLOAT_EQ(StepOf(0), 1.0F / (1 << 24));
  EXPECT_NEAR(StepOf(101) / StepOf(100), 1.09, 1e-4);
}

}  // namespace
}  // namespace audit
