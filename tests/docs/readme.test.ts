import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileArticle } from '../../src/articles/index.ts'
import {
  createServerWorld,
  type ServerWorld,
  SLOW_MS,
  waitUntilReady,
} from '../http/server-process.ts'
import { startScriptedEmbeddings } from '../support/scripted-embeddings.ts'
import { startScriptedModel } from '../support/scripted-model.ts'

const run = promisify(execFile)
const readme = readFileSync('README.md', 'utf8')
/** Run by CI itself, on a clean checkout. */
const RUN_BY_CI = ['npm ci && npm start', 'npm ci && npm test']

const commands = blocks('sh').flatMap((block) => block.replaceAll('\\\n', ' ').trim().split('\n'))
const sidecue = commands.filter((line) => line.startsWith('npx sidecue '))
/** With a model: what stands before the command names its address. */
const withModel = commands.filter((line) => /^SIDECUE_\w+=.* npx sidecue /.test(line))
const curl = commands.filter((line) => line.startsWith('curl '))

describe('README', () => {
  let data: string
  let world: ServerWorld
  let url: string

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'sidecue-readme-'))
    world = await createServerWorld(['desk.yml', 'phrases', 'articles'])
    const server = world.start()
    url = await server.url()
    await waitUntilReady(url)
  }, SLOW_MS)
  afterAll(async () => {
    await world?.remove()
    await rm(data, { recursive: true, force: true })
  })

  it('has no command that nothing runs', () => {
    const run = [...RUN_BY_CI, ...sidecue, ...withModel, ...curl]
    expect(commands).toEqual(expect.arrayContaining(run))
    expect(commands).toHaveLength(run.length)
  })

  it.each(sidecue)('%s', { timeout: SLOW_MS }, async (line) => {
    const { stdout } = await shell(`node src/cli.ts ${line.slice('npx sidecue '.length)}`)
    expect(stdout).not.toBe('')
  })

  it.each(withModel)('%s', { timeout: SLOW_MS }, async (line) => {
    const model = line.includes('_CHAT_')
      ? await startScriptedModel()
      : await startScriptedEmbeddings()
    try {
      const here = line.replace('http://127.0.0.1:11434/v1', model.url)
      const { stdout } = await shell(here.replace('npx sidecue', 'node src/cli.ts'))
      expect(stdout).not.toBe('')
      expect(model.requests.length).toBeGreaterThan(0)
    } finally {
      await model.close()
    }
  })

  it.each(curl)('%s', async (line) => {
    const { stdout } = await shell(line.replace('http://127.0.0.1:8787', url))
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'answer' })
  })

  it.each(blocks('markdown'))('shows an article that is served: %s', (source) => {
    const { article, flaws } = compileArticle(source, {
      path: 'articles/refund-coins.md',
      now: new Date('2026-11-21T00:00:00Z'),
    })
    expect(flaws).toEqual([])
    expect(article?.parts.map((part) => part.audience)).toEqual(['customer', 'agent'])
  })

  async function shell(line: string) {
    const script = join(data, 'example.sh')
    await writeFile(script, line)
    const env = { PATH: process.env.PATH, SIDECUE_DATA: join(data, 'sidecue') }
    return run('sh', [script], { env, timeout: SLOW_MS })
  }
})

function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text]) => text ?? '',
  )
}
