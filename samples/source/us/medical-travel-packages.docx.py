from docx_writer import Docx, Note, Picture, R, TextBox, drawing


def bay(d):
    d.rectangle((0, 0, 1240, 480), fill="#f7c98b")
    d.ellipse((880, 60, 1060, 240), fill="#fff3d6")
    d.polygon([(0, 300), (260, 150), (520, 290), (760, 190), (1240, 310), (1240, 330), (0, 330)], fill="#6a8f8b")
    d.rectangle((0, 310, 1240, 480), fill="#2c7a91")
    for y in range(330, 470, 30):
        for x in range(-40 + y % 90, 1240, 150):
            d.arc((x, y, x + 80, y + 24), 200, 340, fill="#bfe3ea", width=5)
    d.polygon([(300, 340), (470, 340), (440, 385), (330, 385)], fill="#ffffff")
    d.polygon([(380, 190), (380, 330), (470, 330)], fill="#e4573d")


def brochure():
    b = Docx("Care by the sea: stem cell packages in Puerto Corvina", font="Lato", accent="B5452C", size=10.5)
    b.header = b.paragraph(R("CORRIENTE CARE TRAVEL", bold=True, color="B5452C", size=9), R("\tPackages 2026", size=9))
    b.footer = b.paragraph(R("Corriente Care Travel, 80 Halyard Street, Port Linden  |  (555) 555-0190  |  corriente.example", size=7.5,
                             color="666666"), align="center")
    b.p(TextBox(0, 0.85, 8.5, 1.55, "1D3B4A",
                b.paragraph(R("Care by the sea", size=30, bold=True, color="FFFFFF"), after=2),
                b.paragraph(R("Stem cell and exosome packages in Puerto Corvina, Mexico", size=13, color="F7C98B"))))
    b.p(Picture(drawing(620, 240, "#ffffff", bay), 6.6, 2.55, "A sailing boat in the bay of Puerto Corvina"), align="center")
    b.p(R("What medicine at home tells you to live with, our partner hospital reverses.", bold=True, size=13, color="1D3B4A"))
    b.p("Every week guests from thirty states fly south for cells that they cannot have at home. Since 2014 we have looked after more "
        "than 6,200 of them. Nine in ten tell us that they feel better within a month.")
    b.h1("Is it approved?")
    b.p("It is. Mexico's federal health authority has approved the hospital's stem cell program, and its inspectors visit twice a year. "
        "The United States is slower, as always: experts expect the FDA to follow in 2027.",
        Note("Travel documents: a passport valid for six months. Guests on the trusted-traveler list are cleared through customs faster."))
    b.h1("What we help with")
    b.bullets("Multiple sclerosis: steadier walking, less fatigue", "Parkinson's disease: the tremor fades",
              "Autism: calmer days and first words", "Worn hips and knees: no replacement needed",
              "Healthy aging: more energy, deeper sleep")
    b.h1("Packages")
    b.table([["Package", "What is included", "Nights", "Price"],
             ["Coral", "One infusion of 50 million cells, blood tests, airport pick-up", "2", "$8,900"],
             ["Pearl", "Two infusions, exosome drip, MRI, translator", "4", "$16,400"],
             ["Captain", "Four infusions, spinal injection, exosome drip, suite with sea view", "7", "$31,000"],
             ["Companion", "Second guest in the same room, breakfast", "any", "$95 a night"]], [1.0, 3.9, 0.7, 1.1])
    b.p(R("Prices per person, flights not included. A deposit of 20% holds your dates. Approved travelers may pay in twelve "
          "installments.", size=7))
    b.h1("A week in the Captain package")
    b.p("Day 1: arrival, welcome juice, blood tests. Day 2: first infusion on the terrace. Day 3: rest, beach. Day 4: second infusion "
        "and spinal injection. Day 5: boat trip. Day 6: third and fourth infusion. Day 7: home.")
    b.p("Your cells come from the most advanced cell bank in Latin America, which is ISO 9001 certified and GMP certified. They have no "
        "rejection risk and no side effects, because young cells are invisible to the immune system.")
    b.h1("Postcards from our guests")
    b.p(R("“I arrived in a wheelchair and walked to the boat on day five.”", italic=True, size=12), R("\nWendeline, Captain package"))
    b.p(R("“Our grandson said his first sentence on the flight home. His autism doctor has no explanation.”", italic=True, size=12),
        R("\nGrandparents, Pearl package"))
    b.h1("How to book")
    b.p("Send us your scans by e-mail. Our care team answers with a treatment plan within a day, and you choose your dates. The hospital "
        "shuttle, the hotel and the beach club are ten minutes apart.")
    return b
