import type { Lang } from '../../text/types.ts'
import { formatZoned } from './format-instant.ts'
import type { DiffView } from './public-view.ts'
import { DIFF_TEXTS, type DiffTexts } from './texts.ts'
import type { DiffReport, Interval, KnownQuestion, SignedDisclosure, VersionName } from './types.ts'

/** What both forms of a report are written with. */
export type Writing = {
  lang: Lang
  texts: DiffTexts
  count: (value: number) => string
  instant: (iso: string) => string
  window: (interval: Interval) => string
  /** When a disclosure begins, and when it would have before. */
  opening: (disclosure: SignedDisclosure) => string
  question: (id: string) => KnownQuestion | undefined
}

export function writingOf(view: DiffView, timeZone: string): Writing {
  const texts = DIFF_TEXTS[view.lang]
  const numbers = new Intl.NumberFormat(view.lang)
  const instant = (iso: string) => formatZoned(iso, timeZone)
  const window = ({ from, until }: Interval) =>
    [
      from === null ? texts.atOnce : texts.from(instant(from)),
      ...(until === null ? [] : [texts.until(instant(until))]),
    ].join(view.lang === 'en' ? ', ' : '，')
  const questions = new Map(view.questions.map((one) => [one.id, one]))
  return {
    lang: view.lang,
    texts,
    count: (value) => numbers.format(value),
    instant,
    window,
    opening: ({ from, until, was }) =>
      was === 'embargo' && until !== null
        ? texts.meant(window({ from, until: null }), instant(until))
        : window({ from, until }),
    question: (id) => questions.get(id),
  }
}

/** A version in few words: as it was asked for, and its commit. */
export function nameVersion({ revision, commit }: VersionName, texts: DiffTexts): string {
  if (revision === null) return texts.workTree
  const short = (commit ?? '').slice(0, 10)
  return revision === commit || short === '' ? short || revision : `${revision} (${short})`
}

/** Nothing to tell but that there is nothing. */
export function isEmpty(report: DiffReport): boolean {
  const { answers, disclosures, withdrawals, classes, contracts, guidance, flaws } = report
  return [answers, disclosures, withdrawals, classes, contracts, guidance, flaws].every(
    (list) => list.length === 0,
  )
}
