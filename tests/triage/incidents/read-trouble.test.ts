import { describe, expect, test } from 'vitest'
import {
  clusterOf,
  countCustomers,
  findCluster,
} from '../../../src/triage/incidents/find-cluster.ts'
import {
  chanceOfAtLeast,
  isBurst,
  usualPerWindow,
} from '../../../src/triage/incidents/judge-burst.ts'
import { readTrouble } from '../../../src/triage/incidents/read-trouble.ts'
import { isSameTrouble, profileOf } from '../../../src/triage/incidents/same-trouble.ts'
import { QUIET } from './scenarios.ts'

const traits = (text: string) => readTrouble(text)?.traits ?? []
const same = (a: string, b: string) => isSameTrouble(profileOf(traits(a)), profileOf(traits(b)))

describe('trouble in what customers say', () => {
  test.each([
    ['充值两小时了还没到账', 'pair:arrival+recharge'],
    ['儲值成功但錢沒有進來', 'pair:arrival+recharge'],
    ['my top-up never arrived', 'pair:arrival+recharge'],
    ['app一直闪退', 'fault:crash'],
    ['書架上的書全部不見了', 'pair:lost+shelf'],
    ['checkout shows E5031', 'word:e5031'],
    ['无法登录，提示系统繁忙', 'pair:access+login'],
  ])('%s', (text, trait) => {
    expect(traits(text)).toContain(trait)
  })

  test.each([
    '会员一个月多少钱',
    '如果充值没到账怎么办',
    'what happens if my payment fails?',
    '忘记密码登录不了',
    'I changed my number and cannot log in',
    '已经好了，刚才打不开现在可以了',
    'it works now, thanks',
    '对不起，我不了解这个功能',
    '充值一般多久到账',
    '我受不了了',
    '谢谢',
    '',
  ])('no trouble that others could have: %s', (text) => {
    expect(readTrouble(text)).toBeNull()
  })

  test('what a customer is called by is in no trait; two conversations of one customer share it', () => {
    const [first, second] = ['充值没到账，13812345678', '充钱没到，电话138 1234 5678'].map(
      (text) => readTrouble(text)!,
    )
    expect(JSON.stringify(first)).not.toContain('13812345678')
    expect(first!.persons).toEqual(second!.persons)
    expect(first!.persons).toHaveLength(1)
  })

  test('a text of any length is read quickly', () => {
    const started = performance.now()
    for (const text of ['不'.repeat(50_000), 'not '.repeat(20_000), '充值没到账'.repeat(10_000)])
      readTrouble(text)
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  test('quiet scenarios hold no burst of one trouble', () => {
    for (const { noise = [] } of QUIET) {
      const reports = noise.flatMap((text, n) => {
        const trouble = readTrouble(text)
        return trouble === null
          ? []
          : [{ conversation: `c-${n}`, seq: 1, at: new Date(n), ...trouble }]
      })
      for (const report of reports) expect(findCluster(report, reports).customers).toBeLessThan(5)
    }
  })
})

describe('one trouble or two', () => {
  test.each([
    ['充值没到账', 'my recharge has not arrived', true],
    ['充值没到账', '儲值失敗，錢被扣了', true],
    ['听书没声音', '有聲書播不出來', true],
    ['充值没到账', '验证码没收到', false],
    ['登录不上', '评论发不出去', false],
    ['错误码E5031', '付款提示E5031失败', true],
    ['app闪退', '稿费没到账', false],
  ])('%s / %s', (a, b, isOne) => {
    expect(same(a, b)).toBe(isOne)
  })

  test('customers are counted by conversation and by what they named themselves with', () => {
    const report = (conversation: string, ...persons: string[]) => ({ conversation, persons })
    expect(countCustomers([report('a'), report('b'), report('b')])).toBe(2)
    expect(countCustomers([report('a', 'x'), report('b', 'x', 'y'), report('c', 'y')])).toBe(1)
  })

  test('a word is kept only where three customers said it', () => {
    const report = (n: number, word: string) => ({
      ...{ conversation: `c-${n}`, seq: 1, at: new Date(n), persons: [] },
      traits: ['fault:error', `word:${word}`],
    })
    expect(clusterOf([report(1, '甲'), report(2, '甲')]).traits).toEqual(['fault:error'])
    expect(clusterOf([report(1, '甲'), report(2, '甲'), report(3, '甲')]).traits).toContain(
      'word:甲',
    )
  })
})

describe('more than a bad day', () => {
  const settings = { windowMinutes: 20, customers: 5, timesUsual: 4, quietMinutes: 60 }

  test('few are enough where hardly any are usual, many are not where many are', () => {
    expect(isBurst(5, 0.3, settings)).toBe(true)
    expect(isBurst(4, 0.01, settings)).toBe(false)
    expect(isBurst(12, 4, settings)).toBe(false)
    expect(isBurst(20, 4, settings)).toBe(true)
  })

  test('what is usual grows with what is going on, and with nothing known little is assumed', () => {
    expect(usualPerWindow({ customers: 0, hours: 0 }, 20)).toBeCloseTo(0.3)
    expect(usualPerWindow({ customers: 72, hours: 24 }, 20)).toBeCloseTo(72.3 / 73)
    expect(usualPerWindow({ customers: 72, hours: 24 }, 20, 3)).toBeCloseTo((3 * 72.3) / 73)
    expect(usualPerWindow({ customers: 72, hours: 24 }, 20, 0.2)).toBeCloseTo(72.3 / 73)
  })

  test('the chance is that of Poisson', () => {
    expect(chanceOfAtLeast(0, 3)).toBe(1)
    expect(chanceOfAtLeast(1, 1)).toBeCloseTo(1 - Math.exp(-1))
    expect(chanceOfAtLeast(5, 0.5)).toBeCloseTo(0.000172, 6)
  })
})
