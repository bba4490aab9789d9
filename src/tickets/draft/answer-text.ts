import { splitSentences } from '../../text/sentences.ts'

/** Sounds and words that carry nothing, where speech begins, pauses or ends. */
const HAN_FILLERS =
  /^(?:[嗯呃啊哦喔欸哎诶额唉哈喂嘿]+|那个|这个|這個|那個|就是说|就是說|就是|然后|然後|好的|好啊|好吧|好|可以|是的|对对对|對對|对的|對的|对|對|嗯嗯|这样|您好|你好|我跟你讲|我跟你說|我看(?:一?下|看)(?:短信|啊|哦)*|等一?下|等等|应该(?:就?是)?|應該(?:就?是)?|大概(?:是)?|好像(?:是)?|可能(?:是)?)(?=$|[\s，,、。.！!…：:]|\p{Script=Han}|[A-Za-z\d])[\s，,、。.！!…]*/u
const ENGLISH_FILLERS =
  /^(?:(?:um+|uh+|er+|erm|hmm+|okay|ok|sure|yeah|yes|yep|well|so|hi|hello|hey|right|oh|like|you know|i mean|actually|basically|let me see|i think|i guess|maybe|probably)\b[\s,.!…-]*)/iu
const HAN_TAILS =
  /(?:[\s，,]*(?:吧|啊|呀|哦|喔|嘛|呢|诶|欸|哈|啦|耶|谢谢|謝謝|这样|這樣|左右))+[。.!！~～]*$/u
const ENGLISH_TAILS =
  /[\s,]*\b(?:please|thanks|thank you|i think|i guess|you know|if that helps|obviously|that's it|or so)[.!]*$/iu

/** A clause without the fillers around it. */
export function withoutFillers(text: string): string {
  let rest = text.trim()
  for (let round = 0; round < 8; round++) {
    const next = rest.replace(HAN_FILLERS, '').replace(ENGLISH_FILLERS, '').trim()
    if (next === rest || next === '') break
    rest = next
  }
  return rest
    .replaceAll(/(?<=^|[，,。\s])(?:嗯+|呃+|额|um+|uh+|er)[，,、…\s]+/giu, '')
    .replaceAll(/,? (?:you know|um+|uh+|er|erm),? /giu, ' ')
    .replace(HAN_TAILS, '')
    .replace(ENGLISH_TAILS, '')
    .replace(/[\s，,。.；;：:]+$/u, '')
    .trim()
}

function isFiller(text: string): boolean {
  return text.replace(HAN_FILLERS, '').replace(ENGLISH_FILLERS, '').trim() === ''
}

/** Says that the value is not known, not given, or not yet found. */
const NO_ANSWER =
  /不知道|不记得|不記得|不清楚|不确定|不確定|忘(?:了|记|記)|没有(?:了|$)|^没(?:了)?$|^沒有?了?$|不用了|不方便|不想|算了|怎么看|怎麼看|哪里看|在哪看|看不到|打不开怎么|我(?:看|找)(?:一下|看|找|下)|稍等|等一下|等等|^我?看看|都(?:一样|可以|行)|最新的?$|\b(?:don['’]?t|do not|can['’]?t|cannot) (?:know|have|remember|recall|see|find|want)|not sure|no idea|no thanks?|nope|rather not|prefer not|^none$|^no$|how (?:do|can) i|where (?:do|can) i|(?:one|just a) (?:moment|second|sec)|let me (?:check|see|look|find)|hold on|which number|no difference|the latest/iu
/** Opens an answer without being part of it. */
const LEAD_INS: RegExp[] = [
  /^(?:我)?(?:这边|這邊|现在|現在|目前)?(?:用|住|待|人)?(?:的)?(?:是|在|叫做?|為|为)(?!的)\s*/u,
  /^(?:是|叫做?|名字是|写着|寫著|显示|顯示(?:的)?(?:是|为)?)[：:\s]*/u,
  /^.{0,12}?(?:写着|寫著|写的是|寫的是|名字叫|一家叫|一个叫|一個叫|叫做)\s*/u,
  /^(?:it['’]?s|it is|that['’]?s|that is|that would be|it says|this is|they['’]?re|i['’]?m (?=(?:on|at|in|using) )|i am (?=(?:on|at|in|using) )|i['’]?m using|i use|i have(?: got)?|i['’]?ve got|mine is|my \w+ (?:\w+ )?is|called|the)\s+(?:an? |called |on (?=the \w+ plan))?/iu,
]
/** Closes one: 一家叫 X 的网站. */
const LEAD_OUTS: RegExp[] = [
  /^(.{1,24}?)\s*的(?:那个|那個|那款|那种|网站|網站|店|商户|商家|商城|平台|公司)$/u,
  /^(.{2,})(?:那个|那個|那款|那本|那部|这个|這個)$/u,
]

export function isNoAnswer(text: string): boolean {
  return NO_ANSWER.test(text)
}

/** The clauses of a text that may hold an answer, cleaned. */
export function answerClauses(text: string): string[] {
  return text
    .split(/[，。！？；,;!?…\n]+|(?<=[a-z)])\.(?=\s|$)/u)
    .map(withoutFillers)
    .filter((clause) => clause !== '' && !isNoAnswer(clause))
}

/** Words after which an English answer goes on to something else. */
const GOES_ON =
  /,\s+(?=(?:i|i['’]\w+|but|and|because|so|with|alone|my|it|it['’]s|he|she|we|they|not|please|sorry|thanks|no|yes|just)\b)/iu

/** An answer in the customer's words: a name of something, a place, a plan. `null` where there is none. */
export function openAnswer(text: string): string | null {
  for (const sentence of splitSentences(text)) {
    if (isNoAnswer(sentence.text) && !/[，,]/u.test(sentence.text)) continue
    const isHan = /\p{Script=Han}/u.test(sentence.text)
    const parts = isHan
      ? sentence.text.split(/[，；,;]/u)
      : [sentence.text.split(GOES_ON)[0] ?? sentence.text]
    for (const part of parts) {
      const answer = bareAnswer(part)
      if (answer !== null) return answer
    }
  }
  return null
}

/** Begins a sentence of its own, not the name of something. */
const TELLS =
  /^(?:(?:i|we|you|he|she|they|it)(?:['’]\w+)? |(?:don['’]?t|do|does|did|is|are|was|can|could|why|what|how|contacted|have|has|been)\b)|[?？]$/iu
/** Answers longer than this tell a story. */
const LONGEST = 80

function bareAnswer(part: string): string | null {
  let answer = withoutFillers(part)
  if (answer === '' || isNoAnswer(answer) || isFiller(answer)) return null
  for (const lead of LEAD_INS) answer = answer.replace(lead, '')
  for (const lead of LEAD_OUTS) answer = lead.exec(answer)?.[1] ?? answer
  answer = withoutFillers(answer).replaceAll(/^["“「『]|["”」』]$/gu, '')
  if (answer === '' || answer.length > LONGEST || isNoAnswer(answer) || TELLS.test(answer))
    return null
  return /[\p{L}\p{N}]/u.test(answer) ? answer : null
}

/** What takes back what was said just before, in either language. */
export const CORRECTION =
  /(?:不对|不對|不是|说错|說錯|打错|打錯|写错|寫錯|错了|錯了|更正|应该是|應該是|准确(?:地)?说|準確(?:地)?說|确切|[哦喔啊呃哎]不(?=[，,。\s])|重新说|重說|sorry|i mean|i meant|no,? wait|wait,? no|correction|actually|rather|to be (?:exact|precise)|no,)/iu

/** Splits where something is taken back; the last part is what stands. */
export function afterCorrections(text: string): string[] {
  return text.split(new RegExp(CORRECTION, 'giu'))
}
