import { foldText } from '../text/fold.ts'

export type SmallTalk = 'greeting' | 'thanks' | 'bye' | 'acknowledgement'

const PATTERNS: [SmallTalk, RegExp][] = [
  [
    'bye',
    /^(?:再见|拜拜?|掰掰?|88+|回见|先这样吧?|就这样吧?|那就这样吧?|暂时没有|没(?:有)?(?:其他|其它|别的)?(?:的)?(?:问题|事|事情|疑问)?(?:了|啦|哈)|没问题了|没别的了|不用了|不需要了|不用谢|晚安|bye(?: bye)?|goodbye|see (?:you|ya)|good night|have a (?:good|nice|great) (?:day|one|evening)|(?:no )?that(?:'?s| is| will be| would be| s)? (?:all|it)(?: for now| i need(?:ed)?(?: for now)?| thanks?)?|nothing else|no more questions?|(?:no|nope)(?: im| i m| i'm| i am)? (?:good|all set|all good|fine)|i(?:'m| m| am)? all (?:set|good))$/,
  ],
  [
    'thanks',
    /^(?:(?:好的?|非常|十分|多|太|真的?|万分|真是|那就?)*(?:谢谢|感谢|多谢|谢了|谢啦|3q|thx|thank(?:s| you| u)|ty|cheers|much appreciated|appreciate (?:it|that|your help))(?:你|您|你们|您们|了|啦|哈|哦|呀|啊|客服|亲|小姐姐|小哥哥|的?帮助|的?帮忙|的?解答|的?回复|支持)*|(?:您|你)?(?:辛苦|麻烦|费心|有劳)(?:你|您|你们)?(?:了|啦)?|thank(?:s| you| u)(?: (?:so|very)? ?much| a lot| again| for (?:the|your|all)? ?(?:your )?(?:help|info|information|reply|quick reply|time|assistance|support))*|太好了|真棒|给力|you(?:'re| are| re)? (?:very )?(?:helpful|great|awesome|the best)|(?:great|perfect|awesome|excellent|wonderful)(?: thanks?(?: you)?)?)$/,
  ],
  [
    'greeting',
    /^(?:你好|您好|你们好|大家好|客服好|哈[喽啰罗]|嗨|喂+|在吗|在么|在不在|在嘛|有人吗|有人在吗|有人么|人呢|客服|人工|人工客服|客服在吗|亲|亲在吗|早上好|早安|上午好|下午好|中午好|晚上好|请问(?:一下)?|咨询一下|打扰(?:了|一下)|(?:喂+)?(?:能|可以)?听(?:得)?(?:到|见)(?:我说话|我)?(?:吗|么|不)|(?:有)?(?:客服|人工|人)(?:在线|在)?(?:吗|么)|hi|hello|hey|hiya|(?:hi|hello|hey) there|good (?:morning|afternoon|evening)|anyone (?:there|here)|is (?:anyone|anybody|someone) (?:there|here)|are you there|can you hear me|hello\?*|excuse me)$/,
  ],
  [
    'acknowledgement',
    /^(?:嗯+|恩+|哦+|噢+|喔+|啊+|呃+|哈+|嘿+|呵+|好+|好的?呀?|好吧|好嘞|好滴|好哒|好勒|行+|行吧|可以的?|可|中|成|对+|对的|是|是的|没错|不是|不对|没有|有|懂了|明白(?:了)?|知道(?:了)?|晓得了|了解(?:了)?|收到|清楚了|原来如此|这样啊|这样子啊|那好吧?|我(?:知道|明白|试试|看看|看一下|试一下)(?:了|吧|先)?|我(?:先|再|去)(?:看看|试试|试一下|看一下)|(?:请)?(?:稍等|等一下|等等|等下|稍等一下)|ok+(?:ay)?|kk?|okey|k+|yes|yeah|yep|yup|no|nope|sure|right|fine|alright|all right|got it|i see|i understand|understood|makes sense|good|great|cool|nice|noted|hm+|mm+|uh(?: huh)?|oh|ah|wait|one (?:moment|second|sec)|hold on|ok (?:got it|great|sure|fine|good)|(?:i ?(?:'ll| will) )?(?:try|check)(?: (?:it|that))?|let me (?:try|check|see)(?: (?:it|that))?|lol|haha+)$/,
  ],
]
const ORDER: SmallTalk[] = ['bye', 'thanks', 'greeting', 'acknowledgement']

/** What a turn amounts to when nothing in it needs an answer; `null` when something does. */
export function readSmallTalk(text: string): SmallTalk | null {
  const parts = foldText(text)
    .replaceAll(/\[[^\]]{1,6}\]|:\w+:/g, ' ')
    .replaceAll(/\p{Extended_Pictographic}|\p{Emoji_Modifier}/gu, ' ')
    .split(/[\p{P}\p{S}\n]+/u)
    .flatMap((part) => (/\p{Script=Han}/u.test(part) ? part.split(/\s+/) : [part]))
    .map((part) => part.trim().replaceAll(/\s+/g, ' '))
    .map((part) =>
      part.replace(/(?<=\p{Script=Han})(?:[哈呀啊哦噢喔呢哒啦了嘛吧亲~]|的(?=$))+$/u, (end) =>
        /^[了的]/.test(end) ? end[0]! : '',
      ),
    )
    .filter((part) => part !== '')
  if (parts.length === 0) return 'acknowledgement'
  const kinds = new Set<SmallTalk>()
  for (const part of joinContractions(parts)) {
    const found = kindsOf(part)
    if (found === null) return null
    for (const kind of found) kinds.add(kind)
  }
  return ORDER.find((kind) => kinds.has(kind)) ?? null
}

/** Begins a statement as easily as it is one: 没有收到. */
const HALF = /^(?:没有?|有|不是|不对|可以?|成|中|行|对|是|no|is|not)$/

/** Nobody strings sayings together for longer. */
const LONGEST_STRING = 40

/** Several such sayings in one breath: 没问题了谢谢. */
function kindsOf(part: string): SmallTalk[] | null {
  const whole = kindOf(part)
  if (whole !== undefined) return [whole]
  return part.length > LONGEST_STRING ? null : kindsFrom(part, 0, new Map())
}

function kindOf(text: string): SmallTalk | undefined {
  return PATTERNS.find(([, pattern]) => pattern.test(text))?.[0]
}

/** What stands from `start` on, taken apart; `known` keeps what was tried, so that each place is tried once. */
function kindsFrom(
  part: string,
  start: number,
  known: Map<number, SmallTalk[] | null>,
): SmallTalk[] | null {
  const tried = known.get(start)
  if (tried !== undefined) return tried
  let found: SmallTalk[] | null = start === part.length ? [] : null
  for (let end = part.length; end > start && found === null; end--) {
    const piece = part.slice(start, end).trim()
    const kind = HALF.test(piece) ? undefined : kindOf(piece)
    const rest = kind === undefined ? null : kindsFrom(part, end, known)
    if (kind !== undefined && rest !== null) found = [kind, ...rest]
  }
  known.set(start, found)
  return found
}

/** The split at signs parts "that's" in two. */
function joinContractions(parts: string[]): string[] {
  const joined: string[] = []
  for (const part of parts) {
    if (
      /^(?:s|m|re|ll|ve|d|t)\b/.test(part) &&
      joined.length > 0 &&
      /[a-z]$/.test(joined.at(-1)!)
    ) {
      joined.push(`${joined.pop()} ${part}`)
    } else joined.push(part)
  }
  return joined
}
