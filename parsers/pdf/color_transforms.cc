#include "parsers/pdf/color_transforms.h"

#include <dlfcn.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "parsers/pdf/lcms.h"

namespace audit {
namespace {

constexpr std::size_t kMostProfileBytes = 16u << 20;
constexpr std::size_t kMostTransforms = 64;

thread_local bool keeping = false;

/// The library's own function of this name.
template <typename Function>
Function* TheirsOf(const char* name) {
  void* found = dlsym(RTLD_NEXT, name);
  if (found == nullptr) std::abort();  // Poppler could not have been loaded without it
  return reinterpret_cast<Function*>(found);
}

/// Profiles by what is in them, and transforms by the profiles that they were made of. Threads take turns.
class Keeper {
 public:
  static Keeper& Only() {
    static auto* keeper = new Keeper();  // what the library destroys at the very end may still ask
    return *keeper;
  }

  void* OpenProfile(const void* bytes, std::uint32_t size) {
    static auto* const theirs = TheirsOf<decltype(cmsOpenProfileFromMem)>("cmsOpenProfileFromMem");
    void* profile = theirs(bytes, size);
    if (profile == nullptr || !keeping || bytes == nullptr) return profile;
    const std::scoped_lock lock(mutex_);
    content_of_[profile] = ContentOf({static_cast<const char*>(bytes), size});
    return profile;
  }

  int CloseProfile(void* profile) {
    static auto* const theirs = TheirsOf<decltype(cmsCloseProfile)>("cmsCloseProfile");
    std::vector<void*> unused;
    {
      const std::scoped_lock lock(mutex_);
      content_of_.erase(profile);
      // Another profile may get this address.
      TakeOut([profile](const auto& each) { return IsOf(profile, each.first); }, unused);
    }
    DeleteAll(unused);
    return theirs(profile);
  }

  void* Create(void* from, std::uint32_t from_format, void* to, std::uint32_t to_format, std::uint32_t intent,
               std::uint32_t flags) {
    static auto* const theirs = TheirsOf<decltype(cmsCreateTransform)>("cmsCreateTransform");
    if (!keeping) return theirs(from, from_format, to, to_format, intent, flags);
    Key key;
    {
      const std::scoped_lock lock(mutex_);
      key = {IdOf(from), from_format, IdOf(to), to_format, intent, flags};
      const auto known = transforms_.find(key);
      if (known != transforms_.end()) {
        ++known->second.users;
        ++given_again_;
        return known->second.transform;
      }
    }
    const KeepColorTransforms not_within(false);  // the library calls these functions, too
    void* transform = theirs(from, from_format, to, to_format, intent, flags);
    if (transform != nullptr) Keep(key, transform);
    return transform;
  }

  void Delete(void* transform) {
    {
      const std::scoped_lock lock(mutex_);
      for (auto& [key, kept] : transforms_) {
        if (kept.transform != transform) continue;
        --kept.users;
        return;
      }
      const auto leaving = leaving_.find(transform);
      if (leaving != leaving_.end()) {
        if (--leaving->second > 0) return;
        leaving_.erase(leaving);
      }
    }
    DeleteAll({transform});
  }

  long given_again() {
    const std::scoped_lock lock(mutex_);
    return given_again_;
  }

 private:
  /// A profile by the number of its content, or by its address where that is not known.
  using Id = std::pair<std::size_t, const void*>;
  using Key = std::tuple<Id, std::uint32_t, Id, std::uint32_t, std::uint32_t, std::uint32_t>;
  struct Kept {
    void* transform = nullptr;
    int users = 0;
  };
  struct Content {
    std::size_t number = 0;
    std::string bytes;
  };

  /// Not while the lock is held: the library calls these functions, too.
  static void DeleteAll(const std::vector<void*>& transforms) {
    static auto* const theirs = TheirsOf<decltype(cmsDeleteTransform)>("cmsDeleteTransform");
    for (void* transform : transforms)
      theirs(transform);
  }

  void Keep(const Key& key, void* transform) {
    std::vector<void*> unused;
    {
      const std::scoped_lock lock(mutex_);
      if (transforms_.size() >= kMostTransforms)
        TakeOut([](const auto& each) { return each.second.users == 0; }, unused);
      transforms_.emplace(key, Kept{transform, 1});  // if another thread was first, this one is not kept
    }
    DeleteAll(unused);
  }

  /// What is still used lasts until its last user deletes it.
  template <typename Condition>
  void TakeOut(Condition condition, std::vector<void*>& unused) {
    std::erase_if(transforms_, [&](const auto& each) {
      if (!condition(each)) return false;
      const auto& [transform, users] = each.second;
      if (users == 0)
        unused.push_back(transform);
      else
        leaving_.emplace(transform, users);
      return true;
    });
  }

  static bool IsOf(const void* profile, const Key& key) {
    return std::get<0>(key).second == profile || std::get<2>(key).second == profile;
  }

  Id IdOf(const void* profile) const {
    const auto known = content_of_.find(profile);
    return known != content_of_.end() ? Id{known->second, nullptr} : Id{0, profile};
  }

  std::size_t ContentOf(std::string_view bytes) {
    for (const Content& content : contents_)
      if (content.bytes == bytes) return content.number;
    std::size_t total = bytes.size();
    for (const Content& content : contents_)
      total += content.bytes.size();
    if (total > kMostProfileBytes) contents_.clear();
    ++numbers_;
    if (bytes.size() <= kMostProfileBytes) contents_.push_back({numbers_, std::string(bytes)});
    return numbers_;
  }

  std::mutex mutex_;
  std::size_t numbers_ = 0;  // given to contents so far; never given twice
  std::vector<Content> contents_;
  std::map<const void*, std::size_t> content_of_;  // open profiles
  std::map<Key, Kept> transforms_;
  std::map<void*, int> leaving_;  // not given to anybody any more; with the number of their users
  long given_again_ = 0;
};

}  // namespace

KeepColorTransforms::KeepColorTransforms(bool wanted) : before_(keeping) { keeping = wanted; }
KeepColorTransforms::~KeepColorTransforms() { keeping = before_; }

long ColorTransformsGivenAgain() { return Keeper::Only().given_again(); }

}  // namespace audit

void* cmsOpenProfileFromMem(const void* bytes, std::uint32_t size) {
  return audit::Keeper::Only().OpenProfile(bytes, size);
}

int cmsCloseProfile(void* profile) { return audit::Keeper::Only().CloseProfile(profile); }

void* cmsCreateTransform(void* from, std::uint32_t from_format, void* to, std::uint32_t to_format, std::uint32_t intent,
                         std::uint32_t flags) {
  return audit::Keeper::Only().Create(from, from_format, to, to_format, intent, flags);
}

void cmsDeleteTransform(void* transform) { audit::Keeper::Only().Delete(transform); }
