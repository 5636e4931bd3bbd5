#!/usr/bin/python3
"""Measures what the parsers read of a corpus with reference texts, beside other tools.

  measure.py pdf   CORPUS PROGRAM     word F1 against the reference texts, beside pdftotext's
  measure.py order CORPUS PROGRAM     passages in the order they are printed in, and the share of the words that both
                                      we and the reference texts have that stand in the same order
  measure.py docx  CORPUS PROGRAM     fragments found, by the place they stand in, beside pandoc and docx2txt
  measure.py html  CORPUS PROGRAM     words of web pages against their reference texts, against those that gumbo finds,
                                      and visible text of html5lib's tree construction tests
  measure.py ocr   CORPUS PROGRAM     scanned documents with and without OCR
  measure.py fonts CORPUS PROGRAM     sizes of letters within half a point of MuPDF's (Word documents: as LibreOffice
                                      lays them out)
  measure.py chinese CORPUS PROGRAM   one Chinese brochure in every form against its source, and the corpus's Japanese
                                      files whose fonts are not in them
  measure.py robust CORPUS PROGRAM    every file is read or refused in words; none ends a process

PROGRAM is the built brochure-audit. Other tools that are not installed are left out of the tables.
CORPUS holds pdf/ docx/ html/ malformed/ with truth/ folders; it is not part of this repository.
"""
import collections
import difflib
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from xml.etree import ElementTree

import chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
CUT = "\x00"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def run(*command, timeout=120):
    done = subprocess.run(command, capture_output=True, timeout=timeout, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def parse(program, file, *options):
    """The document as our program reads it, or None where it refuses."""
    code, out = run(program, "parse", str(file), "--format", "json", *options)
    if code not in (0, 3):
        raise RuntimeError(f"{file}: exit code {code}")
    document = json.loads(out)
    return None if "failure" in document else document


def text_of(document, kinds_left_out=("comment", "metadata", "alt-text", "deleted-text")):
    if document is None:
        return ""
    return "\n".join(b["text"] for b in document["blocks"] if b["kind"] not in kinds_left_out)


def words(text):
    """Words as far as tools may be compared: compatibility forms, case and hyphens do not count."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", "")
    text = re.sub(r"(?<=\w)[-‐‑]\s*\n\s*(?=\w)", "", text)
    text = re.sub(r"(?<=\w)[-‐‑–](?=\w)", "", text)
    return re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+", text)


def f1(found, truth):
    found, truth = collections.Counter(found), collections.Counter(truth)
    common = sum((found & truth).values())
    return 2 * common / max(1, sum(found.values()) + sum(truth.values())) if truth or found else 1.0


def plain_markdown(text):
    text = re.sub(r"<!--.*?-->|^\s*\|?[-|: ]{4,}\|?\s*$|^#+ |[*`|]|\]\([^)]*\)", " ", text, flags=re.M | re.S)
    text = text.replace("\\_", "_").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return text.replace("!", " ") if "![" in text else text


def truths(folder, extension):
    for file in sorted(folder.glob("*" + extension)):
        candidates = [f"{file.name}.txt", f"{file.name}.md", f"{file.stem}.txt", f"{file.stem}.md",
                      f"{file.stem}.layout.txt"]
        for name in candidates:
            truth = folder / "truth" / name
            if truth.exists():
                text = truth.read_text("utf-8", "replace")
                yield file, plain_markdown(text) if name.endswith(".md") else text
                break


def measure_pdf(corpus, program):
    ours, theirs, below = [], [], []
    print(f"{'file':58} {'ours':>7} {'pdftotext':>9}")
    for file, truth in truths(corpus / "pdf", ".pdf"):
        expected = words(truth)
        if not expected or "ocr_text" in file.name:
            continue
        mine = f1(words(text_of(parse(program, file))), expected)
        other = f1(words(run("pdftotext", str(file), "-")[1]), expected)
        ours.append(mine)
        theirs.append(other)
        mark = ""
        if mine < other - 0.00005:
            below.append(file.name)
            mark = "  below"
        print(f"{file.name[:58]:58} {mine:7.4f} {other:9.4f}{mark}")
    print(f"files {len(ours)}; mean F1 ours {sum(ours) / len(ours):.4f}, pdftotext {sum(theirs) / len(theirs):.4f}; "
          f"below pdftotext in {len(below)}")


def squeeze(text):
    return "".join(words(text))


def place(passage, text, from_place=0):
    """Where a passage stands, allowing for small differences; -1 = nowhere."""
    at = text.find(passage, from_place)
    if at >= 0:
        return at
    for length in (30, 20):  # begins alike, and is alike
        start = text.find(passage[:length], from_place)
        if start >= 0 and difflib.SequenceMatcher(None, passage, text[start:start + len(passage)], False).ratio() > 0.9:
            return start
    return -1


def end_of(passage, text, differences, from_place=0):
    """Where a passage first ends in the text, with at most so many letters missing, added or changed; -1 = nowhere."""
    row = list(range(len(passage) + 1))
    for at in range(from_place, len(text)):
        above, row[0] = row[0], 0  # it may begin anywhere
        for i, letter in enumerate(passage, 1):
            above, row[i] = row[i], min(row[i] + 1, row[i - 1] + 1, above + (letter != text[at]))
        if row[-1] <= differences:
            return at + 1
    return -1


def measure_order(corpus, program):
    folder = corpus / "pdf"
    tests = collections.defaultdict(list)
    for line in (folder / "truth" / "olmocr__dataset.jsonl").read_text().splitlines():
        if line.strip():
            test = json.loads(line)
            tests["olmocr__" + test["pdf"]].append(test)
    passed = collections.Counter()
    total = collections.Counter()
    for name, cases in sorted(tests.items()):
        if not (folder / name).exists():
            continue
        document = parse(program, folder / name)
        text = squeeze(text_of(document, ("comment", "header", "footer")))
        for test in cases:
            kind = test["type"]
            if kind == "present":
                good = place(squeeze(test["text"]), text) >= 0
            elif kind == "absent":  # a header may be read, if it is known as one
                good = place(squeeze(test["text"]), text) < 0
            elif kind == "order":
                differences = test.get("max_diffs", 0)  # the benchmark's own tolerance of misread letters
                first = end_of(squeeze(test["before"]), text, differences)
                good = first >= 0 and end_of(squeeze(test["after"]), text, differences, first) >= 0
            else:
                continue
            total[kind] += 1
            passed[kind] += good
            if not good:
                print(f"  {name} {test['id']} {kind}: {test.get('text', test.get('before', ''))[:70]}")
    for kind in total:
        print(f"{kind:8} {passed[kind]:3} of {total[kind]}")
    print(f"{'words in order of those found':58} {'ours':>7} {'pdftotext':>9}")
    sums = [0.0, 0.0]
    files = 0
    for file, truth in truths(folder, ".pdf"):
        expected = words(columns_apart(truth) if "two_column" in file.name else truth)
        if not 20 <= len(expected) <= 20000 or "ocr_text" in file.name:
            continue
        scores = [in_order(words(text_of(parse(program, file))), expected),
                  in_order(words(run("pdftotext", str(file), "-")[1]), expected)]
        files += 1
        sums = [total + score for total, score in zip(sums, scores)]
        print(f"{file.name[:58]:58} {scores[0]:7.4f} {scores[1]:9.4f}{'  below' if scores[0] < scores[1] - 0.0005 else ''}")
    print(f"files {files}; mean ours {sums[0] / files:.4f}, pdftotext {sums[1] / files:.4f}")


def in_order(found, expected):
    """Share of the words that both have which stand in the same order: neither has to have all."""
    matched = sum(block.size for block in difflib.SequenceMatcher(None, found, expected, False).get_matching_blocks())
    common = sum((collections.Counter(found) & collections.Counter(expected)).values())
    return matched / max(1, common)


def columns_apart(text):
    """A reference text that shows two columns side by side, as the columns are read."""
    pages = []
    for page in text.split("\f"):
        lines = page.split("\n")
        both = [line for line in lines if len(line) > 100 and re.search(r"\S {2,}\S", line[50:140])]
        gaps = collections.Counter(at for line in both for at in range(50, 140) if line[at - 2:at] == "  ")
        if not both or max(gaps.values()) < 0.7 * len(both):
            pages.append(page)
            continue
        gutter = max(gaps, key=lambda at: (gaps[at], at))
        left, right = [], []
        for line in lines:
            split = line[:gutter].rstrip()
            if line[gutter - 2:gutter].strip() == "":
                left.append(split)
                right.append(line[gutter:])
                continue
            parts = re.search(r"  +\S", line[gutter - 12:gutter + 12])
            cut = gutter - 12 + parts.end() - 1 if parts else None
            if cut is None:  # across
                pages += left + right + [line]
                left, right = [], []
            else:
                left.append(line[:cut])
                right.append(line[cut:])
        pages += left + right
    return "\n".join(pages)


def docx_fragments(file):
    """(place, text) of every paragraph."""
    with zipfile.ZipFile(file) as package:
        for name in package.namelist():
            base = name.rsplit("/", 1)[-1]
            if not name.startswith("word/") or not base.endswith(".xml") or "/" in name[5:]:
                continue
            kind = re.sub(r"\d*\.xml$", "", base)
            place_of = {"document": "body", "header": "headers and footers", "footer": "headers and footers",
                        "footnotes": "notes", "endnotes": "notes", "comments": "comments"}.get(kind)
            if place_of is None:
                continue
            try:
                root = ElementTree.fromstring(package.read(name))
            except ElementTree.ParseError:
                continue
            yield from paragraphs(root, place_of)


def paragraphs(element, place_of):
    tag = element.tag.replace(STRICT, W)
    if tag == MC + "Fallback" or tag in (W + "del", W + "moveFrom"):
        return
    if tag == W + "txbxContent":
        place_of = "text boxes"
    elif tag == W + "tbl" and place_of == "body":
        place_of = "tables"
    elif tag == W + "sdtContent" and place_of == "body":
        place_of = "content controls"
    if tag == W + "p":
        for text in own_text(element).split(CUT):
            yield place_of, text
    for child in element:
        yield from paragraphs(child, place_of)


def own_text(element):
    out = ""
    for child in element:
        tag = child.tag.replace(STRICT, W)
        if tag in (W + "txbxContent", MC + "AlternateContent", W + "del", W + "moveFrom", W + "rt", W + "pPr", W + "rPr"):
            continue
        if tag == W + "t":
            out += child.text or ""
        elif tag in (W + "tab", W + "br", W + "cr"):
            out += " "
        elif tag == W + "noBreakHyphen":
            out += "-"
        elif tag == W + "r" and any(child.find(f"./{W}rPr/{W}{look}") is not None
                                    for look in ("vanish", "strike", "dstrike")):
            continue  # hidden and crossed out words are kept apart on purpose
        elif tag.endswith("}oMath") or tag.endswith("}oMathPara"):
            out += CUT  # formulas are written differently by every tool
        else:
            out += own_text(child)
    return out


def measure_docx(corpus, program):
    tools = {"ours": lambda f: text_of(parse(program, f), ("metadata", "alt-text", "deleted-text"))}
    if shutil.which("pandoc"):
        tools["pandoc"] = lambda f: run("pandoc", "-f", "docx", "-t", "plain", "--wrap=none", str(f))[1]
    if shutil.which("docx2txt"):
        tools["docx2txt"] = lambda f: run("docx2txt", str(f), "-")[1]
    total = collections.Counter()
    found = collections.defaultdict(collections.Counter)
    twice = collections.defaultdict(collections.Counter)
    for file in sorted((corpus / "docx").glob("*.docx")):
        try:
            fragments = list(docx_fragments(file))
        except zipfile.BadZipFile:
            continue
        # Neighbouring cells ("Day", "Month", "Year") may say together what another paragraph says.
        sources = "".join(squeeze(text) for _, text in fragments)
        outputs = {tool: squeeze(read(file)) for tool, read in tools.items()}
        crossed_out = squeeze("".join(b["text"] for b in parse(program, file)["blocks"] if b["kind"] == "deleted-text"))
        for place_of, text in fragments:
            if len(words(text)) < 3:
                continue
            key = squeeze(text)
            total[place_of] += 1
            for tool, out in outputs.items():
                count = out.count(key)
                if tool == "ours" and count == 0 and key in crossed_out:
                    count = 1  # crossed out by a style, which the fragments do not look into
                found[tool][place_of] += count > 0
                twice[tool][place_of] += count > sources.count(key)
                if tool == "ours" and (count == 0 or count > sources.count(key)):
                    print(f"  {file.name}: {place_of}: {'missing' if count == 0 else 'twice'}: {text[:80]!r}")
    print(f"{'place':22} {'fragments':>9} " + " ".join(f"{tool:>9} {'repeated':>8}" for tool in tools))
    for place_of in sorted(total):
        print(f"{place_of:22} {total[place_of]:9} " +
              " ".join(f"{100 * found[t][place_of] / total[place_of]:8.1f}% {twice[t][place_of]:8}" for t in tools))


GUMBO = r"""
#include <gumbo.h>
#include <stdio.h>
#include <stdlib.h>
static void show(const GumboNode* node) {
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) {
    fputs(node->v.text.text, stdout);
    return;
  }
  if (node->type != GUMBO_NODE_ELEMENT) return;
  GumboTag tag = node->v.element.tag;
  if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_TEMPLATE ||
      tag == GUMBO_TAG_IFRAME || tag == GUMBO_TAG_NOFRAMES || tag == GUMBO_TAG_NOEMBED)
    return;
  fputs(" ", stdout);
  for (unsigned i = 0; i < node->v.element.children.length; ++i) show(node->v.element.children.data[i]);
  fputs(" ", stdout);
}
int main(int argc, char** argv) {
  static char buffer[1 << 26];
  size_t size = fread(buffer, 1, sizeof buffer - 1, stdin);
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, buffer, size);
  show(output->root);
  return 0;
}
"""


def gumbo(folder):
    """A program that prints the text of a page as gumbo reads it, or None where it cannot be built."""
    source = pathlib.Path(folder) / "gumbo.c"
    source.write_text(GUMBO)
    program = pathlib.Path(folder) / "gumbo"
    built = subprocess.run(["cc", "-w", "-o", program, source, "-lgumbo"], capture_output=True, check=False)
    return program if built.returncode == 0 else None


def shown(document):
    if document is None:
        return ""
    return "\n".join(b["text"] for b in document["blocks"]
                     if b["kind"] not in ("metadata", "alt-text") and b["where"].get("part") != "structured-data")


def measure_html(corpus, program):
    scores = []
    for file, truth in truths(corpus / "html", ".html"):
        document = parse(program, file)
        seen = "\n".join(b["text"] for b in document["blocks"]
                         if b["visibility"] != "hidden" and b["kind"] != "metadata")
        score = f1(words(seen), words(truth))
        scores.append(score)
        if score < 0.98:
            print(f"  {file.name} {score:.4f} against its reference text")
    print(f"reference texts: files {len(scores)}; mean word F1 {sum(scores) / len(scores):.4f}")
    with tempfile.TemporaryDirectory() as folder:
        oracle = gumbo(folder)
        if oracle:
            against_gumbo(corpus, program, oracle)
        against_html5lib(corpus, program, pathlib.Path(folder))


def against_gumbo(corpus, program, oracle):
    same = total = 0
    for file in sorted((corpus / "html").glob("*.html")):
        page = file.read_bytes()
        try:
            page.decode("utf-8")
        except UnicodeDecodeError:
            continue  # gumbo reads UTF-8 alone
        out = subprocess.run([oracle], input=page, capture_output=True, check=False).stdout.decode("utf-8", "replace")
        mine = collections.Counter(squeeze_parts(shown(parse(program, file))))
        other = collections.Counter(squeeze_parts(out))
        total += 1
        same += mine == other
        if mine != other:
            print(f"  {file.name}: only ours {list((mine - other).elements())[:8]}, "
                  f"only gumbo's {list((other - mine).elements())[:8]}")
    print(f"same characters as gumbo: {same} of {total} pages")


def squeeze_parts(text):
    """Characters that count: where words part is a matter of style sheets."""
    return squeeze(text)


def against_html5lib(corpus, program, folder):
    right = total = 0
    for file in sorted((corpus / "malformed").glob("html5lib*.dat")):
        for number, case in enumerate(re.split(r"(?:^|\n)#data\n", file.read_text("utf-8"))[1:], 1):
            page, _, rest = case.partition("\n#errors")
            if "\n#document-fragment" in rest or "\n#script-on" in rest:
                continue
            tree = rest.partition("\n#document\n")[2]
            expected = visible_in_tree(tree)
            name = folder / "case.html"
            name.write_text(page, "utf-8")
            found = shown(parse(program, name))
            total += 1
            unseen = r"[\s\x00-\x1f\x7f-\x9f]"  # blanks and control characters
            good = re.sub(unseen, "", found) == re.sub(unseen, "", expected)
            right += good
            if not good and total:
                print(f"  {file.name} {number}: {page[:60]!r} expected {expected[:40]!r} found {found[:40]!r}")
    print(f"html5lib visible text right: {right} of {total} ({100 * right / max(1, total):.1f} %)")


def visible_in_tree(tree):
    out, path = [], []
    lines = iter(tree.split("\n"))
    for line in lines:
        if not line.startswith("| "):
            if out and path and path[-1] == "text":
                out[-1] += "\n" + line
            continue
        depth = (len(line) - 2 - len(line[2:].lstrip(" "))) // 2
        node = line[2:].lstrip(" ")
        del path[depth:]
        if node.startswith('"'):
            hidden = any(tag in ("script", "style", "title", "template", "iframe", "noframes", "noembed", "head")
                         for tag in path)
            path.append("text" if not hidden else "unseen")
            if not hidden:
                out.append(node[1:])
        elif node.startswith("<!") or not node.startswith("<"):
            path.append("other")
        else:
            path.append(node.strip("<>").split()[-1])
    return "".join(text[:-1] if text.endswith('"') else text for text in (t.rstrip("\n") for t in out))


def measure_ocr(corpus, program):
    for file in sorted((corpus / "pdf").glob("*.pdf")):
        if file.name == "pdf.js__bomb_giant.pdf":
            continue
        without = parse(program, file, "--ocr", "never")
        if without is None or without["coverage"]["pages_without_text"] == 0:
            continue
        document = parse(program, file, "--ocr", "auto")
        coverage = document["coverage"]
        line = (f"{file.name[:50]:50} never: complete {without['complete']!s:5} auto: complete {document['complete']!s:5} "
                f"pages by OCR {coverage['pages_by_ocr']} of {coverage['pages_total']}, "
                f"words {len(words(text_of(document)))}")
        for name in (file.stem + ".txt", file.stem + ".md", file.name + ".txt"):
            truth = corpus / "pdf" / "truth" / name
            if truth.exists():
                line += f", F1 {f1(words(text_of(document)), words(truth.read_text('utf-8', 'replace'))):.4f}"
        print(line)


def measure_fonts(corpus, program):
    """Sizes of letters beside those that MuPDF sees: in PDF files as they are, in Word documents as LibreOffice lays
    them out."""
    if not shutil.which("mutool"):
        sys.exit("mutool (mupdf-tools) is not installed")
    print_shares("PDF", (font_sizes(program, file, file) for file in sorted((corpus / "pdf").glob("*.pdf"))
                         if file.name != "pdf.js__bomb_giant.pdf"))
    if not shutil.which("soffice"):
        return
    with tempfile.TemporaryDirectory() as folder:
        sources = sorted((corpus / "docx").glob("*.docx"))
        run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir",
            folder, *map(str, sources), timeout=1200)
        print_shares("DOCX", (paragraph_sizes(program, file, pathlib.Path(folder) / (file.stem + ".pdf"))
                              for file in sources))


def print_shares(title, results):
    blocks, letters = collections.Counter(), collections.Counter()
    for name, sizes in results:
        for kind, ours, theirs, text in sizes:
            good = abs(ours - theirs) <= 0.5
            blocks[good] += 1
            letters[good] += len(text)
            if not good:
                print(f"  {name[:50]}: {kind} {ours:g} pt, MuPDF {theirs:g} pt: {text[:50]!r}")
    for what, counts in (("blocks", blocks), ("letters", letters)):
        print(f"{title}: {what} within 0.5 pt {counts[True]} of {counts.total()} "
              f"({100 * counts[True] / max(1, counts.total()):.2f} %)")


def mupdf_letters(file):
    """Per page: (x, y, size, character) of every letter, at the middle of its box."""
    code, out = run("mutool", "draw", "-q", "-F", "stext", str(file))
    pages, size = [], 0.0
    for line in out.splitlines():
        if line.startswith("<page "):
            pages.append([])
        elif line.startswith("<font "):
            size = float(re.search(r'size="([^"]*)"', line).group(1))
        elif line.startswith("<char ") and pages:
            quad = [float(part) for part in re.search(r'quad="([^"]*)"', line).group(1).split()]
            letter = html.unescape(re.search(r' c="([^"]*)"', line).group(1))
            if letter.strip():
                pages[-1].append((sum(quad[0::2]) / 4, sum(quad[1::2]) / 4, size, letter))
    return pages


def font_sizes(program, file, drawn):
    """(kind, our size, MuPDF's size, text) of the blocks whose letters both see at one place."""
    document = parse(program, file, "--ocr", "never")
    sizes = []
    if document is None:
        return file.name, sizes
    pages = mupdf_letters(drawn)
    for block in document["blocks"]:
        box, page = block["where"].get("box"), block["where"].get("page", 0)
        if not box or not block.get("font_size_pt") or not 0 < page <= len(pages) or block["visibility"] != "visible":
            continue
        inside = [letter for letter in pages[page - 1]
                  if box[0] <= letter[0] <= box[2] and box[1] <= letter[1] <= box[3]]
        text = re.sub(r"\s", "", block["text"])
        common = sum((collections.Counter(text) & collections.Counter(l[3] for l in inside)).values())
        if not inside or common < 0.9 * max(len(text), len(inside)):
            continue
        most = collections.Counter(round(letter[2], 1) for letter in inside).most_common(1)[0][0]
        sizes.append((block["kind"], block["font_size_pt"], most, text))
    return file.name, sizes


def paragraph_sizes(program, file, drawn):
    """(kind, our size, MuPDF's size, text) of the paragraphs that stand once in what LibreOffice lays out."""
    document = parse(program, file) if drawn.exists() else None
    sizes = []
    if document is None:
        return file.name, sizes
    letters = [letter for page in mupdf_letters(drawn) for letter in page]
    text = "".join(letter[3][0] for letter in letters)
    for block in document["blocks"]:
        key = re.sub(r"\s", "", block["text"])
        if len(key) < 10 or not block.get("font_size_pt") or text.count(key) != 1:
            continue
        start = text.index(key)
        most = collections.Counter(round(l[2], 1) for l in letters[start:start + len(key)]).most_common(1)[0][0]
        sizes.append((block["kind"], block["font_size_pt"], most, key))
    return file.name, sizes


def measure_chinese(corpus, program):
    chinese.measure(program)
    for name in ("eucjp", "identity", "sjis"):
        file = corpus / "pdf" / f"pdf.js__noembed-{name}.pdf"
        if file.exists():
            print(f"{file.name:28} {'right' if 'あいうえお' in text_of(parse(program, file)) else 'WRONG'}")


def measure_robust(corpus, program):
    outcomes = collections.Counter()
    for folder in ("pdf", "docx", "html", "malformed"):
        for file in sorted((corpus / folder).iterdir()):
            if not file.is_file() or file.name == "pdf.js__bomb_giant.pdf":
                continue
            code, out = run(program, "parse", str(file), "--format", "json")
            outcomes[folder, code] += 1
            if code not in (0, 3) or not out:
                print(f"  {file}: exit code {code}")
    for (folder, code), count in sorted(outcomes.items()):
        print(f"{folder:10} exit {code:4}: {count}")


def main():
    if len(sys.argv) != 4 or "measure_" + sys.argv[1] not in globals():
        sys.exit(__doc__)
    globals()["measure_" + sys.argv[1]](pathlib.Path(sys.argv[2]), sys.argv[3])


if __name__ == "__main__":
    main()
