import { foldText } from '../text/fold.ts'

export type Mood = {
  /** 0 calm to 1 furious. From `UPSET` on, a soothing phrase comes first. */
  score: number
  /** The words and signs it was read from, folded. */
  cues: string[]
  /** Those that vent anger and say nothing of the matter. */
  outbursts: string[]
}

export const UPSET = 0.5

/** Weight by cue: what alone shows anger, and what shows it only together with something else. */
const CUES: [RegExp, number][] = [
  [/骗子|骗钱|骗人|诈骗|坑人|坑钱|坑爹|黑心|无良|霸王条款|吃相/g, 0.6],
  [
    /气死|气愤|气炸|火大|愤怒|恼火|抓狂|崩溃|忍无可忍|受不了|受够了|忍不了|太过分|过分了|欺人太甚|不要脸|恶心/g,
    0.6,
  ],
  [
    /垃圾(?!桶|分类|短信|箱|邮件)|什么破|破(?:软件|平台|app|应用|公司|玩意)|烂透|太烂|太差劲?|差评|最差|辣鸡|狗屁|tmd|特么|他妈|妈的|卧槽/g,
    0.55,
  ],
  [
    /(?:什么|就这|这种)(?:服务)?态度|服务(?:太|真)?差|再也不(?:用|来|充)|坑(?:死|人|我)|火冒三丈|气(?:得|炸|坏|人|不打)|失望|寒心|投诉你们|我要投诉|必须投诉|举报你们|讨个说法|给个说法|给我个说法|给我一个说法|要个说法/g,
    0.5,
  ],
  [/敷衍|踢皮球|推来推去|推卸|不负责任|没人管|没人理|不理人|忽悠|糊弄|耍我|耍人|逗我/g, 0.5],
  [
    /(?:第[三四五六七八九十\d]+次|[三四五六七八九十\d]+次了|好几次|无数次|多少次|反复|一直都?)(?=.{0,8}(?:问|反映|联系|打电话|找|说|出问题|解决|失败|没))/g,
    0.35,
  ],
  [
    /(?:还|仍|一直|都|到现在|至今)(?:是)?(?:没|不)(?:有)?(?:人|给|能)?(?:解决|处理|回复|回应|到账|反应|消息|说法)/g,
    0.25,
  ],
  [
    /等了(?:好久|半天|很久|这么久|那么久|一天|[两二三四五六七八九十\d]+个?(?:天|小时|钟头|周|星期|月))/g,
    0.3,
  ],
  [
    /到底(?=.{0,12}(?:[?吗呢]|什么|怎么|能不能|管不管|要不要|还))|究竟|凭什么|为什么(?:总|老|又|还)是?|怎么(?:又|老|总|还)(?:是|没|不)|有没有搞错|搞什么/g,
    0.3,
  ],
  [/离谱|糟糕|糟心|太慢|卸载|无语|不满|生气|烦死|烦人|心累|郁闷|急死|着急/g, 0.35],
  [/退钱|还钱|还我|赔(?:钱|偿|我)/g, 0.2],
  [/\b(?:scam(?:mers?)?|fraud|rip ?-?off|liars?|thieves|crooks?|robbery|stole|stealing)\b/g, 0.55],
  [
    /\b(?:ridiculous|unacceptable|outrageous|disgusting|pathetic|appalling|disgraceful|furious|livid|infuriating|fuming)\b/g,
    0.6,
  ],
  [
    /\b(?:terrible|horrible|awful|worst|useless|garbage|trash|rubbish|crap|bullshit|joke of a|incompetent|nonsense)\b/g,
    0.5,
  ],
  [
    /\b(?:fed up|sick of|tired of|had enough|last straw|waste of (?:time|money)|wasting my time|lost (?:my )?patience|angry|pissed|frustrat\w+|annoy\w+|disappointed|upset|hate (?:this|your|you)|so bad|shame on you|never again|worst ever|a joke)\b/g,
    0.45,
  ],
  [
    /\b(?:(?:third|fourth|fifth|sixth|\d+th|umpteenth) time|again and again|over and over|how many times|still (?:not|no|nothing|waiting|haven'?t|hasn'?t|isn'?t)|nobody (?:helps|answers|replies|cares)|no one (?:helps|answers|replies|cares))\b/g,
    0.3,
  ],
  [/\b(?:wtf|what the (?:hell|heck|fuck)|fuck\w*|damn|for god'?s sake)\b/g, 0.55],
  [/[!！]{2,}|[?？]{3,}|[?!？！]{3,}/g, 0.2],
]

/** Weight of a cue that says nothing but how the customer feels. */
const VENTING = 0.35
const ABOUT_THE_MATTER = /投诉|举报|说法|盗|次|time|waiting|times|still|no(?:body| one)/

/** How upset a customer sounds, from the words alone. */
export function readMood(text: string): Mood {
  const folded = foldText(text)
  const cues: string[] = []
  const outbursts: string[] = []
  let calm = 1
  for (const [pattern, weight] of CUES) {
    for (const [cue] of folded.matchAll(pattern)) {
      if (cues.includes(cue)) continue
      cues.push(cue)
      if (weight >= VENTING && !ABOUT_THE_MATTER.test(cue)) outbursts.push(cue)
      calm *= 1 - weight
    }
  }
  if (isShouted(text)) {
    cues.push('CAPITALS')
    calm *= 0.65
  }
  return { score: Number((1 - calm).toFixed(2)), cues, outbursts }
}

function isShouted(text: string): boolean {
  const words = text.match(/\b[A-Za-z]{2,}\b/g) ?? []
  return (
    words.length >= 5 &&
    words.filter((word) => word === word.toUpperCase()).length >= words.length * 0.7
  )
}
