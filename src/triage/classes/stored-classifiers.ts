import { gunzipSync, gzipSync } from 'node:zlib'
import type { TransactionSql } from '../../db/index.ts'
import type { StoredModel } from '../classifier/index.ts'

/** A classifier that was kept, if it was made of these inputs; null where it has to be trained. */
export async function readStoredClassifier(
  sql: TransactionSql,
  name: string,
  inputs: string,
): Promise<StoredModel | null> {
  const [row] = await sql<{ model: Buffer }[]>`
    select model from app.classifier where name = ${name} and inputs = ${inputs}
  `
  if (row === undefined) return null
  return JSON.parse(gunzipSync(row.model).toString('utf8')) as StoredModel
}

/** In the place of the one before. */
export async function putStoredClassifier(
  sql: TransactionSql,
  made: { name: string; inputs: string; packed: Uint8Array; now: Date },
): Promise<void> {
  await sql`
    insert into app.classifier (name, inputs, model, trained_at)
    values (${made.name}, ${made.inputs}, ${Buffer.from(made.packed)}, ${made.now})
    on conflict (name) do update
    set inputs = excluded.inputs, model = excluded.model, trained_at = excluded.trained_at
  `
}

export function packModel(model: StoredModel): Uint8Array {
  return gzipSync(JSON.stringify(model), { level: 1 })
}
