import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../src/errors.ts'
import { readNumberedRows } from '../read-cases.ts'
import { CaseSettings } from './case-forms.ts'

/**
 * The rows of `<name>` (or `<name>.gz`). Throws `BAD_INPUT` with file and line for a malformed row or
 * an id that is there twice, and for a file without any row: an empty suite never passes.
 */
export async function readSuiteCases<T extends { id: string }>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<T[]> {
  const numbered = await readNumberedRows(folder, name, schema)
  if (numbered.length === 0) {
    throw new AppError('BAD_INPUT', 'There is no case in this file.', {
      place: { file: join(folder, name), line: 1 },
      hint: 'An empty suite would pass without having measured anything.',
    })
  }
  const lines = new Map<string, number>()
  for (const { row, line } of numbered) {
    const first = lines.get(row.id)
    if (first !== undefined) {
      throw new AppError('BAD_INPUT', `The id '${row.id}' is already that of line ${first}.`, {
        place: { file: join(folder, name), line },
      })
    }
    lines.set(row.id, line)
  }
  return numbered.map(({ row }) => row)
}

/** The rows of `<name>.jsonl` and of what stands beside it as `<name>-*.jsonl`, packed or not. */
export async function readAllCases<T extends { id: string }>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<T[]> {
  const beside = (await readdir(folder))
    .map((file) => file.replace(/\.gz$/, ''))
    .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.jsonl'))
  const rows: T[] = []
  for (const file of [`${name}.jsonl`, ...new Set(beside.sort())])
    rows.push(...(await readSuiteCases(folder, file, schema)))
  return rows
}

/** `settings.json` of a folder of cases; empty where there is none. */
export async function readCaseSettings(folder: string): Promise<CaseSettings> {
  const file = join(folder, 'settings.json')
  if (!existsSync(file)) return {}
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'This file is not JSON.', { place: { file }, cause })
  }
  const settings = CaseSettings.safeParse(value)
  if (settings.success) return settings.data
  throw new AppError('BAD_INPUT', z.prettifyError(settings.error), { place: { file } })
}
