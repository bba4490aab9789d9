import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'

describe('sidecue summarize', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sidecue-summarize-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  async function run(...args: string[]): Promise<string> {
    const file = join(folder, 'talk.json')
    const turns = [
      { seq: 1, speaker: 'customer', text: 'The app crashes on start, version 8.4.2' },
      {
        seq: 2,
        speaker: 'agent',
        text: 'I have logged it. We will call you back within 24 hours.',
      },
    ]
    await writeFile(file, JSON.stringify({ turns }))
    let printed = ''
    const stream = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      printed += String(chunk)
      return true
    })
    try {
      await createProgram().parseAsync(['summarize', file, ...args], { from: 'user' })
    } finally {
      stream.mockRestore()
    }
    return printed
  }

  test('prints fields, sentences with their turns, and what is missing', async () => {
    const printed = await run()
    expect(printed).toMatch(/app_version +8\.4\.2 .*turns 1/)
    expect(printed).toMatch(/promise .*turns 2/)
    expect(printed).toMatch(/missing +occurred_at: When did this happen\?/)
  })

  test('--json prints the form of the contracts', async () => {
    const ticket = JSON.parse(await run('--json'))
    expect(ticket.fields.app_version).toBe('8.4.2')
    expect(ticket.evidence.app_version).toEqual([1])
  })
})
