import { z } from 'zod'
import { findCaseFile, readNumberedRows } from '../read-cases.ts'
import { caseFilesOf } from '../suites/read-suite-cases.ts'
import type { CasePlace } from './types.ts'

/** The files that a suite reads its cases from, without `.jsonl`; with a star, those beside it as well. */
const STEMS: Readonly<Record<string, string>> = {
  questions: 'questions',
  conversations: 'conversations',
  attacks: 'attacks',
  check: 'drafts*',
  warnings: 'lines*',
  summary: 'dialogues',
  retrieval: 'queries',
}

const AnyRow = z.looseObject({ id: z.string().optional() })

/** Case → where it is written. A conversation stands there as itself, its steps (`id@3`) do not. */
export async function locateCases(folder: string, suite: string): Promise<Map<string, CasePlace>> {
  const places = new Map<string, CasePlace>()
  if (suite === 'classification') {
    const { file, rows } = await readNumberedRows(folder, 'test.jsonl', AnyRow)
    for (const { line } of rows) places.set(String(line), { file, line })
    return places
  }
  const stem = STEMS[suite]
  if (stem === undefined) return places
  const name = stem.replace('*', '')
  const files = stem.endsWith('*') ? await caseFilesOf(folder, name) : [`${name}.jsonl`]
  for (const one of files) {
    if (findCaseFile(folder, one) === null) continue
    const { file, rows } = await readNumberedRows(folder, one, AnyRow)
    for (const { row, line } of rows) if (row.id !== undefined) places.set(row.id, { file, line })
  }
  return places
}

/** Where a case is written, also that of a step of a conversation. */
export function placeOf(places: ReadonlyMap<string, CasePlace>, id: string): CasePlace | undefined {
  return places.get(id) ?? places.get(id.replace(/@\d+$/, ''))
}
