import { formatDay, toLocal } from '../../../text/zoned-time.ts'
import { finding } from '../file-view.ts'
import { quote } from '../quote.ts'
import { isOver, isServedNow } from '../same-page.ts'
import type { Announcement, Finding, FolderView, Page } from '../types.ts'

/** An event that ended may still be asked about for so long; then the article is only in the way. */
const KEPT_DAYS = 30
const DAY_MS = 86_400_000

/** What time has overtaken: reviews, ends, releases, announcements. */
export function times(view: FolderView): Finding[] {
  const today = formatDay(toLocal(view.now, view.desk.timeZone))
  return view.pages.flatMap((page) => [
    ...datesOf(page, view.now, today),
    ...announced(view, page, today),
  ])
}

function datesOf({ head, path, places }: Page, now: Date, today: string): Finding[] {
  if (head?.state !== 'published') return []
  if (isOver(head, now)) {
    const days = (now.getTime() - Date.parse(head.expires!)) / DAY_MS
    if (days < KEPT_DAYS) return []
    const message = `The article ended ${Math.floor(days)} days ago and is still published.`
    return [finding('expired', path, places.expires ?? TOP, message, { found: head.expires! })]
  }
  if (head.reviewBy === null || head.reviewBy >= today) return []
  const owner = head.owner === null ? '' : ` Its owner is ${head.owner}.`
  const message = `The article was to be reviewed by ${head.reviewBy}.${owner}`
  const more = { found: head.reviewBy, allowed: `a day from ${today} on` }
  return [finding('stale', path, places.review_by ?? TOP, message, more)]
}

const TOP = { line: 1, column: 1 }

function announced(view: FolderView, page: Page, today: string): Finding[] {
  if (page.announcements.length === 0 || page.head === null) return []
  if (!isServedNow(page.head, view.now)) return []
  return page.announcements.flatMap((one) => {
    const release = page.regions[one.part]?.release ?? null
    const isReleased = release !== null && Date.parse(release) <= view.now.getTime()
    if (!isOvertaken(one, isReleased, today)) return []
    const found = quote(view.sourceOf(page.path), one)
    if (isReleased) {
      const message = `This was released on ${release}, and the text still announces it.`
      return [finding('past-release', page.path, one, message, { found })]
    }
    const message = `The text announces something for ${one.day}, which has passed.`
    return [finding('past-announcement', page.path, one, message, { found })]
  })
}

function isOvertaken({ day, isSoon }: Announcement, isReleased: boolean, today: string): boolean {
  return day === null ? isReleased && isSoon : day < today
}
