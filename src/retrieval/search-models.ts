import type { Database } from '../db/index.ts'
import type { DenseLane } from './dense-lane.ts'
import type { RerankLane } from './rerank-passages.ts'

/** Models that searches of a database may use. None is needed. */
export type SearchModels = { dense?: DenseLane; rerank?: RerankLane }

const models = new WeakMap<Database, SearchModels>()

/** Lets all searches of this database use these models: set once, by whoever opened it. */
export function setSearchModels(db: Database, using: SearchModels): void {
  models.set(db, using)
}

export function searchModelsOf(db: Database): SearchModels {
  return models.get(db) ?? NONE
}

const NONE: SearchModels = {}
