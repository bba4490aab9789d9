import type { Database } from '../db/index.ts'
import { readGeneration as readGenerationIn } from '../indexing/read-generation.ts'

/** Counts the changes of what customers may read. */
export function readGeneration(db: Database): Promise<number> {
  return db.read('customer', (sql) => readGenerationIn(sql, 'customer'))
}
