import { describe, expect, test } from 'vitest'
import { followFlow, readActs } from '../../src/conversations/stages.ts'

type Line = ['customer' | 'agent' | 'system', string]

function flowOf(lines: Line[]) {
  return followFlow(
    lines.map(([speaker, text]) => ({ speaker, acts: readActs({ speaker, text }) })),
  )
}

const CONVERSATIONS: { name: string; lines: [Line, string][] }[] = [
  {
    name: 'zh-Hans',
    lines: [
      [['agent', '您好，感谢您的来电，请问有什么可以帮您？'], 'greeting'],
      [['customer', '充值两小时了还没到账'], 'listening'],
      [['agent', '好的，请问您的订单号是多少？'], 'confirming'],
      [['customer', 'GR20261121000001'], 'confirming'],
      [['agent', '请您先退出账号再重新登录，一般五分钟内到账。'], 'solving'],
      [['customer', '好了，谢谢'], 'solving'],
      [['agent', '请问还有其他可以帮您的吗？'], 'closing'],
      [['customer', '没有了，谢谢，再见'], 'closing'],
    ],
  },
  {
    name: 'zh-Hant',
    lines: [
      [['customer', '您好'], 'greeting'],
      [['agent', '您好，歡迎使用線上客服。'], 'greeting'],
      [['customer', '我的月票不見了'], 'listening'],
      [['agent', '跟您確認一下，是這個月的月票嗎？'], 'confirming'],
      [['agent', '您可以在「我的」頁面查看月票紀錄。'], 'solving'],
      [['agent', '祝您閱讀愉快，再見！'], 'closing'],
      [['customer', '等一下，還有退費的問題'], 'listening'],
    ],
  },
  {
    name: 'en',
    lines: [
      [['agent', 'Hello, thank you for contacting Galaxy Reading. How can I help?'], 'greeting'],
      [['customer', 'I was charged twice for my membership'], 'listening'],
      [['agent', 'Could you please provide your order number?'], 'confirming'],
      [['agent', 'You can request a refund within 7 days on the order page.'], 'solving'],
      [['customer', "No, that's all, thank you! Bye."], 'closing'],
    ],
  },
]

describe('stages of the service flow', () => {
  for (const { name, lines } of CONVERSATIONS)
    test(`a ${name} conversation goes through its stages`, () => {
      const said = lines.map(([line]) => line)
      const stages = lines.map((_, index) => flowOf(said.slice(0, index + 1)).stage)
      expect(stages).toEqual(lines.map(([, stage]) => stage))
    })

  test('a required step that was left out is named, once the agent has spoken', () => {
    expect(flowOf([['customer', '怎么退款']])).toEqual({ stage: 'listening', skipped: [] })
    expect(
      flowOf([
        ['customer', '怎么退款'],
        ['agent', '您可以在订单页面申请退款。'],
      ]),
    ).toEqual({ stage: 'solving', skipped: ['greeting', 'confirming'] })
  })

  test('what a system line says moves nothing', () => {
    expect(flowOf([['system', '您好，再见，请您先登录']]).stage).toBe('greeting')
  })

  test('the longest turn is read in a moment, whatever it is made of', () => {
    for (const unit of ['1', '1元', '吗 ', '。', '谢', ' ', 'bye ', '请', '没有', 'a ', '还有'])
      for (const speaker of ['customer', 'agent'] as const) {
        const started = performance.now()
        readActs({ speaker, text: unit.repeat(8_000 / unit.length) })
        expect(performance.now() - started).toBeLessThan(250)
      }
  })
})
