// Each form of rules with a hit and its near misses, on analyses made by hand.
#include <gmock/gmock.h>

#include "tests/analyzers/judge/judge_dsl.h"

namespace audit {
namespace {

using judge_test::FindingsOf;
using judge_test::kApproved;
using judge_test::kHeals;
using judge_test::kNotApproved;
using judge_test::kParking;
using judge_test::Page;
using judge_test::QuotesOf;
using judge_test::Said;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = StatementKind;

const Said kCleared = {"Our centrifuge is cleared.", {Kind::kDeviceClearance}};

TEST(StatementForm, FindsStatementsOfItsKindAlone) {
  const Page page = Page().Paragraph({kHeals, kParking, kNotApproved});
  EXPECT_THAT(QuotesOf(FindingsOf("  statement: {kinds: disease-claim}\n", page)), ElementsAre(kHeals.text));
}

TEST(StatementForm, LabelThatDoesNotStandCountsForNothing) {
  Page page = Page().Paragraph({kHeals});
  page.analysis_.statements[0].labels[0].stands = false;
  EXPECT_THAT(FindingsOf("  statement: {kinds: disease-claim}\n", page), IsEmpty());
}

TEST(StatementForm, ClaimThatIsAskedSupposedOrMentionedIsNone) {
  for (const Stance stance : {Stance::kQuestioned, Stance::kHypothetical, Stance::kMentioned}) {
    Page page = Page().Paragraph({kHeals});
    page.analysis_.statements[0].labels[0].stance = stance;
    EXPECT_THAT(FindingsOf("  statement: {kinds: disease-claim}\n", page), IsEmpty());
  }
  Page promise = Page().Paragraph({{"If it fails, the next is free.", {Kind::kGuaranteeClaim}}});
  promise.analysis_.statements[0].labels[0].stance = Stance::kHypothetical;
  EXPECT_THAT(FindingsOf("  statement: {kinds: guarantee-claim}\n", promise), SizeIs(1)) << "the case belongs to it";
  Page page = Page().Paragraph({kHeals});
  page.analysis_.statements[0].labels[0].stance = Stance::kQuestioned;
  EXPECT_THAT(FindingsOf("  statement: {kinds: disease-claim, stance: questioned}\n", page), SizeIs(1));
}

TEST(StatementForm, TellsHomeFromForeignAgencies) {
  const Page page = Page().Paragraph({{"The FDA approved it.", {Kind::kApprovalClaim}, "us"},
                                      {"Turkey approved it.", {Kind::kApprovalClaim}, "tr"},
                                      {"It is approved.", {Kind::kApprovalClaim}}});
  const auto quotes = [&](std::string_view agency) {
    return QuotesOf(FindingsOf("  statement: {kinds: approval-claim, agency: " + std::string(agency) + "}\n", page));
  };
  EXPECT_THAT(quotes("home"), ElementsAre("The FDA approved it."));
  EXPECT_THAT(quotes("foreign"), ElementsAre("Turkey approved it."));
  EXPECT_THAT(quotes("[home, none]"), ElementsAre("The FDA approved it.", "It is approved."));
}

TEST(StatementForm, CountryNamedWithoutAnAgencyMakesItForeign) {
  judge_test::PackFolder packs;
  packs.Write("house/pack.yaml",
              "title: House\njurisdiction: us\nas_of: 2026-01-01\nversion: \"1\"\nforeign: [thai*]\n");
  packs.Write("house/rule.yaml", judge_test::RuleText("  statement: {kinds: approval-claim, agency: foreign}\n"));
  const Page page = Page().Paragraph({{"Thailand's authorities blessed it.", {Kind::kApprovalClaim}},
                                      {"The FDA blessed it, Thailand too.", {Kind::kApprovalClaim}, "us"},
                                      kApproved});
  EXPECT_THAT(QuotesOf(packs.Load().Judge(page.document_, page.analysis_)),
              ElementsAre("Thailand's authorities blessed it."));
}

TEST(StatementForm, AsksForSubjectStanceAndFurtherKinds) {
  Page page = Page().Paragraph({{"Our study is approved.", {Kind::kBorrowedAuthority, Kind::kResearchStatus}},
                                {"Our lab is registered.", {Kind::kBorrowedAuthority}}});
  page.analysis_.statements[1].labels[0].subject = Subject::kFacility;
  EXPECT_THAT(QuotesOf(FindingsOf("  statement: {kinds: borrowed-authority, with: research-status}\n", page)),
              ElementsAre("Our study is approved."));
  EXPECT_THAT(QuotesOf(FindingsOf("  statement: {kinds: borrowed-authority, subject: facility}\n", page)),
              ElementsAre("Our lab is registered."));
  EXPECT_THAT(FindingsOf("  statement: {kinds: borrowed-authority, stance: attributed}\n", page), IsEmpty());
}

TEST(StatementForm, AsksForNamedConditions) {
  const Page page = Page().Paragraph({{"It heals knees.", {Kind::kDiseaseClaim}, "", {"knees"}}, kHeals});
  EXPECT_THAT(QuotesOf(FindingsOf("  statement: {kinds: disease-claim, condition: named}\n", page)),
              ElementsAre("It heals knees."));
  EXPECT_THAT(QuotesOf(FindingsOf("  statement: {kinds: disease-claim, condition: none}\n", page)),
              ElementsAre(kHeals.text));
}

TEST(StatementForm, AsksForPhrasesWithStemsGapsAndNumbers) {
  const Page page = Page().Paragraph({{"We CURED all of our many 300 patients.", {}}, {"A cure takes 3 days.", {}}});
  const auto quotes = [&](std::string_view phrase) {
    return QuotesOf(FindingsOf("  statement: {says: [\"" + std::string(phrase) + "\"]}\n", page));
  };
  EXPECT_THAT(quotes("cur*"), SizeIs(2));
  EXPECT_THAT(quotes("cured _ patients"), IsEmpty()) << "five tokens lie between, one more than a gap spans";
  EXPECT_THAT(quotes("cured _ # patients"), SizeIs(1)) << "the gap spans four";
  EXPECT_THAT(quotes("takes # days"), SizeIs(1));
  EXPECT_THAT(quotes("cure all"), IsEmpty());
}

TEST(StatementForm, ReadsPhrasesInChinese) {
  const Page page = Page().Paragraph({{"精選人類臍帶間質幹細胞", {}}});
  EXPECT_THAT(FindingsOf("  statement: {says: [人類臍帶]}\n", page), SizeIs(1));
  EXPECT_THAT(FindingsOf("  statement: {says: [植物]}\n", page), IsEmpty());
}

TEST(StatementForm, HiddenWordsCountAndCommentsDoNot) {
  const Page page = Page().Hidden(kHeals).Add(BlockKind::kComment, {kApproved});
  const auto findings = FindingsOf("  statement: {kinds: [disease-claim, approval-claim]}\n", page);
  ASSERT_THAT(QuotesOf(findings), ElementsAre(kHeals.text));
  EXPECT_THAT(findings[0].reason, HasSubstr("A reader of the page does not see it"));
}

constexpr std::string_view kNear =
    "  near:\n    statement: {kinds: device-clearance}\n    other: {kinds: disease-claim}\n    reach: section\n"
    "    separated_by: {kinds: status-disclosure}\n";

TEST(NearForm, FindsTwoStatementsOfOneSection) {
  const Page page = Page().Heading({"Knees", {}}).Paragraph({kCleared}).Paragraph({kParking, kHeals});
  const auto findings = FindingsOf(kNear, page);
  ASSERT_THAT(QuotesOf(findings), ElementsAre(kCleared.text));
  EXPECT_THAT(findings[0].statements, ElementsAre(1u, 3u));
  EXPECT_THAT(findings[0].reason, HasSubstr("Near it, in the same section, stands \"Exosomes heal knees.\" Of that:"));
}

TEST(NearForm, HeadingEndsTheSection) {
  EXPECT_THAT(FindingsOf(kNear, Page().Paragraph({kCleared}).Heading({"Knees", {}}).Paragraph({kHeals})), IsEmpty());
}

TEST(NearForm, StatementBetweenKeepsThemApartUnlessItIsHidden) {
  EXPECT_THAT(FindingsOf(kNear, Page().Paragraph({kCleared, kNotApproved, kHeals})), IsEmpty());
  EXPECT_THAT(FindingsOf(kNear, Page().Paragraph({kCleared}).Hidden(kNotApproved).Paragraph({kHeals})), SizeIs(1));
}

TEST(NearForm, BothMayStandInOneStatement) {
  const Page page = Page().Paragraph({{"Our cleared device heals.", {Kind::kDeviceClearance, Kind::kDiseaseClaim}}});
  EXPECT_THAT(FindingsOf(kNear, page), SizeIs(1));
}

constexpr std::string_view kMissing =
    "  missing:\n    required_when: {kinds: disease-claim}\n    satisfied_by: {kinds: status-disclosure}\n";

TEST(MissingForm, FiresOnceForAllThatRequiresIt) {
  const auto findings = FindingsOf(kMissing, Page().Paragraph({kParking, kHeals}).Paragraph({kHeals}));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].places, SizeIs(1));
  EXPECT_EQ(findings[0].places[0].quote, "");
  EXPECT_THAT(findings[0].statements, IsEmpty());
  EXPECT_THAT(findings[0].reason, HasSubstr("the document says \"Exosomes heal knees.\""));
}

TEST(MissingForm, NamesWhatIsSurestOfAllThatRequiresIt) {
  Said perhaps{"New knees at Bay Street", {StatementKind::kDiseaseClaim}};
  perhaps.confidence = 0.6;
  Said likely = perhaps;
  likely.text = "It is the end of arthritis.";
  likely.confidence = 0.9;
  const auto findings = FindingsOf(kMissing, Page().Paragraph({perhaps, likely, kHeals}).Paragraph({kHeals, perhaps}));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].reason, HasSubstr("the document says \"Exosomes heal knees.\""));
  EXPECT_EQ(findings[0].places[0].where.paragraph, 1) << "the first of equals";
}

TEST(MissingForm, IsSilentWhenNothingRequiresItOrItIsSaid) {
  EXPECT_THAT(FindingsOf(kMissing, Page().Paragraph({kParking})), IsEmpty());
  EXPECT_THAT(FindingsOf(kMissing, Page().Paragraph({kHeals}).SmallPrint(kNotApproved)), IsEmpty());
}

TEST(MissingForm, HiddenTextDisclosesNothing) {
  for (const BlockKind unseen :
       {BlockKind::kComment, BlockKind::kDeletedText, BlockKind::kMetadata, BlockKind::kAltText})
    EXPECT_THAT(FindingsOf(kMissing, Page().Paragraph({kHeals}).Add(unseen, {kNotApproved})), SizeIs(1));
  const auto findings = FindingsOf(kMissing, Page().Paragraph({kHeals}).Hidden(kNotApproved));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].reason, HasSubstr("Only hidden text, which discloses nothing, says"));
}

TEST(MissingForm, IsAskedOfItsTracksAndRolesAlone) {
  const Page page = Page().Role(DocumentRole::kRegulator).Paragraph({kHeals});
  EXPECT_THAT(FindingsOf(kMissing, page, "role: [clinic, unknown]\n"), IsEmpty());
  EXPECT_THAT(FindingsOf(kMissing, page, "track: cosmetic\n"), IsEmpty());
  EXPECT_THAT(FindingsOf(kMissing, page, "track: therapeutic\n"), SizeIs(1));
}

constexpr std::string_view kInconspicuous =
    "  inconspicuous:\n    disclosures:\n      - required_when: {kinds: disease-claim}\n"
    "        disclosure: {kinds: status-disclosure}\n";

TEST(InconspicuousForm, FindsDisclosureInSmallPrintAlone) {
  const auto findings = FindingsOf(kInconspicuous, Page().Paragraph({kHeals, kParking}).SmallPrint(kNotApproved));
  ASSERT_THAT(QuotesOf(findings), ElementsAre(kNotApproved.text));
  EXPECT_THAT(findings[0].reason, HasSubstr("set at 5.0 pt"));
}

TEST(InconspicuousForm, IsSilentWhenItAlsoStandsInPlainSightOrNothingRequiresIt) {
  EXPECT_THAT(FindingsOf(kInconspicuous, Page().Paragraph({kHeals, kNotApproved}).SmallPrint(kNotApproved)), IsEmpty());
  EXPECT_THAT(FindingsOf(kInconspicuous, Page().Paragraph({kParking, kParking}).SmallPrint(kNotApproved)), IsEmpty());
}

TEST(InconspicuousForm, ComparesWithTheSizeOfMostOfTheText) {
  const auto with_size = [](double size) {
    return FindingsOf(kInconspicuous,
                      Page()
                          .Add(BlockKind::kParagraph, {kHeals, kParking, kParking}, Visibility::kVisible, 12)
                          .Add(BlockKind::kParagraph, {kNotApproved}, Visibility::kVisible, size));
  };
  EXPECT_THAT(with_size(9), SizeIs(1));
  EXPECT_THAT(with_size(10), IsEmpty());
}

TEST(InconspicuousForm, FindsDisclosureInAFootnote) {
  EXPECT_THAT(FindingsOf(kInconspicuous, Page().Paragraph({kHeals}).Add(BlockKind::kFootnote, {kNotApproved})),
              SizeIs(1));
}

std::string Overlooked(std::string_view limit) {
  std::string when(kInconspicuous);
  return when + "    " + std::string(limit) + "\n";
}

TEST(InconspicuousForm, TellsHowFarFromTheNearestClaimItStands) {
  const auto findings = FindingsOf(
      kInconspicuous,
      Page().Paragraph({kHeals, kParking}).Paragraph({kParking}).Paragraph({kHeals}).SmallPrint(kNotApproved));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].reason, HasSubstr("It stands 1 paragraph from the nearest claim."));
}

/// A page whose text stands black on white and its disclosure in `grey` of `size`.
Page Greyed(std::uint8_t grey, double size = 0, bool bold = false, Rgb text = {0, 0, 0}) {
  Page page =
      Page().Paragraph({kHeals, kParking}).Add(BlockKind::kParagraph, {kNotApproved}, Visibility::kVisible, size);
  page.document_.blocks[0].style.color = text;
  page.document_.blocks[1].style.color = Rgb{grey, grey, grey};
  page.document_.blocks[1].style.bold = bold;
  for (Block& block : page.document_.blocks)
    block.style.ground = Rgb{255, 255, 255};
  return page;
}

TEST(InconspicuousForm, FindsFaintDisclosure) {
  const std::string rule = Overlooked("min_contrast: 4.5");
  const auto findings = FindingsOf(rule, Greyed(0x77));
  ASSERT_THAT(QuotesOf(findings), ElementsAre(kNotApproved.text));
  EXPECT_THAT(findings[0].reason,
              HasSubstr("Its words (#777777) stand out from their ground (#ffffff) by a contrast of 4.48:1 only, below "
                        "4.50:1. Most of the text stands at 21.00:1."));
  EXPECT_THAT(FindingsOf(rule, Greyed(0x76)), IsEmpty()) << "4.54:1";
  EXPECT_THAT(FindingsOf(kInconspicuous, Greyed(0xAA)), IsEmpty()) << "the rule asks for no contrast";
}

TEST(InconspicuousForm, AsksLessContrastOfLargePrint) {
  const std::string rule = Overlooked("min_contrast: 4.5");
  EXPECT_THAT(FindingsOf(rule, Greyed(0x90, 18)), IsEmpty()) << "3.19:1";
  EXPECT_THAT(FindingsOf(rule, Greyed(0x90, 14, true)), IsEmpty());
  EXPECT_THAT(FindingsOf(rule, Greyed(0x90, 14)), SizeIs(1));
  EXPECT_THAT(FindingsOf(rule, Greyed(0x99, 18)), SizeIs(1)) << "2.85:1";
}

TEST(InconspicuousForm, TakesNoDisclosureForFaintThatStandsOutAsTheTextDoes) {
  const std::string rule = Overlooked("min_contrast: 4.5");
  EXPECT_THAT(FindingsOf(rule, Greyed(0x90, 0, false, {0x90, 0x90, 0x90})), IsEmpty());
  Page unknown = Greyed(0x90);
  unknown.document_.blocks[1].style.ground.reset();
  EXPECT_THAT(FindingsOf(rule, unknown), IsEmpty());
  unknown = Greyed(0x90);
  unknown.document_.blocks[0].style.ground.reset();
  ASSERT_THAT(FindingsOf(rule, unknown), SizeIs(1));
  EXPECT_THAT(FindingsOf(rule, unknown)[0].reason, Not(HasSubstr("Most of the text")));
}

TEST(InconspicuousForm, TellsFaintPrintOfHiddenTextNotTwice) {
  Page page = Greyed(0xFF);
  page.document_.blocks[1].visibility = Visibility::kHidden;
  EXPECT_THAT(FindingsOf(Overlooked("min_contrast: 4.5"), page), IsEmpty()) << "it is hidden, which has its own rule";
}

TEST(InconspicuousForm, FindsFoldedDisclosureOfAnOpenClaim) {
  Page page = Page().Paragraph({kHeals}).Add(BlockKind::kFaqAnswer, {kNotApproved});
  page.document_.blocks[1].folded = true;
  ASSERT_THAT(FindingsOf(Overlooked("folded: true"), page), SizeIs(1));
  EXPECT_THAT(FindingsOf(Overlooked("folded: true"), page)[0].reason, HasSubstr("folded away until the reader opens"));
  EXPECT_THAT(FindingsOf(kInconspicuous, page), IsEmpty());
  Page guessed = page;
  guessed.analysis_.statements[1].labels[0].confidence = 0.79;
  EXPECT_THAT(FindingsOf(Overlooked("folded: true"), guessed), IsEmpty()) << "perhaps it discloses nothing";
  page.document_.blocks[0].folded = true;
  EXPECT_THAT(FindingsOf(Overlooked("folded: true"), page), IsEmpty()) << "the claim is folded, too";
}

TEST(InconspicuousForm, FindsDisclosureInANoteThatAMarkLeadsTo) {
  const auto with = [](const std::string& claim, const std::string& note, int between) {
    Page page = Page().Paragraph({{claim, {Kind::kDiseaseClaim}}});
    for (int i = 0; i < between; ++i)
      page.Paragraph({kParking});
    page.Paragraph({{note, {Kind::kStatusDisclosure}}});
    return FindingsOf(Overlooked("note_marks: true"), page);
  };
  ASSERT_THAT(with("Heals knees.*", "* Not approved.", 1), SizeIs(1));
  EXPECT_THAT(with("Heals knees.*", "* Not approved.", 1)[0].reason,
              HasSubstr("It stands in a note that the mark * leads to."));
  EXPECT_THAT(with("Heals\u2020 knees.", "\u2020Not approved.", 1), SizeIs(1));
  EXPECT_THAT(with("Heals knees.**", "** Not approved.", 1), SizeIs(1));
  EXPECT_THAT(with("Heals knees.*", "* Not approved.", 0), IsEmpty()) << "the note stands right below";
  EXPECT_THAT(with("Heals knees.", "* Not approved.", 1), IsEmpty()) << "a bullet";
  EXPECT_THAT(with("Heals *all* knees.", "* Not approved.", 1), IsEmpty());
  EXPECT_THAT(with("Heals knees.**", "* Not approved.", 1), IsEmpty());
  EXPECT_THAT(with("* Heals knees.", "* Not approved.", 1), IsEmpty());
  EXPECT_THAT(with("Heals knees.*", "Not approved.*", 1), IsEmpty());
}

TEST(InconspicuousForm, NamesTheSurestOfSeveralOverlookedDisclosures) {
  Said guessed = {"None that we know of.", {Kind::kStatusDisclosure}};
  guessed.confidence = 0.7;
  EXPECT_THAT(
      QuotesOf(FindingsOf(
          kInconspicuous,
          Page().Paragraph({kHeals, kParking, kParking, kParking}).SmallPrint(guessed).SmallPrint(kNotApproved))),
      ElementsAre(kNotApproved.text));
}

TEST(InconspicuousForm, FindsDisclosurePagesAwayFromTheNearestClaim) {
  const auto on_page = [](int page) {
    Page made = Page().Paragraph({kHeals}).Paragraph({kNotApproved});
    made.analysis_.statements[0].where.page = 1;
    made.analysis_.statements[1].where.page = page;
    return FindingsOf(Overlooked("max_pages: 2"), made);
  };
  EXPECT_THAT(on_page(3), IsEmpty());
  ASSERT_THAT(on_page(4), SizeIs(1));
  EXPECT_THAT(on_page(4)[0].reason,
              HasSubstr("more than 2 pages away from the claim. It stands 1 paragraph and 3 pages"));
  EXPECT_THAT(on_page(0), IsEmpty()) << "formats without pages have no such distance";
}

TEST(InconspicuousForm, FindsDisclosureInAnotherLanguageThanTheClaim) {
  const Said cures = {"\u5916\u6ccc\u9ad4\u53ef\u6cbb\u7642\u95dc\u7bc0\u708e\u3002", {Kind::kDiseaseClaim}};
  const Said english = {"Exosome products have not been approved by any agency.", {Kind::kStatusDisclosure}};
  const Said chinese = {"\u5916\u6ccc\u9ad4\u6cbb\u7642\u5c1a\u672a\u6838\u51c6\u3002", {Kind::kStatusDisclosure}};
  EXPECT_THAT(FindingsOf(Overlooked("same_language: true"), Page().Paragraph({cures}).Paragraph({english})), SizeIs(1));
  EXPECT_THAT(FindingsOf(Overlooked("same_language: true"), Page().Paragraph({cures}).Paragraph({chinese})), IsEmpty());
  EXPECT_THAT(FindingsOf(kInconspicuous, Page().Paragraph({cures}).Paragraph({english})), IsEmpty());
  EXPECT_THAT(FindingsOf(Overlooked("same_language: true"), Page().Paragraph({cures, kHeals}).Paragraph({english})),
              IsEmpty())
      << "it claims in both languages";
}

constexpr std::string_view kContradiction =
    "  contradiction:\n    pairs:\n      - claim: {kinds: approval-claim}\n        denial: {kinds: status-disclosure}\n"
    "        because: It cannot be both.\n";

TEST(ContradictionForm, CitesBothStatements) {
  const auto findings = FindingsOf(kContradiction, Page().Paragraph({kNotApproved}).Paragraph({kParking, kApproved}));
  ASSERT_THAT(findings, SizeIs(1));
  ASSERT_THAT(findings[0].places, SizeIs(2));
  EXPECT_EQ(findings[0].places[0].quote, kApproved.text);
  EXPECT_EQ(findings[0].places[1].quote, kNotApproved.text);
  EXPECT_THAT(findings[0].reason, HasSubstr("It cannot be both."));
}

TEST(ContradictionForm, StatementThatIsBothNeedsAnother) {
  const Said both = {"Approved, not approved.", {Kind::kApprovalClaim, Kind::kStatusDisclosure}};
  const auto findings = FindingsOf(kContradiction, Page().Paragraph({both, kNotApproved}));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].places[1].quote, kNotApproved.text);
}

TEST(ContradictionForm, NeedsTwoStatementsThatReadersSee) {
  const Said both = {"Approved, not approved.", {Kind::kApprovalClaim, Kind::kStatusDisclosure}};
  EXPECT_THAT(FindingsOf(kContradiction, Page().Paragraph({both})), IsEmpty());
  EXPECT_THAT(FindingsOf(kContradiction, Page().Paragraph({kApproved}).Hidden(kNotApproved)), IsEmpty());
}

TEST(UnseenForm, TellsHiddenTextFromRevisions) {
  const Page page = Page()
                        .Paragraph({kHeals})
                        .Hidden({"Hidden cure.", {Kind::kDiseaseClaim}})
                        .Add(BlockKind::kDeletedText, {{"Deleted cure.", {Kind::kDiseaseClaim}}});
  const auto quotes = [&](std::string_view veil) {
    return QuotesOf(
        FindingsOf("  unseen: {veil: " + std::string(veil) + ", statement: {kinds: disease-claim}}\n", page));
  };
  EXPECT_THAT(quotes("hidden"), ElementsAre("Hidden cure."));
  EXPECT_THAT(quotes("revision"), ElementsAre("Deleted cure."));
}

TEST(DisguisedForm, FindsSpellingsThatOnlyPeopleRead) {
  const auto count = [](std::string text, std::string format = "html") {
    Page page = Page().Paragraph({{std::move(text), {Kind::kApprovalClaim}}});
    page.document_.format = std::move(format);
    return FindingsOf("  disguised: {kinds: approval-claim}\n", page).size();
  };
  EXPECT_EQ(count("F D A approved"), 1u);
  EXPECT_EQ(count("F D A approved", "pdf"), 0u) << "letters set apart are typography in print";
  EXPECT_EQ(count("appr\u200Boved"), 1u);
  EXPECT_EQ(count("appr\u043Eved"), 1u);
  EXPECT_EQ(count("appr0ved"), 1u);
  EXPECT_EQ(count("FDA-approved TGF-\u03B2, 100 \u03BCm, vitamin B12, H2O"), 0u);
  EXPECT_EQ(count("appro\u00ADved"), 0u) << "soft hyphens are honest";
  EXPECT_EQ(count("Dr. J R Approved"), 0u);
}

TEST(OutdatedForm, SaysWhatHoldsNow) {
  const std::string when =
      "  outdated:\n    facts:\n      - statement: {says: [only cord blood]}\n        until: 2024-12-18\n"
      "        now: Ryoncil is approved since.\n";
  const auto findings = FindingsOf(when, Page().Paragraph({{"Only cord blood is approved.", {}}}));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].reason, HasSubstr("That held until 2024-12-18. Ryoncil is approved since."));
  EXPECT_THAT(FindingsOf(when, Page().Paragraph({{"Cord blood is approved.", {}}})), IsEmpty());
}

TEST(ApprovalRegister, TrueApprovalIsNoFalseOne) {
  judge_test::PackFolder packs;
  packs.Write("house/approvals.yaml", "as_of: 2026-01-01\napprovals:\n  - {names: [ryoncil], uses: [gvhd], mark: V}\n");
  packs.Write("house/rule.yaml",
              judge_test::RuleText("  statement: {kinds: approval-claim, standing: [unlisted, other-use]}\n"));
  const Page page = Page().Paragraph({{"Ryoncil is approved.", {Kind::kApprovalClaim}},
                                      {"Ryoncil is approved for GvHD.", {Kind::kApprovalClaim}, "", {"GvHD"}},
                                      {"Ryoncil is approved for knees.", {Kind::kApprovalClaim}, "", {"knees"}},
                                      kApproved});
  EXPECT_THAT(QuotesOf(packs.Load().Judge(page.document_, page.analysis_)),
              ElementsAre("Ryoncil is approved for knees.", kApproved.text));
}

}  // namespace
}  // namespace audit
