import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CHANNELS, Turn } from '../conversations/types.ts'
import { AppError } from '../errors.ts'
import { LANGS } from '../text/types.ts'
import type { Sample, SampleList } from './api-types.ts'
import { SHOWN } from './schemas/service.ts'

/** Nobody waits it out: as long as POST …/elapse takes at once. */
const Silence = z.int().min(1_000).max(3_600_000).multipleOf(1_000)

/** A file of `knowledge/samples/`: a transcript whose turns say how long to wait before them. */
const SampleFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,80}$/),
  title: z.string().min(1).max(200),
  channel: z.enum(CHANNELS),
  lang: z.enum(LANGS),
  shows: z.array(z.enum(SHOWN)).default([]),
  endMs: z.int().min(0).max(60_000).default(0),
  endSkipMs: Silence.optional(),
  closes: z.boolean().default(false),
  turns: z
    .array(
      Turn.omit({ at: true }).extend({
        delayMs: z.int().min(0).max(60_000),
        skipMs: Silence.optional(),
      }),
    )
    .min(1)
    .max(300),
})

/** All samples, by id. A faulty file is left out; `sidecue lint` and the tests name it. */
export async function listSamples(knowledgeDir: string): Promise<SampleList['samples']> {
  const samples: SampleList['samples'] = []
  for (const name of await sampleNames(knowledgeDir)) {
    const sample = await parseSample(join(knowledgeDir, 'samples', name)).catch(() => undefined)
    if (!sample) continue
    const { turns, ...head } = sample
    const durationMs = turns.reduce((sum, turn) => sum + turn.delayMs, head.endMs)
    samples.push({ ...head, turnCount: turns.length, durationMs })
  }
  return samples.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Throws `NOT_FOUND`. The id is looked up among the files there are; it never becomes a path. */
export async function readSample(knowledgeDir: string, id: string): Promise<Sample> {
  const name = (await sampleNames(knowledgeDir)).find((file) => file === `${id}.json`)
  if (name) return parseSample(join(knowledgeDir, 'samples', name))
  throw new AppError('NOT_FOUND', 'No such sample.', { hint: 'GET /v1/samples lists them.' })
}

async function sampleNames(knowledgeDir: string): Promise<string[]> {
  try {
    const entries = await readdir(join(knowledgeDir, 'samples'), { withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map((entry) => entry.name)
  } catch {
    // A knowledge folder need not have samples.
    return []
  }
}

/** Reads one file. Throws what is wrong with it. */
export async function parseSample(path: string): Promise<Sample> {
  return SampleFile.parse(JSON.parse(await readFile(path, 'utf8')))
}
