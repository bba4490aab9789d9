import { stderr } from 'node:process'

/**
 * What each suite is at, in one line on stderr that is redrawn in place on a terminal; elsewhere a line when a suite begins
 * and one when it has asked its last case.
 */
export function evalProgress(now: () => number = () => performance.now()) {
  const at = new Map<string, { phase: string; done: number; total: number }>()
  const started = now()
  let drawnAt = Number.NEGATIVE_INFINITY
  return {
    update(suite: string, phase: string, done: number, total: number): void {
      const before = at.get(suite)
      at.set(suite, { phase, done, total })
      const isOver = phase === suite && done >= total
      if (!stderr.isTTY) {
        if (before === undefined) stderr.write(`${suite} …\n`)
        if (isOver) stderr.write(`${suite} ${done}/${total}, ${seconds()} s\n`)
        return
      }
      if (now() - drawnAt < 100 && !isOver) return
      drawnAt = now()
      stderr.write(`\r\x1b[2K${line()}`)
    },
    end(): void {
      if (stderr.isTTY) stderr.write('\r\x1b[2K')
    },
  }

  function line(): string {
    const parts = [...at].map(([suite, { phase, done, total }]) => {
      if (phase === suite && done >= total) return `${suite} ✓`
      return `${suite} ${phase === suite ? '' : `${phase} `}${done}/${total}`
    })
    return [...parts, `${seconds()} s`].join(' · ').slice(0, (stderr.columns ?? 100) - 1)
  }

  function seconds(): number {
    return Math.round((now() - started) / 1000)
  }
}
