import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { readYaml } from '../../src/desk/read-yaml.ts'
import { AppError } from '../../src/errors.ts'
import { noCase, readNumberedRows } from '../read-cases.ts'
import { CaseSettings } from './case-forms.ts'

/**
 * The rows of a file of cases (see `readNumberedRows`). Throws `BAD_INPUT` with file and line for a malformed row or
 * an id that is there twice, and for a file without any row: an empty suite never passes.
 */
export async function readSuiteCases<T extends { id: string }>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<T[]> {
  return readFiles(folder, [name], schema)
}

/** The rows of `<name>.jsonl` and of what stands beside it as `<name>-*.jsonl`, in whatever form. */
export async function readAllCases<T extends { id: string }>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<T[]> {
  return readFiles(folder, await caseFilesOf(folder, name), schema)
}

/** `<name>.jsonl` and those beside it, by the names that they have or would have as JSON lines. */
export async function caseFilesOf(folder: string, name: string): Promise<string[]> {
  const beside = (await readdir(folder))
    .map((file) => file.replace(/\.(?:jsonl(?:\.gz)?|ya?ml)$/, '.jsonl'))
    .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.jsonl'))
  return [`${name}.jsonl`, ...new Set(beside.sort())]
}

/** An id means one case, whichever of the files it stands in. */
async function readFiles<T extends { id: string }>(
  folder: string,
  names: readonly string[],
  schema: z.ZodType<T>,
): Promise<T[]> {
  const places = new Map<string, string>()
  const cases: T[] = []
  for (const name of names) {
    const { file, rows } = await readNumberedRows(folder, name, schema)
    if (rows.length === 0) throw noCase(file)
    for (const { row, line } of rows) {
      const first = places.get(row.id)
      if (first !== undefined) {
        throw new AppError('BAD_INPUT', `The id '${row.id}' is already that of ${first}.`, {
          place: { file, line },
          hint: 'Give one of the two another id.',
        })
      }
      places.set(row.id, names.length === 1 ? `line ${line}` : `${basename(file)} line ${line}`)
      cases.push(row)
    }
  }
  return cases
}

/** `settings.json` of a folder of cases; empty where there is none. Throws `BAD_INPUT` with the line. */
export async function readCaseSettings(folder: string): Promise<CaseSettings> {
  const file = join(folder, 'settings.json')
  if (!existsSync(file)) return {}
  const { value, flaws } = readYaml(await readFile(file, 'utf8'), CaseSettings, file)
  if (value !== null) return value
  const [first] = flaws
  throw new AppError('BAD_INPUT', first?.message ?? 'This file cannot be read.', {
    place: { file, line: first?.line ?? 1, column: first?.column ?? 1 },
  })
}
