import type { Held } from './measure-memory.ts'
import type { Spread } from './spread.ts'

export type Line = { what: string; limit: string; value: string; isMet: boolean }

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`

export function spreadText({ p50, p95, max, count }: Spread): string {
  return `median ${ms(p50)}, p95 ${ms(p95)}, most ${ms(max)} (${count})`
}

export function heldText(held: readonly Held[]): string {
  return held.map(({ dataMegabytes }) => dataMegabytes.toFixed(2)).join(' · ')
}

/** The report as markdown: what had to be reached, what was, and on what kind of machine. */
export function renderReport(
  lines: readonly Line[],
  notes: { at: string; machine: string; load: string; browser: string },
): string {
  const rows = lines.map(
    ({ what, limit, value, isMet }) =>
      `| ${what} | ${limit} | ${value} | ${isMet ? 'yes' : '**no**'} |`,
  )
  return `# The panel, measured

Made by \`node evals/panel/bench-panel.ts\` on ${notes.at}: ${notes.machine}, ${notes.browser}, headless, software
rendering; load (1, 5, 15 min) at the start and the end: ${notes.load}. Times are milliseconds on that machine with
whatever else ran there.

| what | to reach | measured | met |
| --- | --- | --- | --- |
${rows.join('\n')}

- *First paint*: the page from \`npm start\` with the sample desk, server warm, browser cache empty; first contentful
  paint as the browser tells it, and the moment the samples stand there.
- *Drawn*: from the event being written to the socket to the frame that shows it being painted, in a conversation of
  1,000 turns.
- *Scrolling*: 400 px a frame through 1,000 turns, up and down; time between frames. *Blank*: frames whose middle
  shows no list.
- *Memory*: what the page's own values take up after three garbage collections, in MB, without the script as the
  engine compiles it bit by bit (the whole heap stands beside it): after each of twelve conversations of five minutes
  (3,600 s of partial results, turns, suggestions, classes, stages, drafts, played as fast as the page takes them), and
  of one conversation of an hour after each ten minutes; the latter grows by what was said, which is kept.
- *Restarts*: the server stopped and started with turns said meanwhile, then every line of the transcript looked at.
`
}
