import { describe, expect, test } from 'vitest'
import { createLog, maskPersonal } from '../src/log.ts'

function written(log: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = []
  log(createLog('debug', { write: (line: string) => void lines.push(line) }))
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('a line of the log', () => {
  test('keeps ids, counts, codes and durations as they are', () => {
    const line = {
      ...{ requestId: 'r-1234567890123456', conversation: 'c-13800138000abc', ms: 1_234_567_890 },
      ...{ status: 200, route: '/v1/conversations/:id/turns', code: 'TRY_LATER', settled: 'told' },
    }
    expect(written((log) => log.info(line, 'request'))).toMatchObject([{ ...line, msg: 'request' }])
  })

  test('has no words of people, whichever object was logged by mistake', () => {
    const turn = { seq: 1, speaker: 'customer', text: '我的手机号是13800138000' }
    const [whole, inner, deep] = written((log) => {
      log.info(turn, 'a')
      log.info({ request: { turns: [turn], channel: 'chat' } }, 'b')
      log.warn({ made: { suggestion: { sentences: [turn], text: turn.text, ms: 3 } } }, 'c')
    })
    expect(whole).toMatchObject({ seq: 1, text: '[masked]' })
    expect(inner).toMatchObject({ request: { turns: '[masked]', channel: 'chat' } })
    expect(JSON.stringify([whole, inner, deep])).not.toMatch(/手机|13800/)
  })

  test('has no error that quotes what it was given', () => {
    const error = new Error('duplicate key (text)=(13800138000 张三)')
    const [line] = written((log) => log.error({ error }, 'failed'))
    expect(line).toMatchObject({ error: { name: 'Error' } })
    expect(JSON.stringify(line)).not.toMatch(/张三|13800/)
  })
})

describe('what names a person', () => {
  test.each([
    ['电话13800138000。', '电话[number]。'],
    ['138-0013-8000', '[number]'],
    ['１３８００１３８０００', '[number]'],
    ['身份证11010519491231002X', '身份证[number]'],
    ['card 6222 0212 3456 7894', 'card [number]'],
    ['+86 (010) 6655-4433', '+[number]'],
    ['写给 li.lei@mail.example.cn 吧', '写给 [mail] 吧'],
    ['port 54317 after 123456 ms', 'port 54317 after 123456 ms'],
    ['at 12:30:45', 'at 12:30:45'],
  ])('%s → %s', (text, masked) => {
    expect(maskPersonal(text)).toBe(masked)
  })
})
