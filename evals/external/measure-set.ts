import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { loadDesk } from '../../src/desk/index.ts'
import { findConductFaults } from '../../src/guard/conduct.ts'
import { foldText } from '../../src/text/fold.ts'
import { detectWarnings } from '../../src/triage/detect-warnings.ts'
import { runEval } from '../index.ts'
import { areaUnderRoc } from '../metrics.ts'
import { readRows } from '../read-cases.ts'
import { rougeN } from '../rouge.ts'
import { Labelled, LineOf } from './forms.ts'
import type { Kind } from './kinds.ts'

/** Figures by name, as shares from 0 to 1 unless the name says otherwise. */
export type Figures = Record<string, number>

/** Measures a public set with the suite for its kind; what has no suite is put into the form of one, or counted here. */
export async function measureSet(kind: Kind, folder: string, out: string): Promise<Figures | null> {
  switch (kind) {
    case 'retrieval':
      return (await runEval('retrieval', { cases: folder, out })).metrics
    case 'grounded dialogue':
      return (await runEval('grounding', { cases: folder, out })).metrics
    case 'classification':
      return (await runEval('classification', { cases: folder, out })).metrics
    case 'summaries':
      return measureSummaries(folder, out)
    case 'key turns':
      return measureKeyTurns(folder, out)
    case 'offence':
      return measureOffence(folder)
    case 'spelling':
      return measureSpelling(folder, out)
    case 'same intent':
      return measureSameIntent(folder)
    case 'scripts':
      return measureScripts(folder)
    case 'safety':
      return measureSafety(folder)
    case 'material':
      return null
  }
}

/** Public sets may have an id twice; a suite refuses that, so each row gets one of its own. */
async function measureSummaries(folder: string, out: string): Promise<Figures> {
  const cases = join(out, 'cases')
  await mkdir(cases, { recursive: true })
  const rows = await readRows(folder, 'dialogues.jsonl', z.looseObject({ id: z.string() }))
  const lines = rows.map((row, i) => JSON.stringify({ ...row, id: `${row.id}-${i + 1}` }))
  await writeFile(join(cases, 'dialogues.jsonl'), lines.map((line) => `${line}\n`).join(''))
  const { metrics } = await runEval('summary', { cases, out })
  await rm(cases, { recursive: true, force: true })
  return metrics
}

/** The mean over the languages that the set has, each by its name as well. */
async function measureKeyTurns(folder: string, out: string): Promise<Figures> {
  const figures: Figures = {}
  for (const lang of ['zh', 'en']) {
    const text = await readFile(join(folder, `dialogues-${lang}.jsonl`), 'utf8').catch(() => null)
    if (text === null) continue
    const cases = join(out, `cases-${lang}`)
    await mkdir(cases, { recursive: true })
    await writeFile(join(cases, 'dialogues.jsonl'), text)
    const { metrics } = await runEval('summary', { cases, out: join(out, lang) })
    await rm(cases, { recursive: true, force: true })
    figures[`keyTurnsF1 ${lang}`] = metrics.keyTurnsF1 ?? 0
  }
  const values = Object.values(figures)
  return { ...figures, keyTurnsF1: values.reduce((sum, one) => sum + one, 0) / values.length }
}

async function measureOffence(folder: string): Promise<Figures> {
  const rows = await readRows(folder, 'test.jsonl', Labelled)
  const pairs = rows.map(({ text, label }) => ({
    right: label !== 'ok' && !/^(?:not|non|clean|neutral|safe)/.test(label),
    said: findConductFaults(text).length > 0,
  }))
  return binary(pairs)
}

/** F1 of what is found, and the share that is right of all. */
function binary(pairs: readonly { right: boolean; said: boolean }[]): Figures {
  const count = (right: boolean, said: boolean) =>
    pairs.filter((one) => one.right === right && one.said === said).length
  const hits = count(true, true)
  const f1 = hits === 0 ? 0 : (2 * hits) / (2 * hits + count(true, false) + count(false, true))
  return { f1, accuracy: (hits + count(false, false)) / Math.max(1, pairs.length) }
}

/** What was meant, looked up by what was written: the corrected texts are the corpus, those with slips the queries. */
async function measureSpelling(folder: string, out: string): Promise<Figures> {
  const rows = (await readPairs(folder)).map((cells) => cells.slice(-2) as [string, string])
  const slips = rows.filter(([written, meant]) => written !== meant)
  const ids = new Map(
    [...new Set(slips.map(([, meant]) => meant))].map((text, i) => [text, `d${i}`]),
  )
  const cases = join(out, 'cases')
  await mkdir(cases, { recursive: true })
  const write = (name: string, lines: readonly string[]) =>
    writeFile(join(cases, name), lines.map((line) => `${line}\n`).join(''))
  await write(
    'corpus.jsonl',
    [...ids].map(([text, id]) => JSON.stringify({ id, text })),
  )
  await write(
    'queries.jsonl',
    slips.map(([text], i) => JSON.stringify({ id: `q${i}`, text })),
  )
  await write(
    'qrels.tsv',
    slips.map(([, meant], i) => `q${i}\t${ids.get(meant)}\t1`),
  )
  const { metrics } = await runEval('retrieval', { cases, out })
  await rm(cases, { recursive: true, force: true })
  return metrics
}

async function readPairs(folder: string): Promise<string[][]> {
  const lines = (await readFile(join(folder, 'pairs.tsv'), 'utf8')).split('\n')
  return lines.filter((line) => line !== '').map((line) => line.split('\t'))
}

/** How well pairs of characters or words in common tell pairs of one intent from others; nothing is fitted. */
async function measureSameIntent(folder: string): Promise<Figures> {
  const same: number[] = []
  const other: number[] = []
  for (const [a = '', b = '', label] of await readPairs(folder)) {
    const likeness = (rougeN(a, b, 1).f1 + rougeN(a, b, 2).f1) / 2
    if (label === '1') same.push(likeness)
    else other.push(likeness)
  }
  return { auc: areaUnderRoc(same, other) }
}

/** Whether both ways to write a text are one text to the search. */
async function measureScripts(folder: string): Promise<Figures> {
  const rows = (await readPairs(folder)).map((cells) => cells.slice(-2) as [string, string])
  const same = rows.filter(([from, to]) => foldText(from) === foldText(to))
  return { folded: same.length / rows.length }
}

/** Warnings and conduct, which need no knowledge; attacks are a suite of their own. */
async function measureSafety(folder: string): Promise<Figures> {
  const { desk } = await loadDesk('knowledge')
  const lines = await readRows(folder, 'sensitive.jsonl', LineOf)
  const warnings = lines.map(({ text, fires }) => {
    const turn = { seq: 1, speaker: 'customer', text, final: true, rev: 0 } as const
    return { right: fires === true, said: detectWarnings([turn], desk).length > 0 }
  })
  const abuse = (await readRows(folder, 'abuse.jsonl', LineOf)).map(({ text, label }) => ({
    right: label === 'violation',
    said: findConductFaults(text).length > 0,
  }))
  return { 'warnings f1': binary(warnings).f1 ?? 0, 'conduct f1': binary(abuse).f1 ?? 0 }
}
