import { finding } from '../file-view.ts'
import { questionKey } from '../question-key.ts'
import { familyOf, isServedNow, isVersionOf } from '../same-page.ts'
import type { Finding, FolderView, Page } from '../types.ts'

/** Titles and questions by which two articles would both be found. */
export function shared(view: FolderView): Finding[] {
  const pages = view.pages.filter((page) => page.head !== null && isServedNow(page.head, view.now))
  return [...sharedTitles(pages), ...sharedAsks(pages)]
}

type Entry = { page: Page; key: string; text: string }

function sharedTitles(pages: readonly Page[]): Finding[] {
  const entries = pages.map((page): [string, Entry] => {
    const { title, lang, audience } = page.head!
    const key = questionKey(title)
    return [`${lang} ${audience} ${key}`, { page, key: 'title', text: title }]
  })
  return clashes(entries).map(([one, other]) => {
    const message = `${other.page.path} has the same title.`
    return report('shared-title', one, other, message)
  })
}

/** A translation may ask alike: it answers alike. */
function sharedAsks(pages: readonly Page[]): Finding[] {
  const entries = pages.flatMap((page) =>
    page.head!.asks.map((ask, index): [string, Entry] => [
      questionKey(ask),
      { page, key: `asks.${index}`, text: ask },
    ]),
  )
  return clashes(entries).map(([one, other]) =>
    report('shared-ask', one, other, `${other.page.path} lists this question too.`),
  )
}

function report(rule: string, one: Entry, other: Entry, message: string): Finding {
  const place = ({ page, key }: Entry) => page.places[key] ?? { line: 1, column: 1 }
  return finding(rule, one.page.path, place(one), message, {
    found: one.text,
    related: [{ file: other.page.path, ...place(other), quote: other.text, isHidden: false }],
  })
}

/** Each entry that has the key of an earlier one, with that one. */
function clashes(entries: readonly (readonly [string, Entry])[]): [Entry, Entry][] {
  const first = new Map<string, Entry[]>()
  const found: [Entry, Entry][] = []
  for (const [key, entry] of entries) {
    if (questionKey(entry.text) === '') continue
    const before = first.get(key) ?? []
    const clash = before.find(
      ({ page }) =>
        familyOf(page) !== familyOf(entry.page) && !isVersionOf(page.path, entry.page.path),
    )
    if (clash) found.push([entry, clash])
    else first.set(key, [...before, entry])
  }
  return found
}
