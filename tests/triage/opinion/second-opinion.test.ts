import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { personalPlaceholders } from '../../../src/copilot/mask-turns.ts'
import { loadDesk } from '../../../src/desk/index.ts'
import type { ChatModel } from '../../../src/models/types.ts'
import type { Finding, Triage } from '../../../src/triage/classifier/index.ts'
import { askOpinion, readOpinion } from '../../../src/triage/opinion/ask-opinion.ts'
import { isUnsure, weighOpinion } from '../../../src/triage/opinion/weigh-opinion.ts'

const { desk } = await loadDesk('knowledge')

const finding = (value: string, confidence: number): Finding => ({
  value,
  confidence,
  turns: [1],
  cues: [],
  runnersUp: [{ label: 'consultation', confidence: 0.2 }],
})
const triage = (type: Finding | null, more: Partial<Triage> = {}): Triage => ({
  type,
  module: null,
  department: null,
  urgency: null,
  priority: null,
  sentiment: null,
  urgent: [],
  ...more,
})
const turn = (text: string) => ({ seq: 1, speaker: 'customer', text, final: true, rev: 0 }) as const

/** Says what it is given, and keeps what it was asked. */
function speaker(said: string, asked: string[] = []): ChatModel {
  return {
    id: 'stand-in',
    async *stream({ messages }) {
      asked.push(messages.map(({ content }) => content).join('\n'))
      yield said
      return null
    },
  }
}

const ask = (chat: ChatModel, text: string, deadlineMs = 1_000) =>
  askOpinion(
    { chat, clock: systemClock, deadlineMs },
    desk.taxonomy,
    [turn(text)],
    personalPlaceholders(),
  )

describe('the second opinion', () => {
  it('is read only where it names labels of the desk', () => {
    const read = (said: string) => readOpinion(said, desk.taxonomy)
    expect(read('{"type":"complaint","module":"refund"}')).toEqual({
      type: 'complaint',
      module: 'refund',
    })
    expect(read('```json\n{"type":"made-up","module":"unknown"}\n```')).toEqual({
      type: null,
      module: null,
    })
    expect(read('I think it is a complaint')).toBeNull()
    expect(read('{"type":7}')).toBeNull()
  })

  it('is asked without personal data', async () => {
    const asked: string[] = []
    const said = '{"type":"complaint","module":"refund"}'
    const opinion = await ask(speaker(said, asked), '我的电话是13800138000，退款没到')
    expect(opinion).toEqual({ type: 'complaint', module: 'refund' })
    expect(asked[0]).not.toContain('13800138000')
    expect(asked[0]).toContain('退款没到')
    expect(asked[0]).toContain('- complaint:')
  })

  it('is none where the model fails or is late', async () => {
    const failing: ChatModel = {
      id: 'stand-in',
      // biome-ignore lint/correctness/useYield: it fails before it says anything
      async *stream() {
        throw new Error('down')
      },
    }
    const stalling: ChatModel = {
      id: 'stand-in',
      async *stream(_, options) {
        await new Promise((_, reject) => {
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason))
        })
        return null
      },
    }
    expect(await ask(failing, '退款没到')).toBeNull()
    expect(await ask(stalling, '退款没到', 20)).toBeNull()
  })

  it('makes surer where it agrees', () => {
    const weighed = weighOpinion(triage(finding('complaint', 0.6)), {
      type: 'complaint',
      module: null,
    })
    expect(weighed.type).toMatchObject({ value: 'complaint', confidence: 0.8 })
  })

  it('makes less sure where it does not, stands as runner-up, and never becomes the class', () => {
    const weighed = weighOpinion(triage(finding('complaint', 0.6)), {
      type: 'suggestion',
      module: null,
    })
    expect(weighed.type?.value).toBe('complaint')
    expect(weighed.type?.confidence).toBeCloseTo(0.42)
    expect(weighed.type?.runnersUp[0]?.label).toBe('suggestion')
  })

  it('touches neither a call for help nor what somebody decided', () => {
    const help = triage(finding('urgent-help', 0.5), {
      urgent: [{ kind: 'fire', seq: 1, cue: '着火' }],
    })
    const opinion = { type: 'consultation', module: null }
    expect(weighOpinion(help, opinion)).toEqual(help)
    expect(isUnsure(help)).toBe(false)
    const decided = triage({ ...finding('complaint', 1), isConfirmed: true })
    expect(weighOpinion(decided, opinion)).toEqual(decided)
    expect(isUnsure(triage(finding('complaint', 0.5)))).toBe(true)
  })
})
