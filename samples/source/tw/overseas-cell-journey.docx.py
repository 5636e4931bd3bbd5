from docx_writer import Docx, Note, Picture, R, TextBox, drawing


def mountain(d):
    d.rectangle((0, 0, 1240, 420), fill="#dbe9f4")
    d.polygon([(260, 420), (620, 70), (980, 420)], fill="#7d93ab")
    d.polygon([(522, 166), (620, 70), (718, 166), (670, 150), (620, 190), (570, 150)], fill="#ffffff")
    d.ellipse((940, 50, 1050, 160), fill="#e4573d")
    for x in range(20, 1240, 120):
        d.ellipse((x, 350, x + 150, 470), fill="#f3b7c4")


def brochure():
    b = Docx("湯之町細胞之旅 2026", font="Lato", cjk="WenQuanYi Micro Hei", accent="A23B4A", size=11, width=8.27, height=11.69, lang="zh-TW")
    b.header = b.paragraph(R("悅途健康旅遊 YUETU JOURNEYS", size=9, color="A23B4A"))
    b.footer = b.paragraph(R("悅途健康旅遊　雲嶺市晨星路 17 號 5 樓　(02) 5555-0172　yuetu.example", size=7.5, color="666666"), align="center")
    b.p(TextBox(0, 0.85, 8.27, 1.35, "2E3A4F",
                b.paragraph(R("泡湯、賞櫻、重獲新生", size=27, color="FFFFFF"), after=0),
                b.paragraph(R("日本湯之町幹細胞與外泌體之旅　五天四夜", size=13, color="F3B7C4"))))
    b.p(Picture(drawing(620, 210, "#ffffff", mountain), 6.4, 2.17, "雪山與櫻花的插圖"), align="center")
    b.h1("為什麼去日本")
    b.p("日本厚生勞動省已核准合作診所的幹細胞療程，安全與效果都由國家把關。臺灣預計明年也會全面開放，早去早受惠。")
    b.h1("適合哪些人")
    b.bullets("糖尿病：血糖回穩，告別胰島素", "中風後遺症：手腳恢復力氣", "帕金森氏症：手抖明顯改善", "膝關節退化：免換人工關節", "想留住青春的您：睡得好、氣色好")
    b.h1("五天行程")
    b.table([["天數", "行程", "住宿"], ["第一天", "桃園出發，抵達湯之町，抽血檢查", "湯之町溫泉旅館"], ["第二天", "第一次幹細胞點滴，下午泡湯", "湯之町溫泉旅館"],
             ["第三天", "賞櫻、神社、和菓子體驗", "湯之町溫泉旅館"], ["第四天", "外泌體點滴，醫師回診", "湯之町溫泉旅館"], ["第五天", "返回溫暖的家", ""]],
            [0.9, 3.9, 1.6])
    b.p("團費每人 NT$580,000，含機票、住宿、翻譯與兩次點滴。", Note("護照效期須在六個月以上；簽證核准與否由各國機關決定。報名後取消，依旅遊契約收取費用。", 6.5))
    b.h1("團員怎麼說")
    b.p(R("「爸爸中風三年，回來第二週自己走去買早餐。」", size=12), R("\n高雄的女兒"))
    b.p(R("「導遊很細心，櫻花也開得剛剛好。」", size=12), R("\n新竹的夫妻"))
    b.h1("放心出發")
    b.p("細胞來自自己，完全沒有排斥與副作用。合作診所擁有日本最先進的細胞培養室，並獲 ISO 9001 認證。九成五的團員表示有效。")
    b.p("三個月沒有感覺，我們免費再送您去一次。")
    b.p(R("年費會員報名折 NT$20,000。行程圖片為示意，實際依航班調整。", size=6.5, color="666666"))
    return b
