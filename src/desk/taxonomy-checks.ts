import type { z } from 'zod'
import type { Condition, Localized, RequiredField } from './types.ts'

type Path = (string | number)[]
type Row = { id: string; renamed_from: string[]; parent?: string | undefined; when?: Condition[] }

/** What the file says, before what is left out is taken from parents. */
export type TaxonomyRows = {
  types: (Row & {
    name: Localized
    deadline_hours?: number | undefined
    requires?: RequiredField[] | undefined
    examples: Partial<Record<string, string[]>>
  })[]
  modules: (Row & {
    name: Localized
    department?: string | undefined
    examples: Partial<Record<string, string[]>>
  })[]
  departments: (Row & { name: Localized; when: Condition[] })[]
  urgencies: (Row & {
    name: Localized
    rule: string
    when: Condition[]
    deadline_hours?: number | undefined
  })[]
  priorities: (Row & { name: Localized; rule: string; when: Condition[] })[]
}

const LISTS = ['types', 'modules', 'departments', 'urgencies', 'priorities'] as const
const NOUNS = {
  types: 'ticket type',
  modules: 'module',
  departments: 'department',
  urgencies: 'urgency',
  priorities: 'priority',
}

/** Whatever names something else in the file names what is there, and no parents go round in a circle. */
export function checkTaxonomy(rows: TaxonomyRows, context: z.RefinementCtx): void {
  const ids = Object.fromEntries(
    LISTS.map((list) => [list, new Set(rows[list].map(({ id }) => id))]),
  ) as Record<(typeof LISTS)[number], Set<string>>
  const flaw = (path: Path, message: string) =>
    context.addIssue({ code: 'custom', path, message, input: rows })
  const wanted = (list: (typeof LISTS)[number], id: string, path: Path) => {
    if (!ids[list].has(id))
      flaw(path, `no ${NOUNS[list]} '${id}'; there are: ${[...ids[list]].join(', ')}`)
  }
  for (const list of LISTS) {
    checkParents(list, rows[list], wanted, flaw)
    checkRenamed(list, rows[list], ids[list], flaw)
    for (const [at, row] of rows[list].entries())
      for (const [nth, { types, modules, urgencies }] of (row.when ?? []).entries())
        for (const [key, named] of Object.entries({ types, modules, urgencies }))
          for (const [i, id] of (named ?? []).entries())
            wanted(key as 'types', id, [list, at, 'when', nth, key, i])
  }
  for (const [at, { department }] of rows.modules.entries())
    if (department !== undefined) wanted('departments', department, ['modules', at, 'department'])
  checkInherited(rows, flaw)
}

function checkParents(
  list: (typeof LISTS)[number],
  rows: Row[],
  wanted: (list: (typeof LISTS)[number], id: string, path: Path) => void,
  flaw: (path: Path, message: string) => void,
): void {
  const parents = new Map(rows.map(({ id, parent }) => [id, parent]))
  for (const [at, { id, parent }] of rows.entries()) {
    if (parent === undefined) continue
    wanted(list, parent, [list, at, 'parent'])
    const trail = [id]
    for (let next: string | undefined = parent; next !== undefined; next = parents.get(next)) {
      trail.push(next)
      if (next === id) {
        flaw([list, at, 'parent'], `parents go round in a circle: ${trail.join(' → ')}`)
        break
      }
      if (trail.length > rows.length) break
    }
  }
}

function checkRenamed(
  list: string,
  rows: Row[],
  ids: Set<string>,
  flaw: (path: Path, message: string) => void,
): void {
  const taken = new Map<string, string>()
  for (const [at, { id, renamed_from }] of rows.entries()) {
    for (const [i, old] of renamed_from.entries()) {
      const path = [list, at, 'renamed_from', i]
      const other = taken.get(old)
      if (ids.has(old)) flaw(path, `'${old}' is still the id of a label; a former name is not`)
      else if (other !== undefined) flaw(path, `'${old}' is also a former name of '${other}'`)
      taken.set(old, id)
    }
  }
}

/** What is left out has to come from a parent. */
function checkInherited(rows: TaxonomyRows, flaw: (path: Path, message: string) => void): void {
  for (const [at, row] of rows.types.entries())
    if (inherited(rows.types, row, (one) => one.deadline_hours) === undefined)
      flaw(['types', at], `'${row.id}' needs deadline_hours, its own or its parent's`)
  for (const [at, row] of rows.modules.entries())
    if (inherited(rows.modules, row, (one) => one.department) === undefined)
      flaw(['modules', at], `'${row.id}' needs a department, its own or its parent's`)
}

/** The first value from the row upwards; undefined where nobody has one. */
export function inherited<R extends { id: string; parent?: string | undefined }, T>(
  rows: R[],
  row: R,
  read: (row: R) => T | undefined,
): T | undefined {
  let next: R | undefined = row
  for (let steps = 0; next !== undefined && steps <= rows.length; steps++) {
    const value = read(next)
    if (value !== undefined) return value
    const { parent }: R = next
    next = rows.find(({ id }) => id === parent)
  }
  return undefined
}
