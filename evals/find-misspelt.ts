import { z } from 'zod'
import { editDistance } from '../src/articles/nearest-name.ts'

/** The part of a JSON Schema that says which keys there are. */
type Keys = {
  properties?: Record<string, Keys>
  items?: Keys
  anyOf?: Keys[]
}

export type Misspelt = { path: string; found: string; meant: string }

const known = new WeakMap<z.ZodType, Keys>()

/**
 * A key of a row that nothing reads, but that looks like one that is read and is not there: `must_sya`. Other keys are
 * the writer's own. Such a slip would leave a case that cannot fail.
 */
export function findMisspelt(value: unknown, schema: z.ZodType): Misspelt | null {
  let keys = known.get(schema)
  if (keys === undefined) {
    keys = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Keys
    known.set(schema, keys)
  }
  return lookThrough(value, keys, [])
}

function lookThrough(value: unknown, keys: Keys, path: readonly string[]): Misspelt | null {
  if (Array.isArray(value)) {
    const items = keys.items ?? keys.anyOf?.find((one) => one.items !== undefined)?.items
    if (items === undefined) return null
    return firstOf(value.entries(), ([i, item]) => lookThrough(item, items, [...path, String(i)]))
  }
  const { properties } = keys
  if (properties === undefined || typeof value !== 'object' || value === null) return null
  const absent = Object.keys(properties).filter((name) => !Object.hasOwn(value, name))
  return firstOf(Object.entries(value), ([found, inner]) => {
    const own = properties[found]
    if (own !== undefined) return lookThrough(inner, own, [...path, found])
    const meant = absent.find((name) => looksLike(found, name))
    return meant === undefined ? null : { path: [...path, found].join('.'), found, meant }
  })
}

/** The same but for case and joints, or one slip in a word of some length. */
function looksLike(found: string, name: string): boolean {
  const [a, b] = [plain(found), plain(name)]
  if (a === b) return true
  const slips = b.length >= 9 ? 2 : b.length >= 6 ? 1 : 0
  return slips > 0 && editDistance(a, b) <= slips
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, '')
}

function firstOf<T, R>(items: Iterable<T>, find: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = find(item)
    if (found !== null) return found
  }
  return null
}
