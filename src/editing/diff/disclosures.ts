import { createHash } from 'node:crypto'
import type { Desk } from '../../desk/index.ts'
import type { CustomerPart } from './customer-parts.ts'
import { type HeldText, heldBack } from './held-back.ts'
import { type Span, sinceInstant, spanOf, unite, without } from './intervals.ts'
import { pairReworded } from './pair-reworded.ts'
import { phraseUnits, type ToldUnit, unitKey, unitsOf } from './told-units.ts'
import type { Disclosure, Interval, Withdrawal } from './types.ts'

/** What customers can be told in one version, now and later. */
export type VersionText = { parts: readonly CustomerPart[]; desk: Desk }

export type Disclosed = { disclosures: Disclosure[]; withdrawals: Withdrawal[] }

/** A piece of text with all the time in which customers can be told it. */
type TimedUnit = { unit: ToldUnit; key: string; spans: Span[] }

/**
 * What customers can be told in the head and not in the base, and the reverse, each with the time in which it is so, from
 * an instant on. It follows from the compiled text and its windows alone, not from any question. A text that
 * stands in several places can be told while any of them is open.
 */
export function findDisclosed(
  base: VersionText,
  head: VersionText,
  held: readonly HeldText[],
  since: Date,
): Disclosed {
  const now = since.getTime()
  const { own, other, shared } = apart(base, head)
  const before = timed(own, base.desk)
  const after = timed(other, head.desk)
  const elsewhere = lookIn(shared, head.desk)

  const opened = difference(after, before, elsewhere, now)
  const closed = difference(before, after, elsewhere, now)
  const replaced = pairReworded(opened, closed)
  const disclosures = opened.map(({ unit, key, span }): Disclosure => {
    const was = heldBack(
      key,
      span,
      [...(before.get(key)?.spans ?? []), ...elsewhere(unit, key)],
      held,
    )
    const instead = was === null ? (replaced.get(unit) ?? null) : null
    return {
      ...unit,
      ...toInterval(span, now),
      id: disclosureId(unit.text),
      why: was !== null ? 'released' : instead !== null ? 'reworded' : 'new',
      instead,
      was,
    }
  })
  const withdrawals = closed.map(({ unit, span }) => ({ ...unit, ...toInterval(span, now) }))
  return { disclosures, withdrawals }
}

/** Names a text in the list of approvals, however it is spaced. */
export function disclosureId(text: string): string {
  // Not all digits: YAML would read it as a number.
  return `d-${createHash('sha256').update(unitKey(text)).digest('hex').slice(0, 16)}`
}

/** Parts that only one version has, and those that both have, which can make no difference. */
function apart(base: VersionText, head: VersionText) {
  const isSaidAlike = sayingOf(base.desk) === sayingOf(head.desk)
  const inBase = new Set(base.parts.map(saidForm))
  const inHead = new Set(head.parts.map(saidForm))
  return {
    own: base.parts.filter((part) => !isSaidAlike || !inHead.has(saidForm(part))),
    other: head.parts.filter((part) => !isSaidAlike || !inBase.has(saidForm(part))),
    shared: isSaidAlike ? head.parts.filter((part) => inBase.has(saidForm(part))) : [],
  }
}

function saidForm({ part, lang, title, markdown, release, expires }: CustomerPart): string {
  return JSON.stringify([part === 0 ? title : null, lang, markdown, release, expires])
}

/** What of the desk goes into the words of an article. */
function sayingOf({ address, name, officialDomains }: Desk): string {
  return JSON.stringify([address, name, officialDomains])
}

function timed(parts: readonly CustomerPart[], desk: Desk): Map<string, TimedUnit> {
  const units = new Map<string, TimedUnit>()
  const add = (unit: ToldUnit, span: Span): void => {
    const key = unitKey(unit.text)
    if (key === '') return
    const known = units.get(key)
    if (known) known.spans = unite([...known.spans, span])
    else units.set(key, { unit, key, spans: unite([span]) })
  }
  for (const part of parts) {
    for (const unit of unitsOf(part, desk)) add(unit, spanOf(part.release, part.expires))
  }
  for (const unit of phraseUnits(desk)) add(unit, spanOf(null, null))
  return units
}

type Difference = { unit: ToldUnit; key: string; span: Span }
type Elsewhere = (unit: ToldUnit, key: string) => Span[]

function difference(
  units: ReadonlyMap<string, TimedUnit>,
  others: ReadonlyMap<string, TimedUnit>,
  elsewhere: Elsewhere,
  now: number,
): Difference[] {
  const found: Difference[] = []
  for (const { unit, key, spans } of units.values()) {
    const left = sinceInstant(without(spans, others.get(key)?.spans ?? []), now)
    if (left.length === 0) continue
    for (const span of without(left, elsewhere(unit, key))) found.push({ unit, key, span })
  }
  return found
}

/** The longest run of letters and digits tells most articles apart from those that cannot hold a text. */
const RUN = /[\p{L}\p{N}]+/gu
const MOST_RUN = 24

/** When a text can be told from parts that both versions have; they are cut up only where the text may stand in them. */
function lookIn(parts: readonly CustomerPart[], desk: Desk): Elsewhere {
  const cut = new Map<CustomerPart, Set<string>>()
  const keysOf = (part: CustomerPart): Set<string> => {
    const known = cut.get(part)
    if (known) return known
    const keys = new Set(unitsOf(part, desk).map(({ text }) => unitKey(text)))
    cut.set(part, keys)
    return keys
  }
  return ({ text }, key) => {
    const run = longestRun(text)
    const holding = parts.filter(
      (part) => `${part.title}\n${part.markdown}`.includes(run) && keysOf(part).has(key),
    )
    return unite(holding.map(({ release, expires }) => spanOf(release, expires)))
  }
}

function longestRun(text: string): string {
  const runs = text.match(RUN) ?? [text]
  return runs.reduce((best, run) => (run.length > best.length ? run : best), '').slice(0, MOST_RUN)
}

/** What is told from the beginning on has no beginning. */
function toInterval({ from, until }: Span, now: number): Interval {
  return {
    from: from <= now ? null : new Date(from).toISOString(),
    until: until === Number.POSITIVE_INFINITY ? null : new Date(until).toISOString(),
  }
}
