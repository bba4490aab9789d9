import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readFrontMatter } from '../../articles/front-matter.ts'
import { CHANNELS, Turn } from '../../conversations/types.ts'
import { LANGS } from '../../text/types.ts'
import { askedAlone, type FoundQuestion } from './known-questions.ts'

/** What articles promise: their `asks`, and what they must not be used for. `files`: below the folder. */
export async function contractQuestions(
  folder: string,
  files: readonly string[],
): Promise<FoundQuestion[]> {
  const found: FoundQuestion[] = []
  for (const path of files) {
    const source = await readFile(join(folder, path), 'utf8').catch(() => '')
    const head = headOf(source, path)
    if (head?.state !== 'published' || head.audience !== 'customer') continue
    const { id: article, lang } = head
    for (const ask of head.asks) found.push(askedAlone(ask, lang, { kind: 'ask', article, path }))
    for (const { ask, why } of head.mustNot)
      found.push(askedAlone(ask, lang, { kind: 'must-not', article, path, why }))
  }
  return found
}

function headOf(source: string, path: string) {
  const yaml = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/u.exec(source)?.[1]
  if (yaml === undefined) return null
  const { frontMatter, harmless } = readFrontMatter(yaml, path, 2)
  return frontMatter ?? harmless
}

/** Turns as `knowledge/samples/` has them; what else stands there is for playing them. */
const Sample = z.object({
  channel: z.enum(CHANNELS).default('chat'),
  lang: z.enum(LANGS).optional(),
  turns: z.array(z.object(Turn.shape)).min(1),
})

/** Every point of the sample transcripts at which the customer has just spoken. A faulty file is left out: lint names it. */
export async function sampleQuestions(folder: string): Promise<FoundQuestion[]> {
  const names = await readdir(join(folder, 'samples')).catch(() => [])
  const found: FoundQuestion[] = []
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const path = `samples/${name}`
    const sample = await readSample(join(folder, path))
    if (sample === null) continue
    const { channel, lang } = sample
    const turns = sample.turns.filter(({ final }) => final)
    for (const [at, turn] of turns.entries()) {
      if (turn.speaker !== 'customer' || turns[at + 1]?.speaker === 'customer') continue
      const said = turns.slice(0, at + 1)
      const transcript = { channel, ...(lang ? { lang } : {}), turns: said }
      found.push({ transcript, source: { kind: 'sample', path, turn: turn.seq } })
    }
  }
  return found
}

async function readSample(file: string): Promise<z.infer<typeof Sample> | null> {
  try {
    const read = Sample.safeParse(JSON.parse(await readFile(file, 'utf8')))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
