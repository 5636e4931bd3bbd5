// Transforms of colour profiles, kept for all documents: making one costs as much as reading a page, and many documents
// bring the same profile, some of them for each page anew. Poppler asks lcms2 for them and has no way to be given one;
// therefore the functions that it calls are this program's, which answer out of what is kept and otherwise ask the
// library.
#pragma once

namespace audit {

/// While it lives, transforms asked for on this thread are kept, and kept ones given out. The colours are the same.
class KeepColorTransforms {
 public:
  explicit KeepColorTransforms(bool wanted);
  ~KeepColorTransforms();
  KeepColorTransforms(const KeepColorTransforms&) = delete;
  KeepColorTransforms& operator=(const KeepColorTransforms&) = delete;

 private:
  bool before_;
};

/// How many transforms were given out again since the program began.
long ColorTransformsGivenAgain();

}  // namespace audit
