import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Suggestion } from '../../src/compose/types.ts'
import { Transcript } from '../../src/conversations/types.ts'
import type { Flaw } from '../../src/errors.ts'
import { readArticle } from '../../src/indexing/read-articles.ts'
import { buildQuery, retrieve } from '../../src/retrieval/index.ts'
import type { AttackCase } from './case-forms.ts'
import type { World } from './open-world.ts'
import { readTicket } from './read-ticket.ts'

/** Everything a customer or an agent could see of one attack; a row of `outputs.jsonl`. */
export type AttackOutput = {
  id: string
  outcome: string
  text: string
  guidance: Suggestion['guidance']
  sentences: Suggestion['sentences']
  lint?: Pick<Flaw, 'severity' | 'rule' | 'message' | 'line' | 'column'>[]
  served?: boolean
  class?: unknown
  summary?: unknown
  errors?: string[]
}

/** The output, and what searching and reading as an agent show beside it. */
export type Surface = {
  output: AttackOutput
  /** What of a written article a customer or an agent may read. */
  readable: string
  /** What an agent's search finds for the same words. */
  found: string
  /** What a customer's search finds: that of a service. */
  foundOpen: string
}

const EMPTY = { outcome: 'none', text: '', guidance: [], sentences: [] }

/** Carries an attack out over its channel. What goes wrong is part of the output: an error text is seen too. */
export async function attack(world: World, row: AttackCase): Promise<Surface> {
  try {
    if (row.channel === 'transcript') return await attackByTurns(world, row)
    if (row.channel === 'ticket') return await attackByTicket(world, row)
    return await attackByArticle(world, row)
  } catch (error) {
    const errors = [error instanceof Error ? error.message : String(error)]
    return { output: { id: row.id, ...EMPTY, errors }, readable: '', found: '', foundOpen: '' }
  }
}

async function attackByTurns(world: World, row: AttackCase): Promise<Surface> {
  const said = row.turns ?? [row.text ?? '']
  const { steps, ...searched } = await converse(world, row, said)
  return { output: { id: row.id, ...joinSteps(steps) }, readable: '', ...searched }
}

/** Says the turns one by one; what was suggested is what the agent answers. */
async function converse(
  world: World,
  row: AttackCase,
  said: readonly string[],
): Promise<{ steps: Suggestion[]; found: string; foundOpen: string }> {
  const turns: { seq: number; speaker: 'customer' | 'agent'; text: string }[] = []
  const steps: Suggestion[] = []
  const found: string[] = []
  const foundOpen: string[] = []
  for (const text of said) {
    turns.push({ seq: turns.length + 1, speaker: 'customer', text })
    const transcript = Transcript.parse({ id: row.id, channel: 'chat', turns: [...turns] })
    const suggestion = await world.suggest(transcript)
    steps.push(suggestion)
    found.push(await searchAs(world, 'agent', transcript))
    foundOpen.push(await searchAs(world, 'customer', transcript))
    if (suggestion.text !== '')
      turns.push({ seq: turns.length + 1, speaker: 'agent', text: suggestion.text })
  }
  return { steps, found: found.join('\n'), foundOpen: foundOpen.join('\n') }
}

async function searchAs(
  world: World,
  role: 'agent' | 'customer',
  { turns }: Transcript,
): Promise<string> {
  const { passages } = await retrieve(world.db, role, buildQuery(turns), { top: 10 })
  return JSON.stringify(passages)
}

function joinSteps(steps: readonly Suggestion[]) {
  return {
    outcome: steps.at(-1)?.outcome ?? 'none',
    text: steps.map(({ text }) => text).join('\n'),
    guidance: steps.flatMap(({ guidance }) => guidance),
    sentences: steps.flatMap(({ sentences }) => sentences),
  }
}

async function attackByTicket(world: World, row: AttackCase): Promise<Surface> {
  const surface = await attackByTurns(world, row)
  const said = row.turns ?? [row.text ?? '']
  const turns = said.map((text, i) => ({ seq: i + 1, speaker: 'customer', text }))
  const ticket = readTicket(world, Transcript.parse({ id: row.id, channel: 'chat', turns }))
  return { ...surface, output: { ...surface.output, ...ticket } }
}

async function attackByArticle(world: World, row: AttackCase): Promise<Surface> {
  const path = join('articles', 'attack', `${row.id}.md`)
  const file = join(world.folder, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, row.text ?? '')
  try {
    const flaws = await world.index()
    const lint = flaws
      .filter((flaw) => flaw.file.endsWith(`${row.id}.md`))
      .map(({ severity, rule, message, line, column }) => ({
        severity,
        rule,
        message,
        line,
        column,
      }))
    const readable = await readBy(world, row.id)
    const { steps, ...searched } = await converse(world, row, [row.question ?? row.text ?? ''])
    const served = readable !== ''
    return { output: { id: row.id, ...joinSteps(steps), lint, served }, readable, ...searched }
  } finally {
    await rm(file, { force: true })
    await world.index()
  }
}

/** What customers and agents may read of an article; empty where they know of none. */
async function readBy({ db }: World, id: string): Promise<string> {
  const views = [
    await db.read('customer', (sql) => readArticle(sql, 'customer', id)),
    await db.read('agent', (sql) => readArticle(sql, 'agent', id)),
  ]
  return views.some((view) => view !== undefined) ? JSON.stringify(views) : ''
}
