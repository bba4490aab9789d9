import { beforeAll, describe, expect, test } from 'vitest'
import { followFlow, readActs } from '../../src/conversations/index.ts'
import type { Transcript, Turn } from '../../src/conversations/types.ts'
import { readGuide } from '../../src/copilot/read-guide.ts'
import { type Desk, loadDesk } from '../../src/desk/index.ts'
import { makeDesk } from '../compose/desk-fixture.ts'

type Line = ['customer' | 'agent', string]
let desk: Desk
beforeAll(async () => {
  desk = (await loadDesk('knowledge')).desk
})

function guideOf(channel: Transcript['channel'], lines: Line[], of: Desk = desk) {
  const turns = lines.map(
    ([speaker, text], index): Turn => ({ seq: index + 1, speaker, text, final: true, rev: 0 }),
  )
  const acts = turns.map((turn) => ({ speaker: turn.speaker, acts: readActs(turn) }))
  return readGuide({ id: 'c-1', channel, ...followFlow(acts, channel), turns }, of)
}

describe('what an agent is led by', () => {
  test.each([
    {
      lang: 'zh-Hans',
      lines: [
        ['customer', '我充了68元没到账，订单号GR20261121000001'],
        ['agent', '您可以退出后重新登录试试'],
      ],
      readBack: ['订单号是 GR20261121000001', '“我充了68元没到账”', '跟您核对一下'],
    },
    {
      lang: 'zh-Hant',
      lines: [
        ['customer', '我姓陳，儲值了168元沒有入帳，電話0912345678'],
        ['agent', '您可以登出後重新登入試試看'],
      ],
      readBack: ['您姓陳', '聯絡電話是 0912345678', '「儲值了168元沒有入帳」'],
    },
    {
      lang: 'en',
      lines: [
        [
          'customer',
          'Hi, my name is Anna Smith and I was charged twice, order number GR20261121000001',
        ],
        ['agent', 'Please restart the app.'],
      ],
      readBack: [
        'your name is Anna Smith, your order number is GR20261121000001 and',
        '“I was charged twice”',
      ],
    },
  ] as { lang: string; lines: Line[]; readBack: string[] }[])(
    'the step that was skipped comes with the phrase that makes good for it, filled in ($lang)',
    ({ lines, readBack }) => {
      const guide = guideOf('chat', lines)
      expect(guide.skipped.map(({ step }) => step)).toEqual(['greeting', 'confirming'])
      expect(guide.skipped[1]?.phrase).toBe(guide.readBack)
      for (const part of readBack) expect(guide.readBack).toContain(part)
      expect(JSON.stringify(guide)).not.toContain('{{')
    },
  )

  test('nothing is left to read back once the agent has', () => {
    const guide = guideOf('chat', [
      ['agent', '您好，请问有什么可以帮您？'],
      ['customer', '充值没到账，手机13800138000'],
      ['agent', '跟您核对一下，手机13800138000，充值没到账，对吗？'],
      ['customer', '对'],
    ])
    expect(guide).toMatchObject({ readBack: null, skipped: [], problem: { readBackIn: 3 } })
  })

  test('a customer is addressed by the title that was used, never by a guessed one', () => {
    expect(guideOf('chat', [['customer', '我叫陈思远']]).address).toBe('您')
    const lines: Line[] = [
      ['customer', '我叫陈思远，月票不见了'],
      ['agent', '陈先生您好'],
    ]
    expect(guideOf('chat', lines).address).toBe('陈先生')
    const english: Line[] = [
      ['customer', 'My name is Rachel Green. My coins are gone.'],
      ['agent', 'Good morning, Ms Green.'],
    ]
    expect(guideOf('chat', english).address).toBe('Ms Green')
  })

  test('an upset customer is soothed first, with the words that show it', () => {
    const guide = guideOf('chat', [['customer', '你们这是骗钱！太过分了，等了三天还没到账']])
    expect(guide.mood).toMatchObject({ isUpset: true, cues: expect.arrayContaining(['骗钱']) })
    expect(desk.phrases.soothe['zh-Hans']).toContain(guide.mood.soothe)
    expect(guideOf('chat', [['customer', '请问怎么退款']]).mood.soothe).toBeNull()
  })

  test('phrases suit the channel', () => {
    const closing: Line[] = [
      ['agent', '您好，请问有什么可以帮您？'],
      ['customer', '怎么退款'],
      ['agent', '您可以在订单页申请退款。还有其他问题吗？'],
    ]
    expect(guideOf('chat', closing).phrases.join()).not.toMatch(/挂机|来电/)
  })

  test('a desk that has no phrase for it still shows what is to be read back', () => {
    const bare = makeDesk()
    const lines: Line[] = [['customer', '充值没到账，手机13800138000']]
    expect(guideOf('chat', lines, bare)).toMatchObject({
      readBack: null,
      facts: [{ kind: 'phone', value: '13800138000', seq: 1, readBackIn: null }],
    })
  })
})
