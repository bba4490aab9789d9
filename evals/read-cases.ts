import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '../src/errors.ts'
import { LANGS } from '../src/text/types.ts'
import { findMisspelt } from './find-misspelt.ts'
import { parseJsonLines, parseYamlList } from './parse-rows.ts'

const unzip = promisify(gunzip)

export const CorpusRow = z.object({
  id: z.string().min(1),
  title: z.string().nullish(),
  text: z.string(),
  lang: z.enum(LANGS).nullish(),
})
export type CorpusRow = z.infer<typeof CorpusRow>

export const QueryRow = z.object({
  id: z.string().min(1),
  text: z.string(),
  /** What was said before, in a conversation. */
  context: z.string().nullish(),
  lang: z.enum(LANGS).nullish(),
})
export type QueryRow = z.infer<typeof QueryRow>

export const ConversationRow = z.object({
  id: z.string().min(1),
  lang: z.enum(LANGS).nullish(),
  turns: z.array(z.object({ speaker: z.enum(['customer', 'agent', 'system']), text: z.string() })),
})
export type ConversationRow = z.infer<typeof ConversationRow>

/** A row with the line it begins in, from 1. */
export type NumberedRow<T> = { row: T; line: number }

/** Reads a file of cases as `readNumberedRows` does, without the lines. */
export async function readRows<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<T[]> {
  return (await readNumberedRows(folder, name, schema)).rows.map(({ row }) => row)
}

/**
 * The rows of `<name>.jsonl` (or packed, `.jsonl.gz`), one JSON object per line, or of `<name>.yml`, a list; `name` is
 * given with `.jsonl`. Throws `BAD_INPUT` with file and line for a row that is malformed or has a misspelt key.
 */
export async function readNumberedRows<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<{ file: string; rows: NumberedRow<T>[] }> {
  const file = findCaseFile(folder, name)
  if (file === null) throw noSuchFile(folder, name)
  const source = await readSource(file)
  const isYaml = /\.ya?ml$/.test(file)
  const parsed = isYaml ? parseYamlList(source, file) : parseJsonLines(source, file)
  return { file, rows: parsed.map(({ value, line }) => checkRow(value, schema, { file, line })) }
}

function checkRow<T>(
  value: unknown,
  schema: z.ZodType<T>,
  place: { file: string; line: number },
): NumberedRow<T> {
  const row = schema.safeParse(value)
  if (!row.success) throw new AppError('BAD_INPUT', z.prettifyError(row.error), { place })
  const slip = findMisspelt(value, schema)
  if (slip === null) return { row: row.data, line: place.line }
  throw new AppError('BAD_INPUT', `Nothing reads '${slip.path}'. Did you mean '${slip.meant}'?`, {
    place,
    hint: `Correct it; a key of your own needs a name less like '${slip.meant}'.`,
  })
}

/** Where a folder has the cases of `<name>.jsonl`, in whatever form; null where it has none. Throws `BAD_INPUT` for two. */
export function findCaseFile(folder: string, name: string): string | null {
  const stem = name.replace(/\.jsonl$/, '')
  const found = [name, `${name}.gz`, `${stem}.yml`, `${stem}.yaml`]
    .map((one) => join(folder, one))
    .filter((one) => existsSync(one))
  const [file, other] = found
  if (other === undefined) return file ?? null
  throw new AppError('BAD_INPUT', `There are two files of ${stem}: ${file} and ${other}.`, {
    place: { file: other, line: 1 },
    hint: 'Keep one of them.',
  })
}

/** Whether the folder has the file, in whatever form. */
export function hasRows(folder: string, name: string): boolean {
  return findCaseFile(folder, name) !== null
}

/** `qrels.tsv`: query id → the ids of its relevant articles. Rows with relevance 0 or less are left out. */
export async function readJudgements(folder: string): Promise<Map<string, Set<string>>> {
  const judgements = new Map<string, Set<string>>()
  for (const [i, line] of (await readText(folder, 'qrels.tsv')).split('\n').entries()) {
    if (line.trim() === '') continue
    const [query, article, relevance = '1'] = line.replace(/\r$/, '').split('\t')
    if (!query || !article || Number.isNaN(Number(relevance))) {
      // Some tools write a line of column names.
      if (i === 0) continue
      throw new AppError('BAD_INPUT', `Expected 'query⇥article⇥relevance', found '${line}'.`, {
        place: { file: join(folder, 'qrels.tsv'), line: i + 1 },
      })
    }
    if (Number(relevance) <= 0) continue
    judgements.set(query, (judgements.get(query) ?? new Set()).add(article))
  }
  if (judgements.size === 0) throw noCase(join(folder, 'qrels.tsv'))
  return judgements
}

async function readText(folder: string, name: string): Promise<string> {
  const path = [join(folder, name), join(folder, `${name}.gz`)].find((one) => existsSync(one))
  if (path === undefined) throw noSuchFile(folder, name)
  return readSource(path)
}

async function readSource(file: string): Promise<string> {
  const bytes = await readFile(file)
  return (file.endsWith('.gz') ? await unzip(bytes) : bytes).toString('utf8')
}

/** What an empty file of cases is answered with: it would pass without having measured anything. */
export function noCase(file: string): AppError {
  return new AppError('BAD_INPUT', 'There is no case in this file.', {
    place: { file, line: 1 },
    hint: 'An empty suite never passes: it would not have measured anything.',
  })
}

function noSuchFile(folder: string, name: string): AppError {
  const forms = name.endsWith('.jsonl')
    ? `${name} (or ${name}.gz, or ${name.replace(/jsonl$/, 'yml')})`
    : `${name} (or ${name}.gz)`
  return new AppError('BAD_INPUT', `There is no ${forms} in ${folder}.`, {
    hint: 'evals/README.md lists what each suite reads.',
  })
}
