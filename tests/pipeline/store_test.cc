#include "pipeline/store.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "analyzers/setup_error.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Input InputOf(const std::string& path, std::uint64_t bytes = 1) {
  Input input;
  input.path = path;
  input.file = "/archive/" + path;
  input.stamp.bytes = bytes;
  return input;
}

AuditRecord RecordOf(const std::string& path) {
  AuditRecord record;
  record.path = path;
  record.outcome = Outcome::kAudited;
  return record;
}

void Replace(Store& store, const std::vector<Input>& inputs) {
  store.ReplaceInputs([&inputs](const auto& add) {
    for (const Input& input : inputs)
      add(input);
  });
}

std::vector<std::string> PendingPaths(const Store& store, const std::string& key) {
  std::vector<std::string> paths;
  for (const PendingInput& pending : store.Pending([&key](std::size_t) { return key; }, "", 100))
    paths.push_back(pending.input.path);
  return paths;
}

TEST(Store, PendsWhatHasNoRecordOfTheSameBytesAndKey) {
  const TempFolder folder;
  Store store(folder.Path());
  Replace(store, {InputOf("b"), InputOf("a"), InputOf("c")});
  store.Put(InputOf("a"), "key", RecordOf("a"), {});
  store.Put(InputOf("b", 2), "key", RecordOf("b"), {});  // its bytes have changed since
  EXPECT_THAT(PendingPaths(store, "key"), ElementsAre("b", "c"));
  EXPECT_THAT(PendingPaths(store, "other key"), ElementsAre("a", "b", "c"));
}

TEST(Store, GivesPendingInputsInPortions) {
  const TempFolder folder;
  Store store(folder.Path());
  Replace(store, {InputOf("a"), InputOf("b"), InputOf("c")});
  const auto key = [](std::size_t) { return std::string("key"); };
  EXPECT_EQ(store.Pending(key, "", 2).size(), 2u);
  EXPECT_EQ(store.Pending(key, "b", 2).size(), 1u);
}

TEST(Store, ForgetsFilesThatAreGone) {
  const TempFolder folder;
  Store store(folder.Path());
  Replace(store, {InputOf("a"), InputOf("b")});
  store.Put(InputOf("a"), "key", RecordOf("a"), {});
  store.Put(InputOf("b"), "key", RecordOf("b"), {});
  Replace(store, {InputOf("b")});
  store.DropRecordsWithoutInput();
  std::vector<std::string> paths;
  store.ForEach([&paths](const AuditRecord& record) { paths.push_back(record.path); });
  EXPECT_THAT(paths, ElementsAre("b"));
}

TEST(Store, KeepsRecordsOverReopening) {
  const TempFolder folder;
  {
    Store store(folder.Path());
    Replace(store, {InputOf("a")});
    store.Put(InputOf("a"), "key", RecordOf("a"), {});
  }
  const Store store(folder.Path());
  EXPECT_THAT(PendingPaths(store, "key"), IsEmpty());
}

TEST(Store, LeavesTheOldInputsWhenListingFails) {
  const TempFolder folder;
  Store store(folder.Path());
  Replace(store, {InputOf("a")});
  EXPECT_THROW(store.ReplaceInputs([](const auto& add) {
    add(InputOf("b"));
    throw SetupError("the archive vanished");
  }),
               SetupError);
  EXPECT_THAT(PendingPaths(store, "key"), ElementsAre("a"));
}

TEST(Store, RefusesAFileThatIsNoDatabase) {
  const TempFolder folder;
  folder.Write("audit.db", std::string(4096, 'x'));
  EXPECT_THROW(Store(folder.Path()), SetupError);
}

}  // namespace
}  // namespace audit
