import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { findSupport } from '../src/copilot/find-support.ts'
import { type TalkFeature, talkFeatures } from '../src/guard/judge-talk.ts'
import { readSupport } from '../src/guard/support.ts'
import { detectLanguage } from '../src/text/language.ts'
import { splitSentences } from '../src/text/sentences.ts'
import { fitLogistic, type Observation } from './fit-logistic.ts'
import { openWorld } from './suites/open-world.ts'

/**
 * Fits the weights of `src/guard/judge-talk.ts`: `node evals/fit-talk.ts`, then copy what it prints. Learns from the
 * drafts in `evals/cases` that are not held out, from slips and service lines of other trades in `evals/inside-talk`,
 * and from what agents said in STC-3 and HETMC.
 */
const BENCH = '../shared/bench'
const LINES_OF_EACH = 300
/** Everyday lines are many; one slip lost weighs like one agent stopped for nothing. */
const WEIGHTS = { own: 1, service: 2, trade: 1, bench: 0.3 }

const jsonLines = (
  path: string,
): { turns: { speaker: string; text: string }[]; text: string }[] => {
  const bytes = readFileSync(path)
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString()
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}
const plainLines = (path: string) => readFileSync(path, 'utf8').trim().split('\n')

function agentLines(path: string): string[] {
  const lines = jsonLines(`${BENCH}/${path}`)
    .flatMap(({ turns }) => turns)
    .filter(({ speaker }) => speaker !== 'customer')
    .flatMap(({ text }) => splitSentences(text).map((sentence) => sentence.text))
    .filter((text) => text.length >= 6)
  const step = Math.max(1, Math.floor(lines.length / LINES_OF_EACH))
  return lines.filter((_, i) => i % step === 0)
}

const world = await openWorld({ cases: 'evals/cases', out: '' })
const observations: Observation<TalkFeature>[] = []
async function learn(texts: readonly string[], isPositive: boolean, weight: number): Promise<void> {
  for (const text of texts) {
    const { sources } = await findSupport(world.db, {
      text,
      lang: detectLanguage(text),
      context: [],
    })
    observations.push({
      features: talkFeatures(text, readSupport(sources)(text)),
      isPositive,
      weight,
    })
  }
}
const drafts = (name: string) => jsonLines(`evals/cases/${name}.jsonl`).map(({ text }) => text)
await learn(drafts('drafts-slips'), true, WEIGHTS.own)
await learn(drafts('drafts-service'), false, WEIGHTS.service)
await learn(plainLines('evals/inside-talk/slips.txt'), true, WEIGHTS.trade)
await learn(plainLines('evals/inside-talk/service.txt'), false, WEIGHTS.trade)
for (const path of [
  'stc3-helpdesk/dialogues-zh.jsonl',
  'stc3-helpdesk/dialogues-en.jsonl',
  'hetmc-sample/dialogues.jsonl',
])
  await learn(agentLines(path), false, WEIGHTS.bench)
await world.close()

const names = Object.keys(observations[0]!.features) as TalkFeature[]
const { bias, weights } = fitLogistic(names, observations)
process.stdout.write(`bias ${bias.toFixed(2)}\n`)
for (const name of names) process.stdout.write(`${name}: ${weights[name].toFixed(2)},\n`)
