// Keeps the fonts of a document from page to page, which Poppler reads anew on each. One for a document, on one thread.
#pragma once

#include <memory>

class Gfx;
class GfxResources;
class Page;
class XRef;

namespace audit {

class KeptFonts {
 public:
  /// Of the fonts of one page. Must end before what draws it, which would destroy them with all else that it has.
  class Loan {
   public:
    explicit Loan(GfxResources& to) : to_(to) {}
    ~Loan();
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;

   private:
    GfxResources& to_;
  };

  explicit KeptFonts(XRef* table);
  ~KeptFonts();
  KeptFonts(const KeptFonts&) = delete;
  KeptFonts& operator=(const KeptFonts&) = delete;

  /// Reads those fonts of the page that are not known yet, and hides all from the Gfx that is made next.
  void TakeFrom(Page& page);

  /// Gives the fonts that were taken to what draws the page, and back to the page.
  [[nodiscard]] Loan Lend(Gfx& drawer);

  /// To be called when objects of the file may have changed.
  void Forget();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace audit
