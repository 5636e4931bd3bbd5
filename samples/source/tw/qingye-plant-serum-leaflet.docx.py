from docx_writer import Docx, Note, Picture, R, TextBox, drawing


def leaves(d):
    d.rectangle((0, 0, 1240, 360), fill="#eef4ea")
    for x, y, s in ((180, 200, 90), (330, 150, 60), (980, 190, 100), (840, 120, 55), (1100, 110, 50)):
        d.ellipse((x - s, y - s // 2, x + s, y + s // 2), fill="#8db580")
        d.line((x - s, y, x + s, y), fill="#5b8a54", width=5)
    d.rounded_rectangle((560, 90, 680, 330), 24, fill="#ffffff", outline="#5b8a54", width=5)
    d.rectangle((590, 40, 650, 92), fill="#5b8a54")
    d.rectangle((562, 180, 678, 250), fill="#5b8a54")


def brochure():
    b = Docx("青葉植萃外泌體精華 產品說明", font="Lato", cjk="WenQuanYi Micro Hei", accent="4C7A46", size=11, width=8.27, height=11.69,
             lang="zh-TW")
    b.header = b.paragraph(R("青葉植萃 QINGYE BOTANICALS", size=9, color="4C7A46"))
    b.footer = b.paragraph(R("青葉植萃　雲嶺市竹徑路 6 號　(02) 5555-0119　qingye.example　|　通過回收紙認證", size=7.5, color="666666"),
                           align="center")
    b.p(TextBox(0, 0.85, 8.27, 1.25, "4C7A46",
                b.paragraph(R("青葉植萃外泌體精華", size=26, color="FFFFFF"), after=0),
                b.paragraph(R("Plant exosome serum, 30 mL", size=12, color="DCEBD6"))))
    b.p(Picture(drawing(620, 180, "#ffffff", leaves), 6.4, 1.86, "精華瓶與葉片的插圖"), align="center")
    b.h1("這是什麼")
    b.p("清爽的保養精華，含甘油、玻尿酸鈉，以及取自積雪草癒傷組織的植物外泌體。滋潤肌膚，幫助保濕，使肌膚看起來柔嫩有光澤。")
    b.p(R("A light serum with glycerin, sodium hyaluronate and plant vesicles. It moisturizes and leaves skin looking soft.", italic=True,
          size=9.5, color="666666"))
    b.h1("這不是什麼")
    b.p("本品是化粧品，不是藥品，也未經核准用於治療任何疾病。化粧品不得宣稱醫療效能，我們也不這樣宣稱：本品不能消炎、除疤、生髮，也不能治療濕疹、痘痘或任何皮膚病。")
    b.p("外泌體原料來自植物，不含人源細胞或其產物。植物來源說明的是成分，不代表效果更好。",
        Note("人源外泌體列於化粧品禁止使用成分表，須經個案審查核可才得使用；本品不適用。", 8))
    b.h1("怎麼用")
    b.bullets("早晚潔膚後，取兩到三滴輕拍於臉部。", "僅供外用，請勿注射，也不要用於傷口或微針後的皮膚。",
              "初次使用前，請先在手臂內側試用 24 小時。")
    b.h1("請留意")
    b.p("敏感肌膚可能出現泛紅、刺痛或搔癢。若有不適，請停止使用並洽詢皮膚科醫師。每個人的膚況不同，使用感受因人而異，我們不保證任何效果。")
    b.p("目前關於植物外泌體用在人體皮膚的研究不多，規模也小。本說明僅供參考，並非醫療建議。")
    b.h1("規格與價格")
    b.table([["品項", "容量", "售價", "備註"], ["青葉植萃外泌體精華", "30 mL", "NT$1,280", "玻璃瓶，附滴管"],
             ["補充瓶", "30 mL", "NT$1,080", "鋁罐"], ["旅行瓶", "8 mL", "NT$420", "可帶上飛機，已通過漏液測試"]], [2.3, 0.9, 1.1, 2.1])
    b.p(R("若有人說這瓶精華「衛福部核准」、「醫藥級」或「有療效」，那不是我們的說法，請來電告訴我們。", size=11))
    b.p(R("全成分：水、甘油、積雪草癒傷組織外泌體、玻尿酸鈉、泛醇、1,2-己二醇。製造日期與批號標示於瓶底。產品登錄編號僅供管理，不代表政府認可其效能。",
          size=6.5, color="666666"))
    return b
