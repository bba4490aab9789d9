import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { REFUSAL_GRID_MS } from '../src/copilot/refusal-grid.ts'
import { listArticles } from '../src/indexing/index.ts'
import { makeRefusalPairs, type RefusalPair } from './refusals/make-pairs.ts'
import { type Ask, askPairs, findDifferences } from './refusals/measure-refusals.ts'
import { readKnowledge, withoutHidden } from './refusals/open-knowledge.ts'
import { serveWorld } from './refusals/serve-world.ts'
import { tellApart } from './refusals/tell-apart.ts'
import { askForArticle, askForSuggestion, askInConversation } from './refusals/ways-to-ask.ts'
import { openWorld, type World } from './suites/open-world.ts'

/**
 * Measures whether what is not released can be told from what does not exist, over HTTP on this machine:
 * `node evals/report-refusals.ts [--knowledge knowledge] [--now INSTANT] [--pairs 500] [--report FILE]`.
 */
const { values } = parseArgs({
  options: {
    knowledge: { type: 'string', default: 'knowledge' },
    now: { type: 'string', default: '2026-11-21T12:00:00+08:00' },
    pairs: { type: 'string', default: '500' },
    report: { type: 'string', default: 'evals/reports/refusal-pairs.md' },
  },
})

/** A question about nothing, in each language. */
const UNKNOWN = {
  'zh-Hans': '苇舟芦笛什么时候开始',
  'zh-Hant': '葦舟蘆笛什麼時候開始',
  en: 'When does the Plover Bramble start?',
}

/** A classifier may score so much: the rest is chance. */
const LIMIT = 0.55
/** The surfaces as they are; what comes after is for comparison. */
const JUDGED = 3

type Row = { what: string; pairs: number; different: number; accuracy: number; margin: number }

const cases = await mkdtemp(join(tmpdir(), 'sidecue-refusals-'))
const say = (text: string) => process.stderr.write(`${text}\n`)
const open = (knowledge: string): Promise<World> =>
  openWorld({ cases, out: cases, knowledge: [knowledge], now: values.now })

say('indexing')
const openFolder = await withoutHidden(values.knowledge, new Date(values.now))
const openOnly = await open(openFolder)
const candidates = makeRefusalPairs(await readKnowledge(values.knowledge))
const { pairs, answered } = await keepRefusals(openOnly, candidates, Number(values.pairs))
await openOnly.close()
await rm(openFolder, { recursive: true, force: true })

const world = await open(values.knowledge)
const rows: Row[] = []
const gridded = await serveWorld(world, REFUSAL_GRID_MS)
await measure('suggestion', pairs, askForSuggestion(gridded.url))
const phrases = await refusalsOf(world)
await measure('conversation: events and reading', pairs, askInConversation(gridded.url, phrases))
await measure(
  'article, hidden id or unknown',
  await articlePairs(world),
  askForArticle(gridded.url),
)
const bare = await serveWorld(world, 0)
await measure('suggestion, were there no grid', pairs, askForSuggestion(bare.url))
const [answerMs, bareAnswerMs] = await medianAnswers([gridded.url, bare.url])
await gridded.stop()
await bare.stop()
await world.close()
await rm(cases, { recursive: true, force: true })

const report = render()
await mkdir(dirname(values.report), { recursive: true })
await writeFile(values.report, report)
process.stdout.write(report)
const isHeld = rows
  .slice(0, JUDGED)
  .every(({ different, accuracy }) => different === 0 && accuracy <= LIMIT)
process.exitCode = isHeld ? 0 : 1

/**
 * The first pairs of which neither finds anything where nothing hidden was ever written; others ask, by their other
 * words, for something open. Chosen there, so that what is measured has no say in it.
 */
async function keepRefusals(
  { suggest }: World,
  all: readonly RefusalPair[],
  wanted: number,
): Promise<{ pairs: RefusalPair[]; answered: number }> {
  const isRefused = async (text: string) => {
    const turns = [{ seq: 1, speaker: 'customer' as const, text, final: true, rev: 0 }]
    return (await suggest({ id: 'c-1', channel: 'chat', turns })).outcome === 'no-answer'
  }
  const kept: RefusalPair[] = []
  let others = 0
  for (const pair of all) {
    if (kept.length === wanted) break
    if ((await isRefused(pair.hidden)) && (await isRefused(pair.invented))) kept.push(pair)
    else others++
  }
  return { pairs: kept, answered: others }
}

async function measure(what: string, asked: readonly RefusalPair[], ask: Ask): Promise<void> {
  say(`${what}: ${asked.length} pairs`)
  // What comes first finds nothing warm.
  await askPairs(asked.slice(0, 20), ask)
  const seen = await askPairs(asked, ask)
  const { accuracy, margin } = tellApart(seen.map(({ trace }) => trace))
  const different = findDifferences(seen)
  for (const id of different.slice(0, 3))
    for (const { told } of seen.filter(({ trace }) => trace.pair === id)) say(`${id}: ${told}`)
  rows.push({ what, pairs: asked.length, different: different.length, accuracy, margin })
}

/** Ids of hidden articles, and ids of the same form that were never given; each several times. */
async function articlePairs({ db, folder }: World): Promise<RefusalPair[]> {
  const limit = 10_000
  const all = { after: null, lang: null, module: null, limit }
  const open = await db.read('agent', (sql) => listArticles(sql, 'agent', all))
  const known = new Set(open.map(({ id }) => id))
  const text = await readKnowledge(join(folder, 'articles'))
  const ids = [...text.matchAll(/^id: *"?([\w-]+)"?$/gm)].map(([, id]) => id!)
  const hidden = [...new Set(ids)].filter((id) => !known.has(id))
  return Array.from({ length: Math.ceil(Number(values.pairs) / hidden.length) }, (_, round) =>
    hidden.map((id) => ({
      id: `${round}-${id}`,
      lang: 'en' as const,
      hidden: id,
      invented: id.replace(/[a-z]+$/, (word) => [...word].reverse().join('')),
    })),
  ).flat()
}

/** Every refusal that a conversation may be given: which one it is depends on the conversation's id. */
async function refusalsOf({ suggest }: World): Promise<string[]> {
  const told = new Set<string>()
  for (const [lang, text] of Object.entries(UNKNOWN)) {
    for (let n = 0; n < 60; n++) {
      const turns = [{ seq: 1, speaker: 'customer' as const, text, final: true, rev: 0 }]
      const { outcome, text: refusal } = await suggest({
        id: `${lang}-${n}`,
        channel: 'chat',
        turns,
      })
      if (outcome === 'no-answer') told.add(refusal)
    }
  }
  return [...told]
}

/** Medians of the time that answers take on several servers, each asked in turn. */
async function medianAnswers(urls: readonly string[]): Promise<number[]> {
  const took = urls.map((): number[] => [])
  for (let n = 0; n < 60; n++) {
    const text = n % 2 === 0 ? '充值两小时了还没到账怎么办' : 'How do I reset my password?'
    for (const [at, url] of urls.entries()) {
      const { told, figures } = await askForSuggestion(url)(text)
      if (told.includes('"outcome":"answer"')) took[at]!.push(figures.bodyMs!)
    }
  }
  return took.map((all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN)
}

function render(): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  const langs = ['zh-Hans', 'zh-Hant', 'en'].map(
    (lang) => `${pairs.filter((pair) => pair.lang === lang).length} ${lang}`,
  )
  const lines = rows.map(
    ({ what, pairs: count, different, accuracy, margin }, n) =>
      // Without the grid the time that was taken stands in the answer, and in its length.
      `| ${what} | ${count} | ${n < JUDGED ? different : '–'} | ${percent(accuracy)} | ±${percent(margin)} |`,
  )
  return `# What is not released, beside what does not exist

Made by \`node evals/report-refusals.ts\` on ${new Date().toISOString().slice(0, 10)}: the sample desk as of ${values.now}, over HTTP on
this machine (${cpus().length} cores, ${process.version}, embedded database). ${pairs.length} pairs (${langs.join(', ')}): a question about
something unreleased, internal, expired or in draft, and the same question about an invented name of the same form. They were
chosen in a copy of the desk without any hidden text, where neither is answered; ${answered} others found something open there.

"Different": pairs whose answers differ in a byte of status, headers or body, ids and time apart. "Told apart": share of
unseen answers that a logistic regression on times and sizes, their logarithms and distances from the middle puts right, each pair wholly in
one half, ten halves. Chance is 50 %; the limit is ${percent(LIMIT)}.

| surface | pairs | different | told apart | chance alone |
| --- | ---: | ---: | ---: | ---: |
${lines.join('\n')}

Refusals leave ${REFUSAL_GRID_MS} ms after their request, or at the next multiple. Answers do not wait: median ${answerMs!.toFixed(1)} ms with
the grid, ${bareAnswerMs!.toFixed(1)} ms without.
`
}
