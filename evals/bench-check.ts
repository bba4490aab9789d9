import { readFileSync } from 'node:fs'
import { checkDraft } from '../src/copilot/check-draft.ts'
import { watchHidden } from '../src/copilot/hidden-watch.ts'
import { openWorld } from './suites/open-world.ts'

/**
 * How long the check of one draft takes: `node evals/bench-check.ts`. Drafts of about 300 characters, put together
 * from those in `evals/cases`, on the sample desk with the embedded engine, warm; prints milliseconds, and those of
 * processor time, database included, which a busy machine does not stretch.
 */
const LENGTH = 300
const ROUNDS = 300
const WARM_UP = 60

const lines = ['drafts-slips', 'drafts-service'].flatMap((name) =>
  readFileSync(`evals/cases/${name}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { lang: string; text: string }),
)

function draftOf(round: number): string {
  const lang = ['zh-Hans', 'zh-Hant', 'en'][round % 3]
  const own = lines.filter((line) => line.lang === lang)
  let text = ''
  for (let at = round * 7; text.length < LENGTH; at++) text += `${own[at % own.length]!.text} `
  return text.slice(0, LENGTH)
}

const world = await openWorld({ cases: 'evals/cases', out: '' })
const watch = watchHidden(world.db)
await watch.refresh()
const times: number[] = []
let cpu = process.cpuUsage()
for (let round = 0; round < ROUNDS + WARM_UP; round++) {
  const text = draftOf(round)
  if (round === WARM_UP) cpu = process.cpuUsage()
  const started = performance.now()
  await checkDraft({ db: world.db, desk: world.desk, hidden: watch.current() }, { text, turns: [] })
  if (round >= WARM_UP) times.push(performance.now() - started)
}
const used = process.cpuUsage(cpu)
await world.close()
times.sort((a, b) => a - b)
const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(1)
const cpuMs = ((used.user + used.system) / 1000 / ROUNDS).toFixed(1)
process.stdout.write(
  `drafts ${times.length}  p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)} ms  processor ${cpuMs} ms each\n`,
)
