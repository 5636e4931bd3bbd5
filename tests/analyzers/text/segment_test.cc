#include "analyzers/text/segment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace audit {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Cut(std::string_view text) {
  std::vector<std::string> out;
  for (const TextSpan& span : SegmentSentences(text))
    out.emplace_back(text.substr(span.begin, span.end - span.begin));
  return out;
}

TEST(SegmentSentences, CutsPlainSentences) {
  EXPECT_THAT(Cut(" It works. Is it safe?  Yes! "), ElementsAre("It works.", "Is it safe?", "Yes!"));
  EXPECT_THAT(Cut(""), ElementsAre());
  EXPECT_THAT(Cut(" \n "), ElementsAre());
}

TEST(SegmentSentences, NoIsAnAbbreviationBeforeNumbersOnly) {
  EXPECT_THAT(Cut("Is it approved? No. It is not."), ElementsAre("Is it approved?", "No.", "It is not."));
  EXPECT_THAT(Cut("See No. 5 and Fig. 2 of Sec. 361."), ElementsAre("See No. 5 and Fig. 2 of Sec. 361."));
  EXPECT_THAT(Cut("Under certificate no. AS-2291 of 2020."), ElementsAre("Under certificate no. AS-2291 of 2020."));
}

TEST(SegmentSentences, DottedAcronymsEndSentencesOnlyBeforeStarters) {
  EXPECT_THAT(Cut("Sold in the U.S. It is not approved."), ElementsAre("Sold in the U.S.", "It is not approved."));
  EXPECT_THAT(Cut("The U.S. Food and Drug Administration warns."),
              ElementsAre("The U.S. Food and Drug Administration warns."));
  EXPECT_THAT(Cut("Jane Roe, M.D., treats you. J. A. Roe, Ph.D. in biology, too."),
              ElementsAre("Jane Roe, M.D., treats you.", "J. A. Roe, Ph.D. in biology, too."));
  EXPECT_THAT(Cut("Open from 9 a.m. The clinic closes at 5 p.m. on Fridays."),
              ElementsAre("Open from 9 a.m.", "The clinic closes at 5 p.m. on Fridays."));
}

TEST(SegmentSentences, TitlesAndComparisonsNeverEnd) {
  EXPECT_THAT(Cut("Dr. The Nguyen vs. Prof. Roe, approx. 5 of them, e.g. here."),
              ElementsAre("Dr. The Nguyen vs. Prof. Roe, approx. 5 of them, e.g. here."));
}

TEST(SegmentSentences, FirmsMayEndSentences) {
  EXPECT_THAT(Cut("Made by Exo Inc. Results vary."), ElementsAre("Made by Exo Inc.", "Results vary."));
  EXPECT_THAT(Cut("Exo Inc. Clinical Team"), ElementsAre("Exo Inc. Clinical Team"));
  EXPECT_THAT(Cut("It takes 5 min. Patients go home."), ElementsAre("It takes 5 min.", "Patients go home."));
}

TEST(SegmentSentences, InitialsAreNamesBehindNames) {
  EXPECT_THAT(Cut("John A. Roe has hepatitis B. Patients should ask."),
              ElementsAre("John A. Roe has hepatitis B.", "Patients should ask."));
}

TEST(SegmentSentences, NumbersAndAddressesStayWhole) {
  EXPECT_THAT(Cut("It has 3.5 mg, see www.Exo.com or ClinicalTrials.gov today."),
              ElementsAre("It has 3.5 mg, see www.Exo.com or ClinicalTrials.gov today."));
}

TEST(SegmentSentences, CutsWhereTheBlankIsMissing) {
  EXPECT_THAT(Cut("Take 5 mg.The dose is small."), ElementsAre("Take 5 mg.", "The dose is small."));
  EXPECT_THAT(Cut("FDA-approved!Now cheaper."), ElementsAre("FDA-approved!", "Now cheaper."));
}

TEST(SegmentSentences, EllipsisGoesOnBeforeSmallLetters) {
  EXPECT_THAT(Cut("Not by the FDA...but it works."), ElementsAre("Not by the FDA...but it works."));
  EXPECT_THAT(Cut("Wait... There is more… but not here."), ElementsAre("Wait...", "There is more… but not here."));
}

TEST(SegmentSentences, QuotesAndBracketsStayWithTheirSentence) {
  EXPECT_THAT(Cut("He said \"It works.\" (See below.) \u201CReally?\u201D Yes."),
              ElementsAre("He said \"It works.\"", "(See below.)", "\u201CReally?\u201D", "Yes."));
  EXPECT_THAT(Cut("\"Is it safe?\" she asked."), ElementsAre("\"Is it safe?\" she asked."));
}

TEST(SegmentSentences, DecorationStaysWithItsSentence) {
  EXPECT_THAT(Cut("It works! 😉"), ElementsAre("It works! 😉"));
  EXPECT_THAT(Cut("★★★"), ElementsAre("★★★"));
  EXPECT_THAT(Cut("Great ★★★★★ clinic ★ Ask"), ElementsAre("Great ★★★★★ clinic", "Ask"));
}

TEST(SegmentSentences, NamesStayWithWhatWasSaid) {
  EXPECT_THAT(Cut("\"I can walk again.\" \u2014 Rosa, 61"), ElementsAre("\"I can walk again.\" \u2014 Rosa, 61"));
  EXPECT_THAT(Cut("It works. \u2014 Rosa"), ElementsAre("It works. \u2014 Rosa"));
  EXPECT_THAT(Cut("It works.\n- Next item"), ElementsAre("It works.", "Next item"));
}

TEST(SegmentSentences, ShortQuotesInsideASentenceAreNotCut) {
  EXPECT_THAT(Cut("Beware of \"Safe! Natural!\" claims. Ask."),
              ElementsAre("Beware of \"Safe! Natural!\" claims.", "Ask."));
  EXPECT_THAT(Cut("業者宣稱「絕對安全！無副作用！」等字眼；違規。"),
              ElementsAre("業者宣稱「絕對安全！無副作用！」等字眼；", "違規。"));
}

TEST(SegmentSentences, CutsChinese) {
  EXPECT_THAT(Cut("外泌體未經核准。請確認！安全嗎？「安全。」他說。"),
              ElementsAre("外泌體未經核准。", "請確認！", "安全嗎？", "「安全。」他說。"));
  EXPECT_THAT(Cut("「安全嗎？」「很安全。」"), ElementsAre("「安全嗎？」", "「很安全。」"));
  EXPECT_THAT(Cut("「我好了！不痛了！」王小姐說。"), ElementsAre("「我好了！不痛了！」王小姐說。"));
  EXPECT_THAT(Cut("醫師說：「本產品未經核准。」您會問：「為什麼？」因為法律另有規定！"),
              ElementsAre("醫師說：「本產品未經核准。」", "您會問：「為什麼？」", "因為法律另有規定！"));
  EXPECT_THAT(Cut("業者宣稱：「絕對安全！」等字眼；違規。"), ElementsAre("業者宣稱：「絕對安全！」等字眼；", "違規。"));
}

TEST(SegmentSentences, ReferencesStayWithTheirSentence) {
  EXPECT_THAT(Cut("It is proven.1 The next.[2] Another.¹ Is it?+ Last."),
              ElementsAre("It is proven.1", "The next.[2]", "Another.¹", "Is it?+", "Last."));
}

TEST(SegmentSentences, LabelsAreNoSentences) {
  EXPECT_THAT(Cut("1. Is it approved? 2. No it is not. (a) Maybe."),
              ElementsAre("Is it approved?", "No it is not.", "Maybe."));
  EXPECT_THAT(Cut("一、未經核准。（二）不得注射。"), ElementsAre("未經核准。", "不得注射。"));
  EXPECT_THAT(Cut("\u2022 First \u2022 Second\n- third\n2) fourth"), ElementsAre("First", "Second", "third", "fourth"));
  EXPECT_THAT(Cut("A. Roe is here."), ElementsAre("A. Roe is here."));
  EXPECT_THAT(Cut("12."), ElementsAre("12."));
}

TEST(SegmentSentences, SoftBreaksDoNotCutButEmptyLinesDo) {
  EXPECT_THAT(Cut("The product does not\nshow effects"), ElementsAre("The product does not\nshow effects"));
  EXPECT_THAT(Cut("Heading\n\nText"), ElementsAre("Heading", "Text"));
}

TEST(SegmentSentences, CutsTextWithoutCapitals) {
  EXPECT_THAT(Cut("is it approved? no. it is not."), ElementsAre("is it approved?", "no.", "it is not."));
  EXPECT_THAT(Cut("It is approved. exoHeal is new."), ElementsAre("It is approved.", "exoHeal is new."));
}

TEST(SegmentSentences, LosesNoWordOfAnyText) {
  const std::vector<std::string> pieces = {"word", "Word", ".",    "!", "?", " ", "  ",  "\n",   "\"", "「", "」",
                                           "。",   "No",   "U.S.", "1", "(", ")", "...", "核准", "•",  "-"};
  std::mt19937 random(11);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::size_t i = 0, n = random() % 30; i < n; ++i)
      text += pieces[random() % pieces.size()];
    std::size_t end = 0;
    std::string left_out;
    for (const TextSpan& span : SegmentSentences(text)) {
      ASSERT_GE(span.begin, end) << text;
      ASSERT_GT(span.end, span.begin) << text;
      left_out += text.substr(end, span.begin - end);
      end = span.end;
    }
    left_out += text.substr(end);
    // Labels and blanks alone stand between statements.
    EXPECT_EQ(left_out.find("ord"), std::string::npos) << text;
    EXPECT_EQ(left_out.find("核准"), std::string::npos) << text;
    EXPECT_EQ(left_out.find("No"), std::string::npos) << text;
  }
}

/// A document of one block a text, each as the kind given.
Document DocumentOf(const std::vector<std::pair<BlockKind, std::string>>& blocks) {
  Document document;
  for (const auto& [kind, text] : blocks) {
    if (!document.text.empty()) document.text += '\n';
    Block block;
    block.kind = kind;
    block.text = {document.text.size(), document.text.size() + text.size()};
    block.where.page = 1;
    document.text += text;
    document.blocks.push_back(block);
  }
  return document;
}

TEST(SegmentDocument, GivesStatementsOfAllBlocksInOrder) {
  const Document document = DocumentOf({{BlockKind::kHeading, "Is it safe? Yes."},
                                        {BlockKind::kParagraph, "It does not\n  cure. Ask."},
                                        {BlockKind::kMetadata, "FDA approved"},
                                        {BlockKind::kAltText, "Seal"}});
  const std::vector<Statement> statements = SegmentDocument(document);
  ASSERT_EQ(statements.size(), 6U);
  EXPECT_EQ(statements[1].text, "Yes.");
  EXPECT_EQ(statements[1].block_kind, BlockKind::kHeading);
  EXPECT_EQ(statements[2].text, "It does not cure.");
  EXPECT_EQ(document.text.substr(statements[2].span.begin, statements[2].span.end - statements[2].span.begin),
            "It does not\n  cure.");
  EXPECT_EQ(statements[3].block, 1U);
  EXPECT_EQ(statements[4].block_kind, BlockKind::kMetadata);
  EXPECT_EQ(statements[5].block_kind, BlockKind::kAltText);
}

TEST(SegmentDocument, PlacesSentencesOnTheirLines) {
  Document document = DocumentOf({{BlockKind::kParagraph, "One is\nhere. Two is\nthere."}});
  Block& block = document.blocks[0];
  block.lines = {{{0, 6}, {10, 100, 50, 110}, 2}, {{7, 19}, {10, 112, 90, 122}, 2}, {{20, 26}, {10, 124, 60, 134}, 3}};
  const std::vector<Statement> statements = SegmentDocument(document);
  ASSERT_EQ(statements.size(), 2U);
  EXPECT_EQ(statements[0].where.page, 2);
  EXPECT_EQ(statements[0].where.box, (Box{10, 100, 90, 122}));
  // A sentence over a page's end is placed on the page where it begins.
  EXPECT_EQ(statements[1].where.page, 2);
  EXPECT_EQ(statements[1].where.box, (Box{10, 112, 90, 122}));
}

TEST(SegmentDocument, TakesTheBlocksPlaceWithoutLines) {
  Document document = DocumentOf({{BlockKind::kParagraph, "One."}});
  document.blocks[0].where.paragraph = 7;
  EXPECT_EQ(SegmentDocument(document)[0].where, document.blocks[0].where);
}

TEST(LanguageOf, TellsEnglishAndBothChineseScripts) {
  EXPECT_EQ(LanguageOf("Our therapy is approved by the FDA and it is the best for your skin."), "en");
  EXPECT_EQ(LanguageOf("本院外泌體療程經核准，治療退化性關節炎，無副作用。"), "zh-Hant");
  EXPECT_EQ(LanguageOf("我们的干细胞疗法经过国家批准，疗效显著。"), "zh-Hans");
  EXPECT_EQ(LanguageOf("EXO serum 本產品為化粧品，非藥品，適用於臉部與頭皮保養。"), "zh-Hant");
}

TEST(LanguageOf, IsSilentAboutShortTexts) {
  EXPECT_EQ(LanguageOf(""), "");
  EXPECT_EQ(LanguageOf("Exo"), "");
  EXPECT_EQ(LanguageOf("安全有效"), "");
}

TEST(LanguageOf, DoesNotTakeOtherLanguagesForEnglish) {
  for (const std::string_view text : {
           "Tedavi için bu ürün ve diğer ürünler bir hekim tarafından uygulanır, daha fazla bilgi için arayın.",
           "La terapia con células madre es una de las mejores para el paciente y no tiene efectos.",
           "Die Therapie ist für den Patienten und nicht für die Kinder zugelassen.",
           "Le traitement est pour les patients et des soins dans la clinique.",
           "A terapia com células é para os pacientes e não tem efeitos.",
           "De behandeling is niet voor een kind en het is van de arts.",
           "Terapi ini dapat membantu pasien dan tidak memiliki efek samping untuk anda.",
           "幹細胞治療は安全であり、効果があります。当院では",
           "줄기세포 치료는 안전합니다",
           "Клиника лечит стволовыми клетками",
       }) {
    EXPECT_EQ(LanguageOf(text), "") << text;
  }
}

}  // namespace
}  // namespace audit
