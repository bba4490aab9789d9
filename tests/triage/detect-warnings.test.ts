import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadDesk } from '../../src/desk/index.ts'
import { detectWarnings } from '../../src/triage/detect-warnings.ts'
import { makeDesk } from '../compose/desk-fixture.ts'

const { desk } = await loadDesk('knowledge')
const turn = (text: string, seq = 1, speaker: 'customer' | 'agent' = 'customer') => ({
  seq,
  speaker,
  text,
  final: true,
  rev: 0,
})
const groups = (text: string) => detectWarnings([turn(text)], desk).map(({ group }) => group)

describe('early warning', () => {
  test.each([
    ['再不解决我就找电视台', 'media'],
    ['我老公就是省電視台的，今晚就播', 'media'],
    ['A reporter from Channel 4 is looking into your company', 'media'],
    ['我抖音八十万粉丝你自己掂量', 'public-figure'],
    ['我要把聊天记录全发微博', 'exposure'],
    ["I'm posting the whole chat on Reddit", 'exposure'],
    ['市监局让我来要个说法', 'regulator'],
    ['我直接去消保委告你们', 'consumer-association'],
    ['今天下班就去你们公司坐着', 'visit'],
    ['你说了不算，叫你们主管来', 'superior'],
    ['Is there a manager I can talk to?', 'superior'],
    ['我已经报警了', 'police'],
    ['My solicitor is drafting a letter', 'legal'],
    ['我真的不想活了', 'self-harm'],
    ['信不信我一把火烧了你们', 'danger'],
    ['我卡里十二万被人转走了', 'large-loss'],
    ['I lost £4,000 because of your app', 'large-loss'],
  ])('%s raises %s', (text, group) => {
    expect(groups(text)).toContain(group)
  })

  test.each([
    '我想看一本讲记者的小说',
    '有没有律师题材的书推荐',
    '新闻推送怎么关闭',
    '怎么把书评分享到微博',
    '我老板想开企业会员，怎么买',
    '警察故事漫画更新了吗',
    '充了30元没到账',
    '这章虐得我想死',
    '编辑让我改稿，去哪里提交',
    'Is there a press kit for authors?',
    'My manager wants an invoice, how do I get one?',
    'Which police novels do you have?',
    'My order of $20 is missing',
    "I'm dying to read the next chapter",
  ])('%s raises nothing', (text) => {
    expect(groups(text)).toEqual([])
  })

  test('a group is raised once, at the turn that raised it first, with the words that did', () => {
    const warnings = detectWarnings(
      [turn('你好'), turn('我要找记者来', 2), turn('记者已经来了', 3)],
      desk,
    )
    expect(warnings.filter(({ group }) => group === 'media')).toEqual([
      { group: 'media', cue: expect.stringContaining('记者'), seq: 2, quote: '我要找记者来' },
    ])
  })

  test('an agent who names a reporter raises nothing', () => {
    expect(detectWarnings([turn('您是说要找记者吗', 1, 'agent')], desk)).toEqual([])
  })

  test('danger to life comes first', () => {
    expect(groups('我要找记者。我不想活了。')[0]).toBe('self-harm')
  })

  test('a bare word of a desk, without an act, raises nothing; with one it does', () => {
    const group = {
      id: 'media',
      name: {},
      notify: 'lead' as const,
      calm: {},
      questions: {},
      cues: { en: ['lawyer'] },
      exceptions: {},
    }
    const bare = makeDesk({ warnings: [group] })
    expect(detectWarnings([turn('lawyer stuff here')], bare)).toEqual([])
    expect(detectWarnings([turn('unless it is paid you deal with a lawyer')], bare)).toHaveLength(1)
  })

  test('a very long turn is read in time', () => {
    const started = performance.now()
    detectWarnings([turn('我要 to your call the '.repeat(380))], desk)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

const bench = '../shared/bench/adversarial/sensitive.jsonl'
const isThere = existsSync(bench)
test.skipIf(!isThere && process.env.CI !== 'true')(
  'the sensitive set: F1 at least 0.97 (skipped without ../shared)',
  () => {
    const rows = readFileSync(bench, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string; fires: boolean })
    let [hits, wrong] = [0, 0]
    for (const { text, fires } of rows) {
      const isRaised = groups(text).length > 0
      if (isRaised && fires) hits++
      else if (isRaised !== fires) wrong++
    }
    expect((2 * hits) / (2 * hits + wrong)).toBeGreaterThanOrEqual(0.97)
  },
)
