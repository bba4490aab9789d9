import { describe, expect, test } from 'vitest'
import { findConductFaults } from '../../src/guard/conduct.ts'
import { benchRows } from './bench-rows.ts'

const rules = (text: string) => [...new Set(findConductFaults(text).map(({ rule }) => rule))]

describe('conduct', () => {
  test.each([
    ['你是不是有毛病', 'tone'],
    ['您 这 眼 神，配副眼镜吧', 'tone'],
    ['難道要我替您付錢？', 'tone'],
    ['说吧，到底是谁登录的', 'tone'],
    ["Can't you read?", 'tone'],
    ['Slow clap for you.', 'tone'],
    ['你个煞璧', 'tone'],
    ['zhizhang吧你', 'tone'],
    ['Why are you lying to us?', 'tone'],
    ['这事儿我管不着。', 'blame'],
    ['Not my problem.', 'blame'],
    ['Ask the shipper.', 'blame'],
    ['不说了，挂了。', 'hang-up'],
    ["I'm done with you.", 'hang-up'],
  ])('%s is %s', (text, rule) => {
    expect(rules(text)).toContain(rule)
  })

  test.each([
    '您好，请稍等，我帮您看一下。',
    '请问您的问题是关于订单还是账号呢？',
    '由于长时间未收到您的回复，本次会话即将结束，如有需要欢迎随时联系我们。',
    '谢谢您的来电，请您先挂机，祝您生活愉快。',
    '这笔款项由 Apple 收取，请您通过 Apple 的“报告问题”页面申请。',
    '很抱歉，这项费用不在退款范围内。',
    'Thank you for your call. Please feel free to hang up first, and have a pleasant day.',
    'Please contact your bank to confirm the charge.',
    'Could you confirm the last four digits of your phone?',
    "I'm sorry for the wait.",
    '晚霞飞舞的纸张，我请您白吃。',
    '请在“设置—账号与安全”里设置账号，每消费五百星币得一张。',
    '我刚才说得清楚吗？需要我再讲一遍吗？',
    'We will deal with it as soon as possible.',
  ])('fine: %s', (text) => {
    expect(findConductFaults(text)).toEqual([])
  })

  test('the words in question are named by their place in the text as it was written', () => {
    const text = '好的。您 填 错 了怪我咯？'
    const [fault] = findConductFaults(text)
    expect(text.slice(fault!.start, fault!.end)).toContain('怪我咯')
  })

  test('the sentences of COLD: F1 at least 0.75 where a word list finds next to nothing (skipped without ../shared)', ({
    skip,
  }) => {
    const rows = benchRows<{ text: string; label: string }>('test.jsonl', 'cold-offensive-dev')
    if (rows === null) return skip()
    let [hits, wrong] = [0, 0]
    for (const { text, label } of rows) {
      const isFlagged = rules(text).length > 0
      if (isFlagged && label === 'offensive') hits++
      else if (isFlagged !== (label === 'offensive')) wrong++
    }
    expect((2 * hits) / (2 * hits + wrong)).toBeGreaterThanOrEqual(0.75)
  })

  test('the abuse set: F1 at least 0.95, and at most 1 % of ordinary service lines flagged (skipped without ../shared)', ({
    skip,
  }) => {
    const rows = benchRows<{ text: string; label: string }>('abuse.jsonl')
    const service = ['multidogo-airline', 'crosswoz-intent-val'].flatMap(
      (set) => benchRows<{ text: string }>('test.jsonl', set) ?? [],
    )
    if (rows === null) return skip()
    let [hits, wrong] = [0, 0]
    for (const { text, label } of rows) {
      const isFlagged = rules(text).length > 0
      if (isFlagged && label === 'violation') hits++
      else if (isFlagged !== (label === 'violation')) wrong++
    }
    expect((2 * hits) / (2 * hits + wrong)).toBeGreaterThanOrEqual(0.95)
    const flagged = service.filter(({ text }) => rules(text).length > 0)
    expect(flagged.length / service.length).toBeLessThanOrEqual(0.01)
  })
})
