import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  article,
  commandsOf,
  makeRepository,
  makeTools,
  type TestRepository,
  writeDesk,
} from '../diff/repository.ts'

const run = promisify(execFile)
const SLOW_MS = 120_000

describe('sidecue history, and suggest as of another time', () => {
  let repository: TestRepository
  let path: string
  beforeAll(() => {
    repository = makeRepository()
    path = makeTools(repository).path
    writeDesk(repository)
    const fee = (amount: string) =>
      article('refund-coins', '星币退款手续费', `星币退款手续费是 ${amount}。`, {
        asks: ['退款手续费多少'],
      })
    repository.write('articles/fee.md', fee('5 元'))
    repository.commit('five', '2026-11-01T10:00:00+08:00')
    repository.write('articles/fee.md', fee('8 元'))
    repository.commit('eight', '2026-11-21T10:00:00+08:00')
    const turns = [{ seq: 1, speaker: 'customer', text: '退款手续费多少' }]
    writeFileSync(join(repository.path, 'transcript.json'), JSON.stringify({ turns }))
  })
  afterAll(() => repository.discard())

  const sh = (command: string) =>
    run('sh', ['-c', command], { cwd: repository.path, env: { PATH: path }, timeout: SLOW_MS })

  it.each(commandsOf('src/editing/history/README.md'))(
    '%s',
    { timeout: SLOW_MS },
    async (command) => {
      const { stdout, stderr } = await sh(command)
      if (command.includes('suggest')) {
        const isThen = command.includes('2026-11-20')
        expect(JSON.parse(stdout)).toMatchObject({ outcome: 'answer' })
        expect(stdout).toContain(isThen ? '5 元' : '8 元')
        expect(stderr).toMatch(
          /^As of 2026-1[12]-\d\dT02:00:00.000Z, from commit [0-9a-f]{10}\.$/mu,
        )
      } else if (command.includes('--json')) {
        expect(JSON.parse(stdout)).toMatchObject({
          version: { subject: 'five' },
          couldBeTold: true,
        })
      } else expect(stdout.match(/^[0-9a-f]{10} /gmu)).toHaveLength(2)
    },
  )

  it(
    'says what to do for an article that no commit has, and for an instant without offset',
    async () => {
      for (const [command, said] of [
        [
          'npx sidecue history nothing-there',
          "No commit of 'HEAD' has an article with the id 'nothing-there'",
        ],
        ['npx sidecue history "../x"', 'No commit'],
        ['npx sidecue history refund-coins --rev none', "no revision 'none'"],
        ['npx sidecue history refund-coins --at 2026-11-20', 'with its offset'],
      ] as const) {
        const failed = await sh(command).catch((error: unknown) => error)
        expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining(said) })
      }
    },
    SLOW_MS,
  )
})
