import { foldText } from '../../text/fold.ts'

/** How a question is put: what it wants to know, whether something is denied, and the numbers in it. */
export type Frame = { wants: ReadonlySet<Want>; isDenied: boolean; numbers: ReadonlySet<string> }

export type Want = 'how' | 'why' | 'when' | 'how-much' | 'where' | 'who' | 'whether' | 'what'

/** Folded. The first that fits a place takes it, so the longer ones stand first. */
const WANTS: readonly (readonly [Want, RegExp])[] = [
  [
    'why',
    /为什么|为何|为啥|咋回事|怎么回事|什么原因|啥原因|什么情况|怎么会|\bwhy\b|\bhow come\b|\bwhat(?:'s| is) the reason\b/gu,
  ],
  [
    'when',
    /什么时候|啥时候|何时|几时|多久|多长时间|几天|几号|哪天|什么时间|多少天|几点|几个月|\bwhen\b|\bhow long\b|\bhow soon\b|\bwhat time\b/gu,
  ],
  [
    'how-much',
    /多少|几(?=[个次元块张条种位笔])|多大|多高|\bhow (?:much|many|big|large|high|often)\b|\bwhat (?:does it )?costs?\b/gu,
  ],
  ['where', /在?哪里|在?哪儿|何地|什么地方|啥地方|在哪|\bwhere\b/gu],
  ['who', /谁|哪位|\bwho(?:m|se)?\b/gu],
  [
    'how',
    /怎么办|怎么样|怎么|怎样|如何|咋办|咋样|咋|怎|\bhow\b|\bwhat (?:should|do|can) i do\b|\bsteps? to\b|\bway to\b/gu,
  ],
  ['what', /是?什么|啥|哪些|哪个|哪种|\bwhat\b|\bwhich\b/gu],
  [
    'whether',
    /吗|么|能不能|可不可以|会不会|是不是|有没有|要不要|能否|是否|可否|\b(?:can|could|may|is|are|am|do|does|did|will|would|should|has|have) (?:i|you|we|it|there|they|he|she|the|my|this|that|a|an|people|someone|anyone)\b/gu,
  ],
]

const CHOICES = /(?:能不能|可不可以|会不会|是不是|有没有|要不要|好不好|行不行)/gu
const DENIED =
  /[不没未无]|失败|取消不了|\b(?:not?|never|none|cannot|without|unable|fail(?:ed|s|ing)?|\p{L}+n't)\b/u
const NUMBER = /\d+(?:[.,:]\d+)*/gu

/** Reads how a question is put. `question` need not be folded. */
export function readFrame(question: string): Frame {
  let rest = foldText(question)
  const numbers = new Set(rest.match(NUMBER) ?? [])
  const isDenied = DENIED.test(rest.replaceAll(CHOICES, ' '))
  const wants = new Set<Want>()
  for (const [want, pattern] of WANTS) {
    const left = rest.replaceAll(pattern, ' ')
    if (left !== rest) wants.add(want)
    rest = left
  }
  return { wants, isDenied, numbers }
}

/** 1 where two questions want the same, 0 where one of them does not say, -1 where they want different things. */
export function compareWants(a: Frame, b: Frame): number {
  if (a.wants.size === 0 || b.wants.size === 0) return a.wants.size === b.wants.size ? 0.5 : 0
  const shared = [...a.wants].filter((want) => b.wants.has(want)).length
  return shared === 0 ? -1 : (2 * shared) / (a.wants.size + b.wants.size)
}
