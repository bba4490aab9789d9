import { describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'

const CHAT = { SIDECUE_CHAT_URL: 'http://127.0.0.1:11434/v1', SIDECUE_CHAT_MODEL: 'qwen' }

const faultOf = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfig(environment)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('the settings of a language model', () => {
  test('without an address there is none', () => {
    expect(readConfig({}).chat).toBeUndefined()
    expect(readConfig({ SIDECUE_CHAT_URL: '', SIDECUE_CHAT_MODEL: '' }).chat).toBeUndefined()
  })

  test('an address and a name are enough', () => {
    expect(readConfig(CHAT).chat).toEqual({
      ...{ url: 'http://127.0.0.1:11434/v1', model: 'qwen', key: undefined, format: 'schema' },
      ...{ firstMs: 2_500, totalMs: 6_000, maxTokens: 1_000, instructions: '', team: 'desk' },
      ...{ tokensPerDay: undefined, costPerDay: undefined, inputPrice: 0, outputPrice: 0 },
    })
  })

  test('the first sentence is never waited for longer than the whole answer', () => {
    const { chat } = readConfig({ ...CHAT, SIDECUE_CHAT_TOTAL_MS: '1000' })
    expect(chat).toMatchObject({ firstMs: 1_000, totalMs: 1_000 })
  })

  test.each([
    [
      'an address without a name',
      { SIDECUE_CHAT_URL: CHAT.SIDECUE_CHAT_URL },
      'SIDECUE_CHAT_MODEL',
    ],
    ['a name without an address', { SIDECUE_CHAT_MODEL: 'qwen' }, 'SIDECUE_CHAT_URL'],
    ['no web address', { ...CHAT, SIDECUE_CHAT_URL: 'file:///etc' }, 'SIDECUE_CHAT_URL'],
    [
      'a budget in money without prices',
      { ...CHAT, SIDECUE_CHAT_COST_PER_DAY: '5' },
      'INPUT_PRICE',
    ],
    ['more than a turn may wait', { ...CHAT, SIDECUE_CHAT_TOTAL_MS: '60000' }, 'CHAT_TOTAL_MS'],
  ])('%s is refused, by the setting’s name', (_, environment, named) => {
    expect(faultOf(environment)).toContain(named)
  })

  test('every fault is told at once', () => {
    const fault = faultOf({ ...CHAT, SIDECUE_CHAT_MAX_TOKENS: '1', SIDECUE_PORT: 'x' })
    expect(fault).toContain('SIDECUE_CHAT_MAX_TOKENS')
    expect(fault).toContain('SIDECUE_PORT')
  })
})
