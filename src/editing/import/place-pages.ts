import { posix } from 'node:path'
import { idFromPath } from '../../articles/index.ts'
import type { Flaw } from '../../errors.ts'
import type { SourcePage } from './types.ts'

const LONGEST_ID = 90

export type PlacedPage = { page: SourcePage; id: string; file: string }

/** Gives every page an id and a file of its own, and says where two are called the same. */
export function placePages(pages: readonly SourcePage[]): { placed: PlacedPage[]; flaws: Flaw[] } {
  const flaws: Flaw[] = []
  const ids = new Set<string>()
  const files = new Set<string>()
  const warn = (page: SourcePage, rule: string, message: string) =>
    flaws.push({ severity: 'warning', rule, message, file: page.from, line: page.line, column: 1 })

  const placed = pages.map((page) => {
    const wanted = idOf(page)
    const id = firstFree(wanted, (one) => ids.has(one))
    ids.add(id)
    if (id !== wanted)
      warn(
        page,
        'duplicate-id',
        `Another page is called '${wanted}' already; this one becomes '${id}'.`,
      )
    const path = isRecord(page) ? id : page.from.replace(/\.[^./]+$/u, '')
    const file = `${firstFree(path, (one) => files.has(one.toLowerCase()))}.md`
    files.add(file.slice(0, -3).toLowerCase())
    return { page, id, file }
  })
  return { placed, flaws }
}

function isRecord(page: SourcePage): boolean {
  return page.from.includes('#')
}

function idOf(page: SourcePage): string {
  const [address = ''] = page.addresses
  const record = /^article:(\w+)$/u.exec(address)?.[1]
  if (record !== undefined) return `article-${record.toLowerCase()}`
  if (page.translationOf !== null)
    return idFromPath(page.from.split('#')[1] ?? page.from).slice(0, LONGEST_ID)
  const path = isRecord(page) ? page.title : page.from.replace(/\.[^./]+$/u, '')
  return idFromPath(posix.normalize(path)).slice(0, LONGEST_ID)
}

function firstFree(wanted: string, isTaken: (one: string) => boolean): string {
  for (let count = 1; ; count++) {
    const one = count === 1 ? wanted : `${wanted}-${count}`
    if (!isTaken(one)) return one
  }
}

/** Where two articles bear the same title, which then answer for each other. */
export function sameTitles(
  titled: readonly { page: SourcePage; title: string; lang: string }[],
): Flaw[] {
  const first = new Map<string, SourcePage>()
  return titled.flatMap(({ page, title, lang }): Flaw[] => {
    const key = `${lang} ${title}`
    const same = first.get(key)
    if (!same) {
      first.set(key, page)
      return []
    }
    const message = `${same.from}:${same.line} has the same title. Join the two, or tell them apart.`
    const at = { file: page.from, line: page.line, column: 1 }
    return [{ severity: 'warning', rule: 'duplicate-title', message, ...at }]
  })
}
