import type { LineMap } from '../../articles/flaws.ts'
import { foldText } from '../../text/fold.ts'
import { splitSentences } from '../../text/sentences.ts'
import { findSpecifics } from '../../text/specifics.ts'
import { type Region, regionAt } from './regions.ts'
import type { Announcement } from './types.ts'

/** Says that something is still to come. Folded text. */
const STILL_TO_COME =
  /将于|将在|将从|将自|即将|预计(?:将|于|在|\d)|敬请期待|尽请期待|届时|拟于|计[划画](?:于|在)|待(?:上线|开放|发布)|还?(?:未|没有?)(?:正式)?(?:上线|开放|发布|推出|启用)|(?<=[月日号]起?)将|\b(?:will (?:be )?(?:launch\w*|start\w*|open\w*|begin\w*|release\w*|introduc\w*|available|go live|take effect|become|roll\w*|end|close|change|appear|replace\w*)|coming soon|stay tuned|upcoming|is (?:about|going|expected|scheduled|planned) to|are (?:about|going|expected|scheduled|planned) to|(?:is|are|becomes?|goes) (?:available|live|out) (?:on|from|in)|not yet (?:available|live|launched|released|open)|launch(?:es|ing) (?:on|in)|to be (?:launched|released|announced|introduced)|from .{0,30} will)\b/

/** Words that announce by themselves, whatever the day. */
const SOON =
  /即将(?:上线|推出|开放|发布|开启|开始)|敬请期待|尽请期待|coming soon|stay tuned|not yet (?:available|live|launched|released)|尚未上线|还没上线|未正式上线/

/** Sentences that announce something, with the day they name. */
export function announcementsOf(
  masked: string,
  regions: readonly Region[],
  lines: LineMap,
  title: string,
): Announcement[] {
  const body = regions[0] as Region
  const text = masked.slice(body.start)
  if (!STILL_TO_COME.test(foldText(text))) return []
  const years = new Set(title.match(/(?:19|20)\d\d/g))
  const found: Announcement[] = []
  for (const { start, end, text: sentence } of splitSentences(text)) {
    const folded = foldText(sentence)
    if (!STILL_TO_COME.test(folded)) continue
    const day = lastDay(sentence, years.size === 1 ? [...years][0]! : null)
    const isSoon = SOON.test(folded)
    if (day === null && !isSoon) continue
    const at = body.start + start
    found.push({
      ...lines.positionAt(at),
      day,
      isSoon,
      start: at,
      end: body.start + end,
      part: regionAt(regions, at).part,
    })
  }
  return found
}

/** The latest day of a sentence, as `2026-12-01`; days without a year take that of the title. */
function lastDay(sentence: string, year: string | null): string | null {
  const days = findSpecifics(sentence).flatMap(({ key }) => {
    const [, y = '', month = '', day = ''] = /^date:(\d*)-(\d*)-(\d*)$/.exec(key) ?? []
    const known = y === '' ? year : y
    if (known === null || known === '' || (y === '' && month === '')) return []
    return [
      `${known}-${month === '' ? '12' : month}-${day === '' ? lastOf(Number(known), month) : day}`,
    ]
  })
  return days.sort().at(-1) ?? null
}

function lastOf(year: number, month: string): string {
  return String(
    new Date(Date.UTC(year, Number(month === '' ? 12 : month), 0)).getUTCDate(),
  ).padStart(2, '0')
}
