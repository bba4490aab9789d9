import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import type { Database } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import type { Folder } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'
import { canariesIn, leaksTo, type Reader } from './canaries.ts'
import { makeCanaryFolder } from './canary-folder.ts'
import { questionsAbout, STATES } from './states.ts'

type Command = {
  args: (files: { transcript: string; knowledge: string }) => string[]
  reader: Reader
}

/**
 * Who reads what a command prints. Commands are for whoever runs the desk; those that answer as somebody else are
 * tried as that reader. A command without a case fails the test: add it here.
 */
const COMMANDS: Record<string, Command[] | 'for editors' | 'tried over HTTP' | 'tried in evals/'> =
  {
    serve: 'tried over HTTP',
    index: 'for editors',
    lint: 'for editors',
    schemas: 'for editors',
    diff: 'for editors',
    gaps: (['agent', 'lead'] as const).map(
      (reader): Command => ({ reader, args: () => ['gaps', '--as', reader, '--json'] }),
    ),
    history: 'for editors',
    import: 'for editors',
    migrate: 'for editors',
    keys: 'for editors',
    eval: 'tried in evals/',
    mutants: 'for editors',
    check: [],
    classify: [],
    summarize: [
      { reader: 'agent', args: ({ transcript }) => ['summarize', transcript] },
      { reader: 'agent', args: ({ transcript }) => ['summarize', '--json', transcript] },
    ],
    audit: 'for editors',
    dispatches: 'for editors',
    forget: 'for editors',
    asks: 'for editors',
    learning: 'for editors',
    report: 'for editors',
    handover: 'tried over HTTP',
    'draft-articles': 'for editors',
    search: (['customer', 'agent', 'lead'] as const).flatMap((reader) =>
      [
        questionsAbout(STATES[0]!)[0]!,
        STATES.map(({ subject }) => subject['zh-Hans']).join(' '),
      ].map(
        (text): Command => ({
          reader,
          args: () => ['search', '--as', reader, '--top', '100', '--json', text],
        }),
      ),
    ),
    suggest: [{ reader: 'agent', args: ({ transcript }) => ['suggest', transcript] }],
  }

for (const engine of engines) {
  describe(`the command line, ${engine.name}`, () => {
    let folder: Folder
    let place: string
    let db: Database | undefined
    beforeAll(async () => {
      folder = makeCanaryFolder()
      place = mkdtempSync(join(tmpdir(), 'sidecue-leak-'))
      if (engine.name === 'server') {
        db = await engine.open()
        const { urlOf } = await import('../support/server-engine.ts')
        const [current] = await ownerOf(db)<{ name: string }[]>`select current_database() as name`
        vi.stubEnv('DATABASE_URL', urlOf(current!.name))
      } else vi.stubEnv('DATABASE_URL', undefined)
      await run(['index'])
    }, 120_000)
    afterAll(async () => {
      vi.unstubAllEnvs()
      await db?.close()
      rmSync(place, { recursive: true, force: true })
      folder.discard()
    })

    /** Everything a command prints, on both streams. */
    async function run(args: string[]): Promise<string> {
      let printed = ''
      const take = (chunk: unknown) => {
        printed += String(chunk)
        return true
      }
      const streams = [
        vi.spyOn(process.stdout, 'write').mockImplementation(take),
        vi.spyOn(process.stderr, 'write').mockImplementation(take),
      ]
      try {
        const data = ['classify', 'summarize'].includes(args[0]!)
          ? []
          : ['--data', join(place, 'data')]
        const own = ['--knowledge', folder.path, ...data]
        await createProgram().parseAsync([...args, ...own], { from: 'user' })
      } finally {
        for (const stream of streams) stream.mockRestore()
        process.exitCode = 0
      }
      return printed
    }

    test('every command has a case', () => {
      const commands = createProgram().commands.map((command) => command.name())
      expect(commands.filter((name) => !(name in COMMANDS))).toEqual([])
    })

    test('no command that answers as somebody tells what that one may not read', async () => {
      const transcript = join(place, 'transcript.json')
      const turns = STATES.flatMap(questionsAbout).map((text, n) => ({
        seq: n + 1,
        speaker: 'customer',
        text,
      }))
      writeFileSync(
        transcript,
        JSON.stringify({ id: 'c-1', channel: 'chat', turns: turns.slice(-6) }),
      )
      const offered = createProgram().commands.map((command) => command.name())
      for (const [name, commands] of Object.entries(COMMANDS)) {
        if (typeof commands === 'string' || !offered.includes(name)) continue
        for (const { args, reader } of commands) {
          const printed = await run(args({ transcript, knowledge: folder.path }))
          expect(printed.length).toBeGreaterThan(20)
          expect(
            leaksTo(reader, printed),
            args({ transcript, knowledge: folder.path }).join(' '),
          ).toEqual([])
          if (name === 'search') expect(canariesIn(printed).length).toBeGreaterThan(10)
        }
      }
    }, 180_000)
  })
}
