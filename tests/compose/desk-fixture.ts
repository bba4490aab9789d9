import { Dispatch } from '../../src/desk/dispatch-schema.ts'
import { IncidentsFile } from '../../src/desk/incidents-schema.ts'
import { TimersFile } from '../../src/desk/timers-schema.ts'
import { type Desk, type Phrases, STAGES } from '../../src/desk/types.ts'

/** A small desk: one or two phrases where a test needs them, nothing else. */
export function makeDesk(more: Partial<Desk> = {}): Desk {
  const phrases = Object.fromEntries(
    STAGES.map((stage) => [stage, { 'zh-Hans': [], 'zh-Hant': [], en: [] }]),
  ) as unknown as Phrases
  phrases.greeting = {
    'zh-Hans': ['您好，这里是{{desk.name}}，很高兴为您服务。', '您好，请问有什么可以帮您？'],
    'zh-Hant': ['您好，這裡是{{desk.name}}，很高興為您服務。'],
    en: ['Hello, this is {{desk.name}}.', 'Hello, how can I help you?'],
  }
  phrases.soothe = {
    'zh-Hans': ['非常抱歉给您带来不便，您的心情我完全理解。'],
    'zh-Hant': [],
    en: ['I am very sorry for the trouble this has caused you.'],
  }
  phrases.clarify = {
    'zh-Hans': ['请问您想了解的是下面哪一项呢？'],
    'zh-Hant': [],
    en: ['Which of these do you mean, please?'],
  }
  phrases.refuse = {
    'zh-Hans': [
      '您提到的内容目前没有可以提供的信息，请以官方公告为准。',
      '关于这一点，我这边没有可以提供的信息。',
    ],
    'zh-Hant': ['您提到的內容目前沒有可以提供的資訊，請以官方公告為準。'],
    en: ['I have no information to share on that.'],
  }
  phrases.thanks = {
    'zh-Hans': ['不客气，很高兴能帮到您。'],
    'zh-Hant': [],
    en: ['You are welcome.'],
  }
  phrases.close = {
    'zh-Hans': ['感谢您的来访，再见。'],
    'zh-Hant': [],
    en: ['Thank you, goodbye.'],
  }
  return {
    name: { 'zh-Hans': '星河阅读', 'zh-Hant': '星河閱讀', en: 'Galaxy Reading' },
    languages: ['zh-Hans', 'zh-Hant', 'en'],
    timeZone: 'Asia/Shanghai',
    officialDomains: ['galaxyread.example'],
    address: { 'zh-Hans': '您', 'zh-Hant': '您', en: 'you' },
    timers: TimersFile.parse({}),
    incidents: IncidentsFile.parse({}),
    check: {},
    learning: { rerank: true, minAgents: 2, minConversations: 5 },
    retentionDays: null,
    frameAncestors: [],
    dispatch: Dispatch.parse({}),
    phrases,
    glossary: [],
    warnings: [],
    taxonomy: { types: [], modules: [], departments: [], urgencies: [], priorities: [] },
    ...more,
  }
}
