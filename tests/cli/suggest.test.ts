import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Suggestion } from '../../src/compose/types.ts'
import { startScriptedModel } from '../support/scripted-model.ts'

const run = promisify(execFile)
const SLOW_MS = 120_000

describe('sidecue suggest on the sample knowledge base', () => {
  let data: string
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'sidecue-cli-'))
    await sidecue('index')
  }, SLOW_MS)
  afterAll(() => rm(data, { recursive: true, force: true }))

  it.each([
    ['zh-hans', 'recharge-not-arrived', '24 小时仍未到账'],
    ['zh-hant', 'recharge-not-arrived-hant', '24 小時仍未入帳'],
    ['en', 'membership-cancel-auto-renew-en', 'at least 24 hours before the period ends'],
  ])(
    'answers the %s transcript from its article, every sentence cited',
    async (file, article, said) => {
      const suggestion = await suggest(file)
      expect(suggestion.outcome).toBe('answer')
      expect(suggestion.text).toContain(said)
      const cited = suggestion.sentences.filter(({ basis }) => basis !== 'phrase')
      expect(cited.length).toBeGreaterThan(0)
      for (const { citations } of cited)
        expect(citations.map((one) => one.article)).toContain(article)
    },
    SLOW_MS,
  )

  it(
    'answers for an unreleased event as for one that does not exist, to the byte',
    async () => {
      const [hidden, invented] = [await suggest('unreleased'), await suggest('invented')]
      expect(hidden.outcome).toBe('no-answer')
      expect(JSON.stringify({ ...hidden, ms: 0 })).toBe(JSON.stringify({ ...invented, ms: 0 }))
    },
    SLOW_MS,
  )

  it(
    'has the answer told by a language model where one is configured',
    async () => {
      const model = await startScriptedModel('good')
      try {
        const env = { SIDECUE_CHAT_URL: model.url, SIDECUE_CHAT_MODEL: 'scripted' }
        const told = await suggest('zh-hans', env)
        expect({ engine: told.engine, asked: model.requests.length }).toEqual({
          engine: 'model',
          asked: 1,
        })
        expect(told.text).toContain('24 小时仍未到账')
      } finally {
        await model.close()
      }
    },
    SLOW_MS,
  )

  it('says what is wrong with a file that is no transcript', async () => {
    const failed = await sidecue('suggest', 'package.json').catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining('not a transcript') })
  })

  async function suggest(name: string, more: Record<string, string> = {}): Promise<Suggestion> {
    const { stdout } = await run('node', ['src/cli.ts', 'suggest', fixture(name)], {
      env: { ...env(), ...more },
    })
    return JSON.parse(stdout) as Suggestion
  }

  function sidecue(...args: string[]) {
    return run('node', ['src/cli.ts', ...args], { env: env() })
  }

  function fixture(name: string): string {
    return `tests/fixtures/transcripts/${name}.json`
  }

  function env() {
    return { PATH: process.env.PATH, SIDECUE_DATA: data }
  }
})
