import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Turn } from '../../../src/conversations/types.ts'
import { type Desk, loadDesk } from '../../../src/desk/index.ts'
import {
  type DeskClassifiers,
  trainDeskClassifiers,
  triageTranscript,
  UNKNOWN,
} from '../../../src/triage/classifier/index.ts'

let desk: Desk
let classifiers: DeskClassifiers

beforeAll(async () => {
  desk = (await loadDesk('knowledge')).desk
  classifiers = trainDeskClassifiers(desk)
}, 120_000)

const talk = (...lines: [Turn['speaker'], string][]): { turns: Turn[] } => ({
  turns: lines.map(([speaker, text], i) => ({ seq: i + 1, speaker, text, final: true, rev: 0 })),
})
const triage = (transcript: { turns: Turn[] }) =>
  triageTranscript(transcript, desk, { classifiers })

describe('the triage of a conversation', () => {
  it.each([
    '我昨天晚上充了六十八块钱，用微信付的，钱已经扣了，星币到现在还没到账',
    '我昨天晚上儲值六十八元，錢已經扣了，星幣到現在還沒入帳',
    'I paid six dollars last night, the money is gone and my coins still have not arrived',
  ])('money that has not arrived is no call for help: %s', (text) => {
    const found = triage(talk(['customer', text]))
    expect(found.urgent).toEqual([])
    expect(found.type?.value).not.toBe('urgent')
    expect(found.priority?.value).not.toBe('p1')
  })

  it('a fault report gets its type, module and department, with the turn they rest on', () => {
    const found = triage(
      talk(
        ['agent', '您好，请问有什么可以帮您？'],
        ['customer', '你好'],
        ['customer', '应用一打开就闪退，更新之后还是一样'],
      ),
    )
    expect(found.type).toMatchObject({ value: 'fault', turns: [3] })
    expect(found.module).toMatchObject({ value: 'app-fault', turns: [3] })
    expect(found.department?.value).toBe('technical-support')
    expect(found.urgency?.value).toBe('normal')
    expect(found.priority?.value).toBe('p3')
  })

  it('danger goes before everything that was learned', () => {
    const found = triage(talk(['customer', 'How do I get a refund?'], ['customer', '我不想活了']))
    expect(found.type).toMatchObject({ value: 'urgent', turns: [2] })
    expect(found.urgency?.value).toBe('critical')
    expect(found.priority?.value).toBe('p1')
    expect(found.urgent).toHaveLength(1)
  })

  it('of calls for help as nobody wrote them before, three of four are found by rule or by likeness', async () => {
    const text = await readFile('tests/triage/classifier/fixtures/unseen-lines.tsv', 'utf8')
    const lines = text
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[2] as string)
    const found = lines.filter((line) => triage(talk(['customer', line])).type?.value === 'urgent')
    expect(found.length / lines.length).toBeGreaterThanOrEqual(0.75)
  })

  it('everyday turns and thanks are not suspected', () => {
    for (const text of [
      '好的，那我先等等看，谢谢',
      'All right, thanks for your help.',
      '好喔，謝謝',
    ]) {
      expect(triage(talk(['customer', text])).urgent, text).toEqual([])
    }
  })

  it('whoever announces the press complains, and it is urgent', () => {
    const found = triage(talk(['customer', '再不退款我就找记者曝光你们']))
    expect(found.type?.value).toBe('complaint')
    expect(found.urgency?.value).toBe('high')
    expect(found.priority?.value).toBe('p2')
  })

  it('a question in Traditional Chinese or English is a consultation that can wait', () => {
    for (const text of ['會員一個月多少錢', 'How much is the membership per month?']) {
      const found = triage(talk(['customer', text]))
      expect(found.type?.value, text).toBe('consultation')
      expect(found.module?.value, text).toBe('membership')
      expect(found.urgency?.value, text).toBe('low')
      expect(found.priority?.value, text).toBe('p4')
    }
  })

  it('anger counts until praise follows it', () => {
    const angry: [Turn['speaker'], string] = ['customer', '太过分了，你们就是骗子！']
    expect(triage(talk(angry)).sentiment).toMatchObject({ value: 'negative', turns: [1] })
    const calmed = talk(angry, ['agent', '已经为您处理好了'], ['customer', '非常感谢'])
    expect(triage(calmed).sentiment?.value).toBe('positive')
  })

  it('a greeting alone is unknown, with what it might be', () => {
    const found = triage(talk(['customer', 'ζητω 123']))
    expect(found.module?.value).toBe(UNKNOWN)
    expect(found.department?.value).toBe(UNKNOWN)
    expect(found.module?.turns).toEqual([])
    expect(found.module?.runnersUp.length).toBeGreaterThan(0)
  })

  it('without a word from the customer every field is null, never a default', () => {
    const found = triage(talk(['agent', '您好，请问有什么可以帮您？']))
    expect(found).toEqual({
      type: null,
      module: null,
      department: null,
      urgency: null,
      priority: null,
      sentiment: null,
      urgent: [],
    })
  })

  it('of a partial speech result only what stands last is read', () => {
    const partial = { seq: 1, speaker: 'customer' as const, final: false, rev: 0 }
    const turns = [
      { ...partial, text: '会员' },
      { ...partial, text: '应用一打开就闪退', final: true, rev: 1 },
    ]
    expect(triage({ turns }).type).toMatchObject({ value: 'fault', turns: [1] })
  })

  it('ten thousand turns are read in time, and their danger is found', () => {
    const lines = Array.from({ length: 9_999 }, (): [Turn['speaker'], string] => [
      'customer',
      '会员怎么续费',
    ])
    lines.splice(5_000, 0, ['customer', '救命，有人跟踪我'])
    const found = triage(talk(...lines))
    expect(found.urgent).toMatchObject([{ kind: 'violence', seq: 5_001 }])
  }, 30_000)
})

describe('what a desk teaches', () => {
  it('a desk without examples has no classifiers, and its fields are null', () => {
    const bare = {
      ...desk.taxonomy,
      types: desk.taxonomy.types.map((type) => ({ ...type, examples: {} })),
      modules: [],
    }
    const none = trainDeskClassifiers({ ...desk, taxonomy: bare })
    expect(none).toMatchObject({ type: null, module: null })
    const found = triageTranscript(
      talk(['customer', '你好']),
      { ...desk, taxonomy: bare },
      { classifiers: none },
    )
    expect(found).toMatchObject({ type: null, module: null, department: null })
  })

  it('confirmed tickets teach; labels the taxonomy no longer has are left out', () => {
    const small = {
      ...desk.taxonomy,
      types: desk.taxonomy.types.slice(0, 2),
      modules: desk.taxonomy.modules.slice(0, 3),
    }
    const module = small.modules[0]?.id as string
    const taught = trainDeskClassifiers({ ...desk, taxonomy: small }, [
      ...['zorblax is broken', 'my zorblax again', 'zorblax please', 'about the zorblax'].map(
        (text) => ({ text, module }),
      ),
      { text: 'zorblax', module: 'gone-since' },
    ])
    expect(taught.module?.labels).not.toContain('gone-since')
    expect(taught.module?.predict('zorblax').ranking[0]?.label).toBe(module)
  })
})
