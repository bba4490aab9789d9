import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../errors.ts'

export type Migration = {
  /** From the file name, counting from 1. */
  number: number
  name: string
  text: string
  /** SHA-256 of the text with line ends as `\n`, in hex. */
  checksum: string
}

/** `migrations/` beside `src/`. */
export const MIGRATIONS_FOLDER = join(import.meta.dirname, '..', '..', 'migrations')

const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/

/** The migrations in a folder, in their order. Throws `INTERNAL` for a wrong or doubled name. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)))
  for (const [at, { number, name }] of migrations.entries()) {
    if (number === migrations[at - 1]?.number) {
      throw new AppError('INTERNAL', `Two migrations have the number ${number}; one is '${name}'.`)
    }
  }
  return migrations
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const match = FILE_NAME.exec(file)
  if (!match) {
    throw new AppError('INTERNAL', `Migration '${file}' is not named like 0001_what_it_does.sql.`)
  }
  const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
  const checksum = createHash('sha256').update(text).digest('hex')
  return { number: Number(match[1]), name: match[2]!, text, checksum }
}
