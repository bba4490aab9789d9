/** Stretches of time in milliseconds, `from` within and `until` without, in order and apart from each other. */
export type Span = { from: number; until: number }

/** A window as it stands in an article. */
export function spanOf(release: string | null, expires: string | null): Span {
  return {
    from: release === null ? Number.NEGATIVE_INFINITY : Date.parse(release),
    until: expires === null ? Number.POSITIVE_INFINITY : Date.parse(expires),
  }
}

/** All time that any of them covers. */
export function unite(spans: readonly Span[]): Span[] {
  const united: Span[] = []
  const sorted = spans.filter(({ from, until }) => from < until).sort((a, b) => a.from - b.from)
  for (const span of sorted) {
    const last = united.at(-1)
    if (last && span.from <= last.until) last.until = Math.max(last.until, span.until)
    else united.push({ ...span })
  }
  return united
}

/** The time that `spans` cover and `others` do not; both united. */
export function without(spans: readonly Span[], others: readonly Span[]): Span[] {
  let left: Span[] = [...spans]
  for (const other of others) {
    left = left.flatMap(({ from, until }) =>
      [
        { from, until: Math.min(until, other.from) },
        { from: Math.max(from, other.until), until },
      ].filter((span) => span.from < span.until),
    )
  }
  return left
}

/** What of them lies at or after an instant. */
export function sinceInstant(spans: readonly Span[], instant: number): Span[] {
  return spans
    .map(({ from, until }) => ({ from: Math.max(from, instant), until }))
    .filter(({ from, until }) => from < until)
}

export function isIn(spans: readonly Span[], instant: number): boolean {
  return spans.some(({ from, until }) => from <= instant && instant < until)
}
