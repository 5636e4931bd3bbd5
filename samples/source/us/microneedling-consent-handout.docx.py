from docx_writer import Docx, Note, Picture, R, drawing

BOX = "☐  "


def skin(d):
    d.rectangle((0, 0, 1200, 360), fill="#fdf6f0")
    d.rectangle((0, 120, 1200, 180), fill="#eab897")
    d.rectangle((0, 180, 1200, 300), fill="#f3d3bd")
    d.rectangle((0, 300, 1200, 360), fill="#f7e3a1")
    for x in range(260, 960, 110):
        d.polygon([(x, 30), (x + 16, 30), (x + 9, 215)], fill="#5d6d7a")
    d.rectangle((230, 6, 990, 34), fill="#37474f")


def ticks(b, *items):
    for item in items:
        b.p(BOX + item, after=3)


def brochure():
    b = Docx("Microneedling with platelet-rich plasma: information and consent", font="Open Sans", accent="4A3B6B", size=10)
    b.header = b.paragraph(R("Vantry Dermatology Associates", bold=True, size=9, color="4A3B6B"),
                           R("\tPatient name: ______________________   Date of birth: ______________", size=8.5))
    b.footer = b.paragraph(R("Form VD-310, version 6  |  For healthcare provider use only below the double line  |  "
                             "Form design approved by the practice manager", size=6.7, color="666666"), align="center")
    b.p(R("Microneedling with platelet-rich plasma", size=22, bold=True, color="4A3B6B"), after=0)
    b.p(R("What you should know before you sign", size=13, color="666666"))
    b.p(Picture(drawing(600, 180, "#ffffff", skin), 6.2, 1.86, "Drawing of a needling pen above the layers of the skin"), align="center")
    b.h1("What it is")
    b.p("A pen with twelve fine needles makes small channels in the skin. Platelet-rich plasma (PRP), taken from your own blood the same "
        "morning, is spread over them. A session takes about fifty minutes.")
    b.h1("Its status")
    b.p("Using PRP in this way is not approved by the FDA. The pen is a device that was cleared for the treatment room under its own "
        "clearance; that clearance does not extend to PRP, and it does not mean that the combination was reviewed by anyone.",
        Note("A device is cleared, a drug is approved, and a firm is registered. None of these words can be moved from one to another.", 8))
    b.p("We do not use exosomes. You may have read that they are “FDA-approved”. They are not approved for any use.")
    b.h1("What it may and may not do")
    b.p("We do not promise any result. Some people are pleased, some see no change, and a few are less happy than before. Studies are "
        "small and mostly without a comparison group, so we cannot say that a change came from the plasma.")
    b.h1("Risks that were explained to me")
    ticks(b, "Pain, redness and swelling for one to four days", "Pinpoint bleeding, bruising and crusts",
          "Infection, including reactivation of cold sores", "Dark or light spots, which may be permanent",
          "Scarring", "Fainting when blood is taken", "Unknown long-term effects")
    b.h1("I should not have it if")
    b.bullets("I take blood thinners or have a bleeding disorder", "I have an active skin infection, or form keloids",
              "I am pregnant, or being treated for cancer")
    b.h1("Other choices")
    b.p("Sunscreen, prescription creams, peels, lasers, or doing nothing. Each was discussed with me. My questions about cost ($380 a "
        "session, not covered by insurance) were answered.")
    b.h1("My statement")
    ticks(b, "I had this sheet at home for at least two days before I signed.",
          "Nobody told me that the result is guaranteed or that the procedure is free of risk.",
          "I know that this sheet is information and not medical advice, and that I can ask my own doctor first.",
          "I can change my mind at any time before the session begins.")
    b.table([["Signature of patient", "Date", "Signature of witness", "Date"], ["\n ", "", "", ""]], [2.4, 0.9, 2.4, 0.9])
    b.p(R("═" * 62, color="4A3B6B"), align="center", after=2)
    b.p(R("For the provider: ", bold=True), BOX + "Allergies reviewed   " + BOX + "Photographs authorized by patient   "
        + BOX + "Patient is cleared to begin treatment   Initials: ______")
    b.p(R("Licensed and board-certified staff carry photo badges. Consent copies are kept for seven years.", size=6.5, color="666666"))
    return b
