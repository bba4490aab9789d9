import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Turn } from '../../../src/conversations/types.ts'
import { findUrgency, isUrgent } from '../../../src/triage/classifier/index.ts'

const LINES = readFileSync(new URL('./fixtures/urgent-lines.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t') as [string, string, string])

const say = (text: string, seq = 1, speaker: Turn['speaker'] = 'customer'): Turn => ({
  seq,
  speaker,
  text,
  final: true,
  rev: 0,
})

describe('calls for help', () => {
  it('there are two hundred written lines in three languages', () => {
    expect(LINES).toHaveLength(200)
    expect(new Set(LINES.map(([, lang]) => lang))).toEqual(new Set(['zh-Hans', 'zh-Hant', 'en']))
  })

  it('none of the written calls for help is missed', () => {
    const missed = LINES.filter(([kind, , text]) => kind === 'urgent' && !isUrgent(text))
    expect(missed).toEqual([])
  })

  it('at least nine of ten alarms are right', () => {
    const raised = LINES.filter(([, , text]) => isUrgent(text))
    const right = raised.filter(([kind]) => kind === 'urgent')
    expect(right.length / raised.length).toBeGreaterThanOrEqual(0.9)
  })

  it('a call names the turn and the words as they were said', () => {
    const turns = [say('您好', 1), say('我講真的，我不想活了', 2)]
    expect(findUrgency(turns)).toMatchObject([{ kind: 'self-harm', seq: 2, cue: '不想活' }])
  })

  it('what the agent says is no call for help', () => {
    expect(findUrgency([say('您是说您不想活了吗', 1, 'agent')])).toEqual([])
  })

  it('a story about danger is none, danger told beside a story is', () => {
    expect(isUrgent('求一本女主被绑架的小说')).toBe(false)
    expect(isUrgent('我看完这本书就想跳楼，我不想活了')).toBe(true)
  })

  it('the fullwidth and the spaced form of a call are still found', () => {
    expect(isUrgent('Ｉ ｗａｎｔ ｔｏ ｄｉｅ')).toBe(true)
    expect(isUrgent('I don’t want to live any more')).toBe(true)
  })

  it('ten thousand turns are searched to the last', () => {
    const turns = Array.from({ length: 10_000 }, (_, i) => say('好的', i + 1))
    turns.push(say('有人拿着刀在门外', 10_001))
    expect(findUrgency(turns)[0]?.seq).toBe(10_001)
  })
})
