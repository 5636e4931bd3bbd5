from docx_writer import Comment, Deleted, Docx, Inserted, R, TextBox

EDITOR, LAWYER = "Brochure editor", "Outside counsel"


def brochure():
    b = Docx("Meridian Passage: how we help", font="Lato", accent="2B5D4F", size=10.8)
    b.header = b.paragraph(R("MERIDIAN PASSAGE", bold=True, color="2B5D4F", size=9), R("\tDraft 3, for approval by counsel", size=9))
    b.footer = b.paragraph(R("Meridian Passage, 12 Causeway Road, Fennimore Point  |  (555) 555-0126  |  meridianpassage.example", size=7.5,
                             color="666666"), align="center")
    b.p(TextBox(0.9, 0.95, 6.7, 1.25, "2B5D4F",
                b.paragraph(R("We book the journey.", size=25, bold=True, color="FFFFFF"), after=0),
                b.paragraph(R("Your physician decides about the care.", size=15, color="D9EBDD"))))
    b.h1("Who we are, and who we are not")
    b.p("Meridian Passage is a travel coordinator. We are not a clinic, we employ no physicians, and we give no medical advice. Independent "
        "licensed physicians alone decide whether you are a candidate. The clinics pay us a fee of 8% when a guest is admitted.")
    b.h1("What you should know about stem cells and exosomes")
    b.p("The programs offered abroad are ", Deleted("FDA-approved and proven", EDITOR), Inserted("not approved by the FDA", LAWYER),
        ". A permit from another country does not apply in the United States. ",
        Deleted("Our partners have cured arthritis in hundreds of guests.", EDITOR),
        Inserted("No program that we book is marketed as a treatment or cure for any disease, and we decline partners who do so.", LAWYER))
    b.p(Comment("The laboratories are inspected by their own authorities.",
                "Can we say that the exosomes are FDA-approved here? Everyone else does. – No: no exosome product is approved. Leave it out.",
                LAWYER),
        " An inspection of a laboratory is not an approval of what it makes.")
    b.p("Evidence is early: most reports describe a few dozen people and had no comparison group. Results vary, ",
        Deleted("but every guest goes home happier", EDITOR), Inserted("and you may notice no benefit at all", LAWYER), ".")
    b.h1("Risks of care away from home")
    b.bullets("Infection, bleeding, clots and allergic reactions have been reported after infusions.",
              "Cells may be contaminated, or may grow in ways that nobody wants.",
              "Long-term effects are unknown.", "Your home hospital may not have the records that it needs.")
    b.h1("What we do, and what it costs")
    b.table([["Service", "Included", "Price"], ["Records", "We collect and translate your records, with your permission", "$180"],
             ["Travel", "Flights, hotel and transfers at cost", "cost + 5%"],
             ["Companion", "A bilingual companion on the day of the visit", "$220"],
             ["After your return", "Calls at one week and one month; records sent to your doctor", "free"]], [1.4, 4.0, 1.2])
    b.h1("Ask before you pay anybody")
    b.bullets("Has this product been approved, for this use, by the regulator of my country?",
              "Is the “FDA-cleared system” in the advertisement a machine, or what will be injected?",
              "If a clinic promises “guaranteed results” or says “no side effects”, what does its consent form say?",
              "Who pays for my care if something goes wrong after I am home?")
    b.p("This brochure is general information. It is not medical advice. Talk with your own doctor, and take this page along.")
    b.p(R("Registered seller of travel. Registration does not imply endorsement by the state. Payment plans subject to approval. "
          "Photographs in the final version will show models.", size=6.5, color="666666"))
    return b
