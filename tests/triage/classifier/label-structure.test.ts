import { describe, expect, it } from 'vitest'
import { trainClassifier } from '../../../src/triage/classifier/index.ts'
import { readStructure } from '../../../src/triage/classifier/label-structure.ts'

describe('what labels say by their names', () => {
  it('parts that several labels share are found, in any script; one that all share tells nothing', () => {
    const labels = ['酒店-地址', '酒店-电话', '餐馆-地址', '餐馆-电话']
    expect(readStructure(labels, [9, 9, 9, 9]).partCount).toBe(4)
    expect(readStructure(['news_a', 'news_b'], [9, 9]).partCount).toBe(0)
  })

  it('a label made of two others is a pair while it is rare', () => {
    const labels = ['close', 'close<div>move', 'move']
    expect(readStructure(labels, [50, 6, 50]).pairs).toEqual([
      { label: 1, first: 0, second: 2, isSilent: false },
    ])
    expect(readStructure(labels, [50, 40, 50]).pairs).toEqual([])
  })

  it('a label that merely begins like another is none', () => {
    expect(readStructure(['card', 'cardholder', 'holder'], [9, 9, 9]).pairs).toEqual([])
  })
})

describe('two needs in one text', () => {
  const moves = ['transfer money to my savings', 'send money to another account', 'transfer funds']
  const closes = ['close my account', 'please shut the account down', 'cancel the account for good']
  const rest = ['hello there', 'good morning', 'thank you so much', 'thanks a lot']
  const many = (texts: string[], label: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ text: `${texts[i % texts.length]}`, label }))
  const examples = [
    ...many(moves, 'move', 30),
    ...many(closes, 'close', 30),
    ...many(rest, 'talk', 30),
    ...many(['close my account and transfer funds'], 'close+move', 6),
  ]
  const classifier = trainClassifier(examples)

  it('are known where either part speaks for its own', () => {
    const said = classifier.predict('please shut the account down, then send money to my savings')
    expect(said.ranking[0]?.label).toBe('close+move')
  })

  it('are not made of one', () => {
    expect(classifier.predict('transfer money to my savings').label).toBe('move')
    expect(classifier.predict('please close my account').label).toBe('close')
  })

  it('are not said where held-out texts show that they are not found', () => {
    const unproved = trainClassifier([
      ...examples.filter(({ label }) => label !== 'close+move'),
      { text: 'hello there', label: 'close+move' },
    ])
    const said = unproved.predict('please shut the account down, then send money to my savings')
    expect(said.ranking[0]?.label).not.toBe('close+move')
  })
})
