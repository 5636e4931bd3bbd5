"""Writes one Chinese brochure as PDF (fonts in the file and not), Word document and web page (UTF-8, Big5, UTF-16), and
compares what the program reads with the brochure: paragraphs, sentences, labels of words written in another way."""
import csv
import html
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import zipfile

# Paragraphs as lists of sentences; all characters are in Big5 as Windows has it (粧 is an addition).
SOURCE = [
    ["沐岑診所外泌體保養說明"],
    ["本診所提供之外泌體產品屬於化粧品，尚未取得任何製劑許可，僅供清潔與保養使用。", "是否經衛生福利部核准？", "沒有。",
     "實際效果因人而異，請於使用前諮詢醫師；", "孕婦及過敏體質者不宜使用。"],
    ["適用對象與費用"],
    ["療程每次約30分鐘，費用為新臺幣12,800元，濃度為5 mg/mL，每毫升含1.5×109個微粒。",
     "醫師說：「本產品未經FDA核准，也未經TFDA核准。」", "您會問：「為什麼？」", "因為《再生醫療法》對細胞製劑另有規定！"],
    ["以上內容不具醫療效能，亦非治療建議。", "地址：臺北市大安區仁愛路三段100號5樓", "電話：(02)2700-1234"],
    ["衛部醫器輸字第012345號之離心機僅用於分離血液，並非外泌體製劑之許可證。", "絕無「百分之百有效」之保證……詳情請洽本診所。"],
]

# Another way of writing, which normalization must make equal: wide letters, blanks between, signs that are not seen.
SAME = [
    ("本產品通過美國FDA核准。", ["本產品通過美國ＦＤＡ核准。", "本產品通過美國 FDA 核准。", "本產\u200b品通過美國FDA核\u00ad准。",
                              "本產品通過美國ＦＤＡ核准｡"]),
    ("保證100%有效，沒有副作用。", ["保證１００％有效，沒有副作用。", "保證100％有效,沒有副作用。", "保證100%有效，沒有副作⽤。"]),
    ("本療程可治療退化性關節炎。", ["本療程可治療退化性關節炎｡", "本療程可治療退化性\ufe00關節炎。", "本療程 可治療 退化性關節炎。"]),
]


def wrapped(text, width):
    """Lines as printers break them: anywhere in Chinese, but not within numbers and Latin words, nor before a stop."""
    lines, line = [], ""
    for part in re.findall(r"[!-~]+ ?|.[，。；：？！」》、…]*", text):
        if line and len(line) + len(part) > width:
            lines.append(line)
            line = ""
        line += part
    return lines + [line]


def pdf_of(objects):
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table +
            b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out)))


def pdf_without_fonts(encoding, encode, upright=False):
    """A font that the file names but does not hold; `encode` gives the codes of its character map."""
    content = "BT\n"
    x, y = (540, 780) if upright else (60, 780)
    for number, sentences in enumerate(SOURCE):
        size = 16 if len(sentences) == 1 else 11
        for line in wrapped("".join(sentences), 34):
            content += f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm <{encode(line).hex()}> Tj\n"
            x, y = (x - 1.5 * size, y) if upright else (x, y - 1.5 * size)
        x, y = (x - 14, y) if upright else (x, y - 14)
    content = (content + "ET").encode()
    return pdf_of([
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type0/BaseFont/MingLiU/Encoding/" + encoding.encode() + b"/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/MingLiU/CIDSystemInfo<</Registry(Adobe)/Ordering(CNS1)/Supplement 0>>"
        b"/DW 1000/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/MingLiU/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120"
        b"/CapHeight 700/StemV 80>>"])


def cns_codes(text):
    """Glyph numbers of Adobe-CNS1, two bytes each, by the table that comes with poppler-data."""
    table = pathlib.Path("/usr/share/poppler/cidToUnicode/Adobe-CNS1").read_text().splitlines()
    glyphs = {}
    for number, code in enumerate(table):
        glyphs.setdefault(int(code, 16), number)
    return b"".join(glyphs[ord(letter)].to_bytes(2, "big") for letter in text)


def word_document(file):
    names = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"')
    body = "".join("<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{html.escape(s[:7])}</w:t></w:r>'
                                     f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{html.escape(s[7:])}</w:t></w:r>'
                                     for s in sentences) + "</w:p>" for sentences in SOURCE)
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                         '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                         'wordprocessingml.document.main+xml"/></Types>')
        package.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                         '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
                         'officeDocument/2006/relationships/officeDocument"/></Relationships>')
        package.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")


def page(label):
    body = "".join(f"<{tag}>" + "\n  ".join(wrapped("".join(s), 30)) + f"</{tag}>\n"
                   for s in SOURCE for tag in ["h2" if len(s) == 1 else "p"])
    return f"<!DOCTYPE html><html lang=zh-Hant><head>{label}</head><body>\n{body}</body></html>"


def write_all(folder):
    """Every form of the brochure that the programs here can make."""
    pdfs = {"unicns-utf16": ("UniCNS-UTF16-H", lambda t: t.encode("utf-16-be")),
            "unicns-ucs2": ("UniCNS-UCS2-H", lambda t: t.encode("utf-16-be")),
            "eten-big5": ("ETen-B5-H", lambda t: t.encode("cp950")),
            "identity-cns1": ("Identity-H", cns_codes)}
    for name, (encoding, encode) in pdfs.items():
        (folder / f"no-font-{name}.pdf").write_bytes(pdf_without_fonts(encoding, encode))
    (folder / "no-font-upright.pdf").write_bytes(
        pdf_without_fonts("UniCNS-UTF16-V", lambda t: t.encode("utf-16-be"), upright=True))
    word_document(folder / "word.docx")
    (folder / "utf-8.html").write_text(page("<meta charset=utf-8>"), "utf-8")
    (folder / "utf-8-unlabelled.html").write_text(page(""), "utf-8")
    (folder / "big5.html").write_bytes(page("<meta charset=big5>").encode("cp950"))
    (folder / "big5-unlabelled.html").write_bytes(page("").encode("cp950"))
    (folder / "utf-16.html").write_bytes(b"\xff\xfe" + page("").encode("utf-16-le"))
    (folder / "source.txt").write_text("\n\n".join("".join(s) for s in SOURCE), "utf-8")
    (folder / "big5.txt").write_bytes("\n\n".join("".join(s) for s in SOURCE).encode("cp950"))
    if shutil.which("soffice"):
        for options, source in ((["pdf"], "word.docx"), (["docx", "--infilter=HTML (StarWriter)"], "utf-8.html")):
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/.profile", "--headless", "--convert-to",
                            *options, "--outdir", str(folder / "office"), str(folder / source)], capture_output=True, check=False)
        for made in (folder / "office").glob("*"):
            made.rename(folder / f"office-{made.name}")
        shutil.rmtree(folder / "office", ignore_errors=True)
        shutil.rmtree(folder / ".profile", ignore_errors=True)


def bare(text):
    return re.sub(r"\s", "", text)


def measure(program):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "forms"
        folder.mkdir()
        write_all(folder)
        out = pathlib.Path(name) / "out"
        subprocess.run([program, "run", str(folder), "--out", str(out), "--quiet", "--jobs", "2"], check=False)
        statements = {}
        with open(out / "statements.csv", encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                statements.setdefault(row["path"], []).append(bare(row["text"]))
        sentences = {bare(sentence) for paragraph in SOURCE for sentence in paragraph}
        right = 0
        files = sorted(folder.iterdir())
        for file in files:
            right += compare(program, file, statements, sentences)
        print(f"equal to the source: {right} of {len(files)} files")
    spellings(program)


def compare(program, file, statements, sentences):
    parsed = subprocess.run([program, "parse", str(file), "--format", "json"], capture_output=True, check=False)
    document = json.loads(parsed.stdout)
    paragraphs = [bare(block["text"]) for block in document.get("blocks", []) if block["kind"] != "metadata"]
    expected = [bare("".join(paragraph)) for paragraph in SOURCE]
    found = statements.get(file.name, [])
    wrong = [sentence for sentence in found if sentence not in sentences]
    same = found == statements.get("source.txt", [])
    good = paragraphs == expected and not wrong and same
    print(f"{file.name:28} text {'equal' if ''.join(paragraphs) == ''.join(expected) else 'DIFFERS':8} "
          f"paragraphs {'equal' if paragraphs == expected else 'DIFFER':7} "
          f"statements {len(found):2} of {len(statements.get('source.txt', []))}, cut wrongly {len(wrong)}")
    for sentence in wrong[:3]:
        print(f"    {sentence}")
    if paragraphs != expected:
        for line in sorted(set(paragraphs) ^ set(expected))[:6]:
            print(f"    {'only source' if line in expected else 'only read'}: {line[:90]}")
    return good


def spellings(program):
    right = total = 0
    for plain, others in SAME:
        out = subprocess.run([program, "classify", "-"], input="\n".join([plain] + others), capture_output=True, text=True,
                             check=False).stdout
        kinds = [json.loads(line)["kinds"] for line in out.splitlines()]
        for other, found in zip(others, kinds[1:]):
            total += 1
            right += found == kinds[0] and bool(found)
            if found != kinds[0] or not found:
                print(f"    {other!r}: {found}, but {plain!r}: {kinds[0]}")
    print(f"other spellings labelled alike: {right} of {total}")
