import { stderr } from 'node:process'

export type Progress = { phase: string; done: number; total: number }

const WIDTH = 24

/**
 * One progress line on stderr with rate and time left, redrawn in place on a terminal; elsewhere a
 * line per phase. Call `end` before printing anything else.
 */
export function progressLine(now: () => number = () => performance.now()) {
  let phase = ''
  let startedAt = 0
  let drawnAt = Number.NEGATIVE_INFINITY
  let open = false
  return {
    update(progress: Progress) {
      if (progress.phase !== phase) {
        end()
        phase = progress.phase
        startedAt = now()
        drawnAt = Number.NEGATIVE_INFINITY
        if (!stderr.isTTY) stderr.write(`${phase} …\n`)
      }
      if (!stderr.isTTY) return
      if (now() - drawnAt < 80 && progress.done < progress.total) return
      drawnAt = now()
      stderr.write(`\r\x1b[2K${formatProgress(progress, now() - startedAt)}`)
      open = true
    },
    end,
  }

  function end() {
    if (open) stderr.write('\n')
    open = false
  }
}

/** `indexing ██████──────  512/2062  1,840/s  1 s left`. */
export function formatProgress({ phase, done, total }: Progress, elapsedMs: number): string {
  if (total <= 0) return phase
  const filled = Math.round((WIDTH * Math.min(done, total)) / total)
  const bar = '█'.repeat(filled) + '─'.repeat(WIDTH - filled)
  const rate = elapsedMs > 0 ? (done / elapsedMs) * 1000 : 0
  const left = rate > 0 ? Math.ceil((total - done) / rate) : null
  const tail =
    rate > 0 ? `  ${Math.round(rate).toLocaleString('en')}/s${left ? `  ${left} s left` : ''}` : ''
  return `${phase} ${bar}  ${done}/${total}${tail}`
}
