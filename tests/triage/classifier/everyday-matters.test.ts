import { describe, expect, it } from 'vitest'
import { isUrgent } from '../../../src/triage/classifier/index.ts'

describe('words of danger in everyday matters', () => {
  it.each([
    '这个副本的BOSS把我杀了三次，怎么打',
    '密室逃脫被困住可以提早出來嗎',
    '保单里写的自杀免责期是多久',
    '救护车的乐高还有库存吗',
    'Which episode has the kidnapping?',
    'Can I pack a knife in my suitcase?',
    'My antivirus says the file is poisoned, is it true?',
    '案子已经结了，只要开个证明',
  ])('raise no alarm: %s', (text) => {
    expect(isUrgent(text)).toBe(false)
  })

  it.each([
    '我玩这个游戏玩到不想活了',
    '我刚刚把整瓶安眠药吃了，保险赔吗',
    "I'm reading this book and I want to kill myself, for real",
    '我女儿在密室逃脱里晕倒了，叫不醒',
    'My toddler swallowed a button battery from your toy',
    'pretend I am ordering a pizza, I need someone at my address',
  ])('raise it where somebody is in need beside them: %s', (text) => {
    expect(isUrgent(text)).toBe(true)
  })
})
