import type { Turn } from '../../conversations/types.ts'
import { fold, foldText } from '../../text/fold.ts'
import { findLargeLoss } from '../large-loss.ts'
import { isEveryday } from './everyday-matters.ts'
import { HAN_URGENT, type UrgentKind } from './urgent-acts.ts'
import { ENGLISH_URGENT } from './urgent-acts-en.ts'
import { DEEDS } from './urgent-deeds.ts'
import { ENGLISH_HINTS, HAN_HINTS } from './urgent-hints.ts'

export type UrgentCall = {
  /** `suspected`: no rule knows it, but it sounds like one. */
  kind: UrgentKind | 'suspected'
  seq: number
  /** The words that tell, as they were said. */
  cue: string
}

const ACTS = [...HAN_URGENT, ...HAN_HINTS, ...ENGLISH_URGENT, ...ENGLISH_HINTS, ...DEEDS]

/** Somebody talks about a story, or in figures of speech, or about a device. */
const STORY =
  /小说|题材|剧情|主角|女主|男主|反派|配角|角色|漫画|电影|电视剧|番外|章节?|结局|(?:这|那|哪|一|几)本|书名|书里|书中|文里|故事|推荐(?!人)|写的是|讲的是|续集|大结局|剧透|作者(?:也)?(?:太|好|写)|这书|连载|封面|标签|\b(?:novels?|stor(?:y|ies)|books? (?:about|where|with|in which)|characters?|plots?|episodes?|game|movie|film|series|fiction|comics?|chapters?|recommend|villain|hero(?:ine)?|protagonist|genre|cliffhanger|ending|sequel)\b/
/** Said of the speaker or of people around, here and now, which no story is. */
const REAL =
  /我(?:真的?|现在|已经|就|也|真|再)?(?:的)?(?:不想(?:再)?活|想死|要死|活|撑|熬|站在|在(?:楼|桥|天台)|女儿|儿子|孩子|妈|爸|老公|先生|老婆|朋友|家|住|被|躲|全家|账号|帐号|割|吃了)|有(?:个)?(?:人|读者|网友|作者).{0,8}(?:我|自杀|轻生|要死|遗)|(?:威胁|跟踪|杀|打|找)我|(?:真的|不是小说|不是开玩笑|现在|刚刚|今晚|马上)|你们(?:公司|客服|平台|再不)|\b(?:i(?:'m| am|'ve| have| want|'ll| will| just| was| took| don'?t| can'?t)|my (?:son|daughter|child|kid|husband|wife|mother|father|friend|life|family|address|house|brother|sister)|me|for real|not a story|right now|tonight)\b/
const STORY_STRONG =
  /(?:推荐|求|找|想看|有没有|想找|哪本|叫什么|书名|搜).{0,24}(?:小说|书|文|题材|作品)|(?:女主|男主|主角|反派|角色|作者|番外|剧情|结局|小说里|书里)|\b(?:recommend|novel|chapters?|character|villain|protagonist|hero(?:ine)?|story about|book about|plot)\b/
/** Figures of speech, taken out before anything else is looked for. */
const FIGURES = [
  /(?:笑|急|烦|气|累|困|饿|馋|羡慕|想|爱|甜|虐|尴尬|无聊|吓|冻|热|忙|慢|卡|贵|恨|丑|难吃|好吃|坑)(?:得|到|的)?(?:我)?(?:快|都|真|要|个)?(?:死|疯|哭)(?:我|人|了|个人)*(?!.{0,2}(?:过去|了算|给))|(?:刀|虐|甜|帅|美|香|可爱)死我?了?|(?<=[得到])(?:要死|要命|想死)|要死不活|死机|死循环|死链|卡死|锁死|死活|打死(?:也|都)不|救命(?=.{0,10}(?:太|好(?!人)|真|也太|笑|甜|可爱|绝))|想死你|该死的?|死心|死板|杀(?:掉|死)?(?:后台|进程|毒|软件)|秒杀|杀价|(?<![失着起大放点])火(?:爆|了|热)|起死回生|绝地求生|吐血推荐|作死|(?:价格?|收费|利息|手续费|运费|你们)(?:.{0,8})(?:抢劫|打劫|抢钱|杀人)|要(?:了)?我(?:的)?(?:老)?命(?=似的|一样|.{0,3}哈)|(?:饿|累|困|热|冷|急|忙)(?:得|到)?(?:快)?(?:要)?(?:昏|晕)(?:倒|过去|死)?|(?:收到|疑似|假的?)(?:.{0,4})(?:诈骗)?(?:的)?(?:简讯|短信|邮件)|绑架案|(?:跑步?|爬|骑|游|运动)(?:得|到)?(?:我)?(?:快|都)?(?:断气|没气)|哈{2,}|开玩笑(?:的)?/g,
  /\b(?:(?:is|are|was|it'?s|been|just|really|absolutely) killing me(?= |[.!,?]|$)(?! (?:tonight|now he|slowly he))|kill(?:s|ed|ing)? (?:time|the (?:app|process|task|mood|vibe|battery|tab)|(?:it|some) time|my (?:battery|phone|wifi|data|mood|eyes|bandwidth))|kill (?:an?|the|this) (?:\w+ )?(?:app|process|task|program|session)|dying (?:to|for|of (?:laughter|boredom|curiosity))|to die for|dead(?:line| link| battery| phone| end| serious)|battery (?:is )?(?:dead|died|dying)|app (?:died|dies|is dead|keeps dying)|bored to death|scared to death of losing|die laughing|laughing to death|(?:tired|sick) to death|drop[- ]dead gorgeous|murder on|fire (?:tablet|stick|tv|hd|sale|phone)|kindle fire|killer (?:app|feature|deal|plot)|shoot (?:me|you) (?:an? )?(?:email|message|mail|dm)|bleeding edge|heart attack when i saw|drives? me (?:crazy|mad|insane)|choking on|drowning in|hang(?:s|ing)? up|(?:highway|daylight) robbery|(?:someone|somebody|please) shoot me(?! (?:and|or))|threatened to (?:close|cancel|give|delete|ban|leave|remove|charge|suspend|report me to the (?:app|site))|(?:left|leaves|dropped|threw) (?:the |my |a |our )?(?:parcel|package|box|order|delivery)\b.{0,24}|over (?:my|his|her) dead body|(?:could|would|will|'ll) (?:murder|kill) (?:me|whoever) (?:if|who|when|designed|for)|jump(?:s|ed|ing)? (?:to|from) (?:chapter|page|one|the (?:next|last|first|end|top|bottom)))\b/g,
]

/**
 * Where the customer needs help at once: danger to life or body, a missing person, fire, money being lost.
 * Each kind once, at the first turn that tells it. Built to miss none: what stays doubtful is reported.
 */
export function findUrgency(turns: Turn[]): UrgentCall[] {
  const found = new Map<UrgentKind, UrgentCall>()
  for (const { speaker, seq, text } of turns) {
    if (speaker !== 'customer') continue
    for (const call of readTurn(text)) {
      if (!found.has(call.kind)) found.set(call.kind, { ...call, seq })
    }
  }
  return [...found.values()]
}

/** Whether one line alone calls for help. */
export function isUrgent(text: string): boolean {
  return readTurn(text).length > 0
}

function readTurn(text: string): { kind: UrgentKind; cue: string }[] {
  const plain = plainSpeech(text)
  if (plain === null) return []
  const { offsetAt } = fold(text)
  const calls: { kind: UrgentKind; cue: string }[] = []
  const add = (kind: UrgentKind, start: number, end: number): void => {
    calls.push({ kind, cue: text.slice(offsetAt(start), offsetAt(end)) })
  }
  for (const { kind, pattern } of ACTS) {
    const match = pattern.exec(plain)
    if (match !== null) add(kind, match.index, match.index + match[0].length)
  }
  const loss = findLargeLoss(plain)
  if (loss !== null) add('large-loss', loss.start, loss.end)
  return calls
}

/** The folded text, as long as it is folded, with figures of speech blotted out; `null` where a story is told or an everyday matter asked. */
export function plainSpeech(text: string): string | null {
  const plain = hideFigures(foldText(text).replaceAll('’', "'"))
  return isStory(plain) || isEveryday(plain) ? null : plain
}

/** Figures of speech replaced by as many dots, so that offsets stay. */
function hideFigures(text: string): string {
  return FIGURES.reduce(
    (rest, pattern) => rest.replace(pattern, (figure) => '·'.repeat(figure.length)),
    text,
  )
}

function isStory(text: string): boolean {
  return STORY.test(text) && (STORY_STRONG.test(text) || !REAL.test(text)) && !isPersonal(text)
}

/** Even a sentence that names a book may be a call for help. */
function isPersonal(text: string): boolean {
  return /我(?:真的?|现在|已经|也|再)?(?:不想(?:再)?活|想死|撑不|活不|要跳|想跳|割)|(?:杀|跟踪|威胁|找)我|我(?:女儿|儿子|孩子|妈|爸|朋友)|\b(?:good ?bye,? (?:everyone|everybody|all|world)|farewell|i (?:want|wish|am going|'m going|don'?t want) (?:to )?(?:die|live|kill|jump)|(?:kill|follow|threaten|hurt)(?:ing|ed)? (?:me|us|myself)|my (?:son|daughter|child|husband|wife|mother|father|friend|sister|brother))\b/.test(
    text,
  )
}
