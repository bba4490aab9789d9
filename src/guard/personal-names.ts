import type { Span } from '../text/types.ts'

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭蔣葉蘇魏呂盧鍾譚陸範賈韋鄒閻龍賀顧龔萬錢嚴湯溫齊喬龐顏莊聶魯'
const COMPOUND = '欧阳|上官|司马|诸葛|尉迟|夏侯|皇甫|东方|令狐|慕容|司徒|歐陽|司馬|諸葛|尉遲'
const GIVEN =
  '(?!小[姐妹哥弟朋]|[的是在有吗嘛呢吧啊了我你您他她们先女老客用会不要很也都就没和与])[\\p{Script=Han}]'
const HAN_NAME = `(?:(?:${COMPOUND})${GIVEN}{1,2}|[${SURNAMES}]${GIVEN}{1,2})`
const NAME_END = '(?=$|[，。,.;；、！!?？\\s（(]|的?(?:电话|手机|身份证|號碼|電話))'
const HAN_CUE =
  '(?:我叫|我的名字[叫是]?|名字[叫是为]?|姓名[是为]?|收件人[是为]?|收货人[是为]?|联系人[是为]?|持卡人[是为]?|户名[是为]?|名叫|本名|收件人|聯絡人[是為]?|戶名[是為]?)[:：]?\\s?'
const LATIN_NAME = "[A-Z][a-z'’]+(?:[- ][A-Z][a-z'’]+){1,3}"

/** Names of persons where the words around say that it is one; free-standing names are not guessed. */
export function findNames(text: string): Span[] {
  return [
    ...spans(text, new RegExp(`(?<=${HAN_CUE})${HAN_NAME}${NAME_END}`, 'gu')),
    ...spans(
      text,
      new RegExp(`(?<=(?:^|[，。\\s])(?:我是|本人))${HAN_NAME}(?=$|[，。,.;；！!\\s])`, 'gu'),
    ),
    ...spans(
      text,
      new RegExp(
        `(?<=^|\\n)${HAN_NAME}(?=[，,、 :：]\\s?(?:电话|手机|身份证|電話|手機)?[:：]?\\s?[+\\d(])`,
        'gu',
      ),
    ),
    ...spans(
      text,
      new RegExp(
        `(?<=(?:\\b(?:I'm|I’m|I am|[Mm]y name is|[Mm]y name's|[Nn]ame:|[Nn]ame is|[Tt]his is|[Rr]ecipient:?|[Cc]ardholder:?)) )${LATIN_NAME}`,
        'gu',
      ),
    ),
  ]
}

const PROVINCES =
  '北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台北|新北|桃园|台中|台南|高雄|臺北|桃園|臺中|臺南|廣東|香港|九龍|新界|重慶|遼寧|貴州|雲南'
const UNIT = '[\\p{Script=Han}\\p{Script=Latin}\\d]{0,8}?'
const HOUSE = `(?:\\d+|[一二三四五六七八九十百]+)(?:之\\d+)?\\s?[号號弄巷](?:院)?`
const WITHIN = `(?:\\s?${UNIT}(?:\\d+|[A-Za-z]\\d*|[一二三四五六七八九十]+)\\s?(?:栋|幢|座|号楼|楼|单元|室|层|户|棟|號樓|樓|單元|層|戶|F))*`
const STREET = `[\\p{Script=Han}\\d]{1,12}?(?:大道|路|街|巷|道|胡同|弄|里|村|苑|段)`
const HAN_ADDRESS = new RegExp(
  `(?:(?:${PROVINCES})(?:省|市|自治区|特别行政区|壮族自治区|回族自治区|维吾尔自治区)?|(?<=(?:地址[是为]?|寄到|送到|寄往|送至|住在|住址[是为]?|發到|寄給|位于)[:：]?\\s?)[\\p{Script=Han}]{2,6}?[市县区縣區])(?:[\\p{Script=Han}]{1,8}?[市州盟区县旗鎮镇乡鄉區縣])*${STREET}(?:[\\p{Script=Han}\\d]{0,4}段)?\\s?${HOUSE}${WITHIN}`,
  'gu',
)
const LATIN_ADDRESS =
  /(?<![\w.])\d{1,5}[A-Z]? (?:[A-Z][\w'’.-]*\s){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Close|Terrace|Square|Sq|Crescent|Parkway|Pkwy|Row|Gardens|Mews|Highway|Hwy)\b\.?(?:,? (?:Apt|Apartment|Unit|Suite|Ste|Flat|Floor|Fl|#)\.? ?[\w-]+)?(?:,? [A-Z][a-z'’.-]+(?: [A-Z][a-z'’.-]+){0,2})?(?:,? (?:[A-Z]{2},? \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}))?/gu

/** Postal addresses down to the house, Chinese and English. */
export function findAddresses(text: string): Span[] {
  return [...spans(text, HAN_ADDRESS), ...spans(text, LATIN_ADDRESS)]
}

function spans(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}
