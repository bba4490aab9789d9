import { describe, expect, test } from 'vitest'
import { findLinks } from '../../src/guard/find-links.ts'
import { isOfficialLink } from '../../src/guard/official-link.ts'
import { benchRows } from './bench-rows.ts'

const isAllowed = (text: string, official = ['galaxyread.example']) =>
  findLinks(text).every((link) => isOfficialLink(link, text, official))

describe('links', () => {
  test.each([
    '请打开https://help.galaxyread.example/refund办理。',
    '官网：www.galaxyread.example。谢谢',
    'See galaxyread.example/help (sign in first).',
    '[帮助](https://galaxyread.example/a "帮助")',
    'https://galaxyread｡example/x',
  ])('official: %s', (text) => {
    expect(findLinks(text)).toHaveLength(1)
    expect(isAllowed(text)).toBe(true)
  })

  test.each([
    'https://galaxyread.example.phish.top',
    'https://galaxyread.example@phish.top/a',
    'galaxyread.example@phish.top/a',
    'https://gаlaxyread.example',
    'https://xn--galxyread-y2a.example',
    'phish.top/a',
    'www.phish',
    'phish。top',
    'ｐｈｉｓｈ．ｔｏｐ',
    'phish . top',
    'phish[.]top',
    'phish点top',
    'phish 点 com',
    'phish dot com',
    'http://192.0.2.7/x',
    'https://galaxyread.example:8443',
    'javascript:void(0)',
    'weixin://x',
    'https:phish.top',
    'https://galaxyread.example\\@phish.top',
    'https://gala\u200bxyread.example',
    'https://galaxyread.example/go?u=https%3A%2F%2Fphish.top',
    '![](https://galaxyread.example/a.png)',
    '[galaxyread.example](http://phish.top)',
    '加这个 bit.ly/3x',
    '打开银行.com',
    '看evil.中国就行',
    'evil.сom',
    'evil . c o m',
    'phish,com',
    'phish dian com',
    'data:text/html;base64,aGk=',
    'https://galaxyread.example。phish.top',
  ])('not official: %s', (text) => {
    expect(findLinks(text).length).toBeGreaterThan(0)
    expect(isAllowed(text)).toBe(false)
  })

  test.each([
    '版本2.0.1',
    '价格9.9元',
    'a/b测试',
    'care@galaxyread.example',
    'Vue.js教程',
    '12:30见',
    'README.md',
    'It is done.It works',
    'Mr.Li said',
    '请在iOS点app图标',
    '下午3点 top',
    'e.g. this',
    '注意:请先',
    'U.S. and U.K.',
    '热线 400-000-8650',
    '支付宝、微信.充值',
    '支持 iOS，top 榜在首页',
    'OK。 CN 版本',
  ])('no link at all: %s', (text) => {
    expect(findLinks(text)).toEqual([])
  })

  test('ten thousand links are read in time', () => {
    const started = performance.now()
    findLinks('https://phish.top/a '.repeat(1000))
    expect(performance.now() - started).toBeLessThan(3000)
  })

  test('the urls set: every verdict right (skipped without ../shared)', ({ skip }) => {
    const rows = benchRows<{ text: string; verdict: string }>('urls.jsonl')
    if (rows === null) return skip()
    const wrong = rows.filter(
      ({ text, verdict }) => isAllowed(text, ['example.com']) !== (verdict === 'allow'),
    )
    expect(wrong).toEqual([])
  })
})
