import type { LoadRun } from './run-load.ts'
import type { LoadFigures } from './summarise-load.ts'

const WIDTH = 760
const HEIGHT = 300
const LEFT = 56
const BOTTOM = 40
const TOP = 24
const RIGHT = 16
const EVENT = '#3366aa'
const MEMORY = '#cc6633'

/** The report of `bench:load` as markdown. */
export function renderLoad(all: readonly LoadFigures[], machine: string): string {
  const rows = all.map((one) =>
    [
      one.name,
      one.conversations,
      one.turnsPerSecond.toFixed(1),
      `${one.seconds} s`,
      one.sent,
      one.delivered,
      ...[one.acknowledged.p50, one.acknowledged.p95, one.acknowledged.p99],
      ...[one.event.p50, one.event.p95, one.event.p99],
      ...[one.answered.p50, one.answered.p95],
      ...[one.failed, one.lostTurns, one.brokenStreams, one.unanswered],
      `${one.memory.earlyMb} → ${one.memory.lateMb} (${one.memory.mbPerMinute}/min)`,
    ].join(' | '),
  )
  return `# Live conversations under load

Made by \`npm run bench:load\` on ${machine}; the client runs on the same cores. 10,000 articles unless a row says otherwise, debounce off, no
model. Customer and agent take turns. Every conversation has its own event stream. Turns are sent when they are due, however the server fares; times (ms) count from then: "acknowledged" until the answer to
the POST, "event" until \`suggestion-ready\` is at the client. "answers" leaves out refusals, which
leave on a grid (src/copilot/refusal-grid.ts).

| run | conversations | turns/s | time | turns | suggestions | ack. p50 | p95 | p99 | event p50 | p95 | p99 | answers p50 | p95 | failed | lost | broken streams | unanswered | memory MB |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
${rows.map((row) => `| ${row} |`).join('\n')}

${all.map((one) => `![${one.name}](${fileOf(one.name)})`).join('\n')}

"Lost": acknowledged and not in the conversation at the end. "Broken streams": numbers of events missing or doubled. "Unanswered": conversations whose last customer's
turn has no suggestion at the end; small talk has none. "Suggestions" are fewer than turns where a newer turn came first. Memory is the server
process's, with the embedded database where there is one.
`
}

/** The plot's file beside the report. */
export function fileOf(name: string): string {
  return `${name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}.svg`
}

/** Time to the event and memory over the run, as an SVG. */
export function drawLoad(name: string, run: LoadRun, startedMs: number): string {
  const points = run.samples.flatMap(({ dueMs, deliveredMs }) =>
    deliveredMs === undefined ? [] : [{ x: (dueMs - startedMs) / 1_000, y: deliveredMs }],
  )
  const memory = run.memory.map(({ atMs, megabytes }) => ({ x: atMs / 1_000, y: megabytes }))
  const mostX = Math.max(1, ...points.map(({ x }) => x), ...memory.map(({ x }) => x))
  const mostMs = Math.max(10, ...points.map(({ y }) => y))
  const mostMb = Math.max(100, ...memory.map(({ y }) => y))
  const at = (x: number) => round(LEFT + (x / mostX) * (WIDTH - LEFT - RIGHT))
  const height = (y: number, most: number) =>
    round(HEIGHT - BOTTOM - (y / most) * (HEIGHT - BOTTOM - TOP))
  // A long run has more points than anybody can see.
  const step = Math.ceil(points.length / 4_000)
  const dots = points.filter((_, i) => i % step === 0)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<text x="${LEFT}" y="15">${name}: turn due → event at the client (dots, to ${Math.round(mostMs)} ms) and memory (line, to ${Math.round(mostMb)} MB) over ${Math.round(mostX)} s</text>
<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}" stroke="#999999"/>
${[0.25, 0.5, 0.75, 1].map((share) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${height(share, 1)}" y2="${height(share, 1)}" stroke="#eeeeee"/><text x="${LEFT - 6}" y="${height(share, 1) + 4}" text-anchor="end">${Math.round(share * mostMs)}</text>`).join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle">seconds (0 – ${Math.round(mostX)})</text>
<g fill="${EVENT}" fill-opacity="0.4">${dots.map(({ x, y }) => `<circle cx="${at(x)}" cy="${height(y, mostMs)}" r="1.4"/>`).join('')}</g>
<polyline points="${memory.map(({ x, y }) => `${at(x)},${height(y, mostMb)}`).join(' ')}" fill="none" stroke="${MEMORY}" stroke-width="1.6"/>
</svg>
`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
