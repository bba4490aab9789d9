import { foldText } from '../../text/fold.ts'
import type { Span } from './intervals.ts'
import type { ToldUnit } from './told-units.ts'

/** A piece of text, and when it can be told in one version alone. */
type Placed = { unit: ToldUnit; span: Span }

/** Shared part of all pairs of characters from which on one text is taken for a new wording of the other. */
const ALIKE = 0.35

/**
 * For each new text the one that it most likely stands in for: of the same article and kind, from the same instant on,
 * each used once.
 */
export function pairReworded(
  added: readonly Placed[],
  removed: readonly Placed[],
): Map<ToldUnit, string> {
  const pairs: { unit: ToldUnit; other: ToldUnit; alike: number }[] = []
  for (const { unit, span } of added) {
    for (const { unit: other, span: old } of removed) {
      if (span.from !== old.from) continue
      if (unit.article !== other.article || unit.kind !== other.kind) continue
      if (unit.article === null && unit.path !== other.path) continue
      const alike = likeness(unit.text, other.text)
      if (alike >= ALIKE) pairs.push({ unit, other, alike })
    }
  }
  const used = new Set<ToldUnit>()
  const paired = new Map<ToldUnit, string>()
  for (const { unit, other } of pairs.toSorted((a, b) => b.alike - a.alike)) {
    if (used.has(other) || paired.has(unit)) continue
    used.add(other)
    paired.set(unit, other.text)
  }
  return paired
}

/** Dice's coefficient over pairs of characters, 0 to 1. */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)]
  if (a.size + b.size === 0) return 0
  let both = 0
  for (const pair of a) if (b.has(pair)) both++
  return (2 * both) / (a.size + b.size)
}

function pairsOf(text: string): Set<string> {
  const bare = foldText(text).replaceAll(/\s+/gu, '')
  const pairs = new Set<string>()
  for (let at = 0; at + 2 <= bare.length; at++) pairs.add(bare.slice(at, at + 2))
  return pairs
}
