import { DESK, EVERYBODY, LEADS, NOBODY, type Reader } from './canaries.ts'

export const LANGS = ['zh-Hans', 'en'] as const
export type WorldLang = (typeof LANGS)[number]

/** One state in which text may stand. Every state has an article, or a block of one, in each language. */
export type State = {
  name: string
  readers: readonly Reader[]
  /** What people call its subject: it stands in the text and in questions, and tells nothing. */
  subject: Record<WorldLang, string>
  /** Front matter besides the usual; a null takes a key out. */
  keys?: Record<string, string | null>
  /** The text stands in a block of an article of another state's audience, opened with this line. */
  block?: {
    opening: string
    closing: string
    host: Record<string, string>
    hostReaders: readonly Reader[]
  }
  /** Lint refuses it. */
  isFaulty?: true
}

export const FUTURE = '2199-12-01T10:00:00+08:00'
const PAST = '2020-01-01T00:00:00+08:00'

const blockOf = (
  opening: string,
  host: Record<string, string>,
  hostReaders: readonly Reader[],
  closing = ':::',
) => ({ opening, closing, host, hostReaders })

const CUSTOMER = { audience: 'customer' }
const AGENT = { audience: 'agent' }
const EMBARGO = `:::embargo{release="${FUTURE}"}`

export const STATES: readonly State[] = [
  { name: 'customer', readers: EVERYBODY, subject: { 'zh-Hans': '月岚祭', en: 'Moonhaze' } },
  {
    name: 'released',
    readers: EVERYBODY,
    subject: { 'zh-Hans': '青萝会', en: 'Ivyfair' },
    keys: { release: PAST, expires: FUTURE },
  },
  {
    name: 'agent',
    readers: DESK,
    subject: { 'zh-Hans': '赤麟榜', en: 'Redscale' },
    keys: AGENT,
  },
  {
    name: 'internal',
    readers: LEADS,
    subject: { 'zh-Hans': '墨衡署', en: 'Inkbalance' },
    keys: { audience: 'internal' },
  },
  {
    name: 'embargoed',
    readers: NOBODY,
    subject: { 'zh-Hans': '银汐节', en: 'Silvertide' },
    keys: { release: FUTURE },
  },
  {
    name: 'agent-embargoed',
    readers: NOBODY,
    subject: { 'zh-Hans': '玄武册', en: 'Turtlebook' },
    keys: { ...AGENT, release: FUTURE },
  },
  {
    name: 'internal-embargoed',
    readers: NOBODY,
    subject: { 'zh-Hans': '苍梧局', en: 'Greyfirth' },
    keys: { audience: 'internal', release: FUTURE },
  },
  {
    name: 'expired',
    readers: NOBODY,
    subject: { 'zh-Hans': '落霞周', en: 'Duskweek' },
    keys: { expires: PAST },
  },
  {
    name: 'agent-expired',
    readers: NOBODY,
    subject: { 'zh-Hans': '寒蝉令', en: 'Coldcicada' },
    keys: { ...AGENT, expires: PAST },
  },
  {
    name: 'draft',
    readers: NOBODY,
    subject: { 'zh-Hans': '竹影稿', en: 'Bambooshade' },
    keys: { state: 'draft' },
  },
  {
    name: 'archived',
    readers: NOBODY,
    subject: { 'zh-Hans': '旧檐录', en: 'Oldeaves' },
    keys: { state: 'archived' },
  },
  {
    name: 'audience-misspelt',
    readers: NOBODY,
    subject: { 'zh-Hans': '错字林', en: 'Typowood' },
    keys: { audience: 'custmer' },
    isFaulty: true,
  },
  {
    name: 'audience-missing',
    readers: NOBODY,
    subject: { 'zh-Hans': '无名港', en: 'Nonamequay' },
    keys: { audience: null },
    isFaulty: true,
  },
  {
    name: 'release-without-offset',
    readers: NOBODY,
    subject: { 'zh-Hans': '裸时塔', en: 'Bareclock' },
    keys: { release: '2020-01-01T00:00:00' },
    isFaulty: true,
  },
  {
    name: 'agent-block',
    readers: DESK,
    subject: { 'zh-Hans': '听雪阁', en: 'Snowlisten' },
    block: blockOf(':::agent', CUSTOMER, EVERYBODY),
  },
  {
    name: 'internal-block',
    readers: LEADS,
    subject: { 'zh-Hans': '照夜台', en: 'Nightlamp' },
    block: blockOf(':::internal', CUSTOMER, EVERYBODY),
  },
  {
    name: 'embargo-block',
    readers: NOBODY,
    subject: { 'zh-Hans': '启明阵', en: 'Daystarring' },
    block: blockOf(EMBARGO, CUSTOMER, EVERYBODY),
  },
  {
    name: 'embargo-block-for-agents',
    readers: NOBODY,
    subject: { 'zh-Hans': '流萤计', en: 'Fireflyplan' },
    block: blockOf(EMBARGO, AGENT, DESK),
  },
  {
    name: 'internal-block-for-agents',
    readers: LEADS,
    subject: { 'zh-Hans': '沉舟案', en: 'Sunkboat' },
    block: blockOf(':::internal', AGENT, DESK),
  },
  {
    name: 'internal-within-agent-block',
    readers: LEADS,
    subject: { 'zh-Hans': '重帘格', en: 'Twofoldveil' },
    block: blockOf('::::agent\n:::internal', CUSTOMER, EVERYBODY, ':::\n::::'),
  },
  {
    name: 'block-not-closed',
    readers: NOBODY,
    subject: { 'zh-Hans': '断桥铺', en: 'Halfbridge' },
    block: blockOf(':::internal', CUSTOMER, NOBODY, ''),
    isFaulty: true,
  },
  {
    name: 'block-misspelt',
    readers: NOBODY,
    subject: { 'zh-Hans': '讹名坊', en: 'Wrongsign' },
    block: blockOf('::: Internl', CUSTOMER, NOBODY),
    isFaulty: true,
  },
]

/** What a customer would ask about a state's subject; never a word of a canary. */
export function questionsAbout(state: State): string[] {
  const { 'zh-Hans': zh, en } = state.subject
  return [`${zh}有什么规则`, `請問${zh}什麼時候開始`, `What are the rules of ${en}?`]
}
