import { withoutFillers } from './answer-text.ts'

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭蔣葉蘇魏呂盧鍾譚陸範賈韋鄒閻龍賀顧龔萬錢嚴湯溫齊喬龐顏莊聶魯羅塗詹賴簡闕廖連'
const COMPOUND =
  '欧阳|上官|司马|诸葛|尉迟|夏侯|皇甫|东方|令狐|慕容|司徒|歐陽|司馬|諸葛|尉遲|東方|張簡'
const NOT_GIVEN =
  '的是在有吗嘛呢吧啊了我你您他她们先女老客用会不要很也都就没和与這这那想說说什么麼怎'
const HAN_NAME = `(?!\\p{Script=Han}{1,2}小[姐妹])(?:(?:${COMPOUND})[\\p{Script=Han}--[${NOT_GIVEN}]]{1,2}|[${SURNAMES}][\\p{Script=Han}--[${NOT_GIVEN}]]{1,2})`
const SURNAME = `(?:${COMPOUND}|[${SURNAMES}])`
const TITLE = '(?:先生|女士|小姐|太太|老师|老師|同学|同學)'
const END = '(?=$|[\\s，。,.;；、！!?？（\\(]|[的]?(?:电话|手机|電話|手機))'
const LATIN = "(?:(?:Dr|Mr|Mrs|Ms)\\.? )?\\p{Lu}[\\p{L}'’]+(?:[\\- ]\\p{Lu}[\\p{L}'’]+){0,3}"

/** Says who somebody else is. */
const OTHERS =
  /(?:他|她|它|朋友|同事|老公|老婆|先生|太太|爸|妈|媽|儿子|兒子|女儿|女兒|孩子|笔名|筆名|昵称|暱稱|公司|客服|那位|那个|那個|一个|一個|书|書|主角)(?:的(?:名字)?)?(?:叫|是|姓)|\b(?:he|she|son|daughter|friend|husband|wife|mother|father|colleague|company|pen name|agent)(?:['’]s| is)? (?:called|named|name)/iu

/** Words after 我是 or I'm that are no name. */
const NO_NAME =
  /^(?:新用|老用|老读|老讀|你们|你們|贵|貴|读者|讀者|作者|用户|用戶|会员|會員|学生|學生|不|没|沒|在|想|来|來|真|说|說|从|從|用|打)|^(?:Sorry|Not|The|A|An|On|In|At|Your|My|Our|Galaxy|Android|IPhone|Wi|Mobile|App|OK|Ok|Okay|Hello|Hi|Hey|Yes|No|Thanks?|Please|Still|Good|Well|Why|What|When|How|Where|And|But|So|Just|Dear|Never|Nothing|Nobody)\b/u

type Found = { value: string; strength: number }

const STATED: [RegExp, number][] = [
  [
    new RegExp(`(?:真名|本名|全名|大名|姓名)(?:叫|是|为|為)?[：:\\s]*(${HAN_NAME})${END}`, 'gv'),
    0.95,
  ],
  [new RegExp(`(?:我(?:的名字)?叫|名字(?:是|叫)|我名叫)[：:\\s]*(${HAN_NAME})${END}`, 'gv'), 0.93],
  [
    new RegExp(`(?:免贵|免貴|敝)?姓(?:${SURNAME})[，,、\\s]+(?:我叫|叫)?(${HAN_NAME})${END}`, 'gv'),
    0.94,
  ],
  [new RegExp(`(?:读者|讀者|用户|用戶|我是|本人|这里是|這裡是)(${HAN_NAME})${END}`, 'gv'), 0.8],
  [
    /(?:叫我|喊我|称呼我|稱呼我)\s*([\p{Script=Han}]{2,3}?|[A-Z][a-z]+)(?=$|[\s，。,.！!]|就|吧|好了|即可)/gv,
    0.85,
  ],
  [
    new RegExp(
      `(?:我|免贵|免貴|敝|^|[，,。\\s])姓(${SURNAME})(?![\\p{Script=Han}--[啊呀的吧哈]])`,
      'gv',
    ),
    0.75,
  ],
  [new RegExp(`(?:我是|这里是)(${SURNAME}${TITLE})`, 'gv'), 0.75],
  [
    new RegExp(
      `\\b(?:[Mm]y (?:full )?name(?:['’]s| is)|[Nn]ame(?:['’]s|:)|[Tt]his is|I['’]m called|I am called|[Cc]all me)\\s+(${LATIN})`,
      'gu',
    ),
    0.92,
  ],
  [
    new RegExp(
      `\\bI(?:['’]m| am) (?:(?:his|her|the|a) [a-z]+, )?(${LATIN})(?=$|[.,!?\\n]| and\\b| from\\b)`,
      'gu',
    ),
    0.8,
  ],
  [
    /\b[Ss]urname(?:['’]s| is)? (\p{Lu}\p{Ll}+),? (?:and )?(?:first|given) name(?:['’]s| is)? (\p{Lu}\p{Ll}+)/gu,
    0.95,
  ],
]

/** Names that a customer's own words give as theirs, surest first. */
export function statedNames(text: string): Found[] {
  const found: Found[] = []
  for (const [pattern, strength] of STATED) {
    for (const match of text.matchAll(pattern)) {
      const before = text.slice(Math.max(0, match.index - 8), match.index)
      if (OTHERS.test(`${before}${match[0]}`)) continue
      const value = match[2] === undefined ? match[1]! : `${match[2]} ${match[1]}`
      if (!NO_NAME.test(value)) found.push({ value: value.trim(), strength })
    }
  }
  return found.sort((a, b) => b.strength - a.strength || b.value.length - a.value.length)
}

const WHOLE_HAN = new RegExp(`^(${HAN_NAME}|${SURNAME}${TITLE}|[小阿老][\\p{Script=Han}])$`, 'v')
const WHOLE_LATIN = new RegExp(`^(${LATIN})$`, 'u')
const SURNAME_ONLY = new RegExp(`^(?:我|免贵|免貴|敝)?姓(${SURNAME})$`, 'u')
const ANY_OTHER_CALLED = new RegExp(`(?:叫|是|called|named)\\s*(${HAN_NAME}|${LATIN})${END}`, 'gv')

/** The name in an answer to the question for it; `mayBeAnother` where the field is for whoever the answer names. */
export function answeredName(text: string, mayBeAnother: boolean): Found | null {
  const stated = statedNames(text)[0]
  if (stated !== undefined) return { ...stated, strength: Math.max(0.9, stated.strength) }
  let best: Found | null = null
  for (const part of text.split(/[，。！？；,;!?…\n]+|\.(?=\s|$)/u)) {
    const clause = withoutFillers(part).replace(
      /^(?:it['’]?s|this is|i['’]?m|i am|that['’]?s|my name is|call me|叫我|我叫|我是|叫|是)\s*/iu,
      '',
    )
    const capitalised = /^[a-z]+(?: [a-z]+)?$/.test(clause) && text.trim() === clause
    const value =
      SURNAME_ONLY.exec(clause)?.[1] ??
      WHOLE_HAN.exec(clause)?.[1] ??
      WHOLE_LATIN.exec(clause)?.[1] ??
      (capitalised && clause.length <= 20 ? clause : undefined)
    if (value === undefined || NO_NAME.test(value) || isSpelled(clause)) continue
    if (best === null || (value.length > best.value.length && value.includes(best.value)))
      best = { value, strength: capitalised ? 0.6 : 0.88 }
  }
  if (best !== null || !mayBeAnother) return best
  const other = [...text.matchAll(ANY_OTHER_CALLED)][0]?.[1]
  return other === undefined ? null : { value: other, strength: 0.8 }
}

function isSpelled(clause: string): boolean {
  return /^(?:\p{Lu} ){2,}\p{Lu}$/u.test(clause)
}

const SIGNED_HAN = new RegExp(`^(?:${HAN_NAME})$`, 'v')
const SIGNED_LATIN = new RegExp(`^(${LATIN})$`, 'u')
const REGARDS =
  /^(?:(?:kind|best|warm) )?(?:regards|wishes)|^(?:yours )?(?:sincerely|faithfully|truly)|^thanks|^thank you|^cheers|^此致|^盼复|^谢谢|^謝謝/iu

/** The name a message is signed with: alone on one of its last lines. */
export function signedName(text: string): string | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  if (lines.length < 3) return null
  for (const [at, line] of lines.entries()) {
    if (at < lines.length - 4 || at === 0) continue
    if (REGARDS.test(line)) continue
    if (SIGNED_HAN.test(line)) return line
    const isAfterRegards = lines.slice(Math.max(0, at - 2), at).some((one) => REGARDS.test(one))
    if (isAfterRegards && SIGNED_LATIN.test(line) && !/[:：]/.test(line)) return line
  }
  return null
}
