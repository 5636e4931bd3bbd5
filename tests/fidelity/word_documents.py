"""Fragments of Word documents, by the place they stand in, beside pandoc and docx2txt."""
import collections
import re
import shutil
import zipfile
from xml.etree import ElementTree

from texts import CUT, parse, run, squeeze, text_of, words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


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
