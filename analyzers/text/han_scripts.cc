#include "analyzers/text/han_scripts.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace audit {
namespace {

// Traditional and simplified character in turn, sorted by the traditional one.
constexpr std::u32string_view kPairs =
    U"丟丢並并乾干亞亚併并來来係系個个們们倫伦側侧偽伪備备傳传傷伤傾倾僅仅價价儀仪億亿儕侪儘尽償偿優优儲储"
    U"兇凶兒儿內内兩两冊册凍冻凱凯別别刪删則则剛刚剝剥創创劃划劇剧劑剂動动務务勝胜勞劳勢势勻匀匯汇區区協协"
    U"卻却厲厉參参吳吴員员問问啟启喚唤喬乔單单嗎吗嘆叹噴喷嚇吓嚥咽嚴严囉啰囑嘱國国圍围園园圓圆圖图團团執执"
    U"堅坚報报場场塊块塗涂塢坞塵尘墊垫壓压壘垒壞坏壽寿夠够夢梦夥伙夾夹妝妆姊姐婦妇媽妈嬤嬷嬰婴學学宮宫實实"
    U"審审寫写寬宽寶宝將将專专對对導导屆届屜屉層层屬属岡冈島岛師师帳帐帶带幣币幫帮幹干幾几庫库廁厕廚厨廠厂"
    U"廢废廣广廳厅張张強强彈弹彎弯彥彦後后徑径從从復复徵征徹彻恆恒惡恶惱恼愛爱態态慣惯慮虑慶庆慾欲憂忧憊惫"
    U"憑凭憲宪憶忆應应懷怀戀恋戰战戲戏戶户掃扫掛挂採采揚扬換换損损搖摇搶抢撐撑撥拨撫抚擁拥擇择擔担據据擠挤"
    U"擴扩擺摆擾扰攜携攝摄攤摊攬揽敗败敵敌數数斷断於于時时暈晕暘旸暫暂曆历曬晒書书會会東东條条棄弃業业極极"
    U"榮荣構构槍枪樂乐樓楼標标樞枢樣样樹树橋桥機机檔档檢检檯台櫃柜櫻樱欄栏權权歐欧歡欢歲岁歷历歸归殘残殲歼"
    U"殺杀殼壳毀毁氣气汙污決决沒没沖冲況况涼凉淚泪淨净淺浅減减測测湯汤準准溫温滅灭滲渗滾滚滿满漢汉漲涨漸渐"
    U"漿浆潑泼潔洁潛潜潤润潰溃澀涩澆浇澤泽澱淀濃浓濕湿濟济濾滤瀉泻灘滩灣湾為为烏乌無无煥焕煩烦熱热燈灯燒烧"
    U"燙烫營营爛烂爭争爺爷爾尔牆墙狀状狹狭猶犹獎奖獨独獲获獵猎獸兽獻献現现環环產产畢毕畫画異异當当疇畴痠酸"
    U"瘋疯瘍疡瘓痪瘡疮療疗癇痫癒愈癢痒癬癣癱瘫癲癫發发皰疱皺皱盡尽監监盤盘眾众睏困瞇眯瞭了瞼睑碩硕確确碼码"
    U"礙碍祕秘禦御禮礼禿秃稅税種种稱称積积穩稳窩窝競竞筆笔節节範范篩筛簡简簽签籌筹籤签籲吁粧妆紀纪約约紅红"
    U"紋纹納纳紐纽純纯紗纱紙纸級级細细紹绍終终組组結结絕绝絡络給给絨绒統统絲丝綁绑經经綜综綠绿維维網网綽绰"
    U"緊紧緒绪線线締缔緣缘編编緩缓練练緻致縣县縫缝縮缩總总績绩織织繩绳繫系繳缴續续纖纤罰罚罵骂義义習习聞闻"
    U"聯联聰聪聲声職职聽听脈脉脛胫脫脱脹胀腎肾腦脑腫肿腳脚腸肠膚肤膠胶膽胆膿脓臉脸臍脐臟脏臨临與与興兴舉举"
    U"舊旧艙舱艦舰茲兹莊庄莖茎華华菸烟萊莱萬万葉叶著着蓋盖蓮莲薦荐藍蓝藝艺藥药蘇苏蘭兰處处虛虚號号蟲虫蠅蝇"
    U"蠶蚕術术衛卫衝冲補补裝装裡里製制複复襲袭見见規规覓觅視视親亲覺觉覽览觀观觸触訂订計计訊讯討讨訓训託托"
    U"記记訪访設设許许訴诉診诊註注詐诈評评詞词詢询試试話话該该詳详誇夸誌志認认誘诱語语誠诚誤误誦诵說说誰谁"
    U"課课調调談谈請请諒谅論论諮谘諷讽諸诸諾诺謂谓謊谎講讲謝谢證证識识譯译議议護护譽誉讀读變变讓让讚赞豐丰"
    U"豬猪貓猫貝贝負负財财貧贫貨货販贩責责貴贵買买費费貼贴貿贸賃赁資资賓宾賞赏賠赔賣卖賦赋質质賭赌賴赖購购"
    U"賽赛贈赠贊赞贏赢趕赶趨趋跡迹蹟迹蹤踪車车軍军軟软較较載载輔辅輕轻輩辈輪轮輯辑輸输輾辗轄辖轉转辦办辭辞"
    U"辯辩農农逕迳這这連连週周進进遊游運运過过達达違违遞递遠远適适遲迟遷迁選选遺遗還还邊边鄉乡鄰邻醫医釋释"
    U"釐厘釘钉針针釦扣鈉钠鈴铃鈺钰銀银銅铜銜衔銷销鋼钢錄录錠锭錢钱錯错鍋锅鍰锾鍵键鎖锁鎮镇鏡镜鐘钟鐵铁鐺铛"
    U"鑑鉴鑰钥鑼锣鑽钻長长門门閉闭開开間间閱阅闆板關关阪坂陰阴陳陈陸陆陽阳隊队階阶際际隨随險险隱隐隻只雖虽"
    U"雙双雜杂雞鸡離离難难電电霧雾靈灵靜静韌韧韓韩響响頁页頂顶項项順顺須须預预頒颁頓顿領领頭头頸颈顆颗題题"
    U"額额顎颚顏颜願愿類类顧顾顫颤顯显顳颞顴颧風风飛飞飯饭飲饮飼饲飽饱飾饰餅饼養养餘余館馆饋馈馬马馮冯駁驳"
    U"駐驻騙骗驗验驟骤體体髕髌髖髋髮发鬆松鬧闹鬱郁魚鱼魯鲁鮭鲑鮮鲜鳴鸣鹽盐麗丽麼么黃黄點点黴霉齊齐齒齿齡龄"
    U"齦龈龍龙龜龟";

/// Simplified forms that are also traditional characters of their own (后 is an empress): they tell nothing.
constexpr std::u32string_view kInBothScripts =
    U"系胜姐欲采台污准酸困了御致里制注志周扣板只后面干克斗谷松表布冬丑出范回借卷累梁漓才向"
    U"冲丰仆曲舍沈胡升术云郁折征钟朱筑伙占扎吁佣岳游愿卜适吊幸秘痴姜万余";

std::vector<char32_t> MakeSimplifiedOnly() {
  std::vector<char32_t> characters;
  for (std::size_t i = 1; i < kPairs.size(); i += 2)
    if (kInBothScripts.find(kPairs[i]) == std::u32string_view::npos) characters.push_back(kPairs[i]);
  std::sort(characters.begin(), characters.end());
  return characters;
}

}  // namespace

char32_t SimplifiedHan(char32_t c) {
  std::size_t low = 0;
  std::size_t high = kPairs.size() / 2;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (kPairs[2 * middle] < c) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return 2 * low < kPairs.size() && kPairs[2 * low] == c ? kPairs[2 * low + 1] : c;
}

bool IsSimplifiedOnly(char32_t c) {
  static const std::vector<char32_t> characters = MakeSimplifiedOnly();
  return std::binary_search(characters.begin(), characters.end(), c);
}

}  // namespace audit
