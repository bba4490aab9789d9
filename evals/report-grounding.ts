import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { bestBaseline, bestPeer, type Peer } from './grounding/best-peers.ts'
import { type Grounding, measureGrounding } from './grounding/measure-grounding.ts'
import { pairedDifference } from './grounding/paired-difference.ts'

/**
 * What the earlier turns of a dialogue are worth: every judged turn is looked up by itself and by the dialogue up to it, beside the
 * best peer. Exit status 1 where the dialogue does not come first:
 * `node evals/report-grounding.ts [--bench ../shared/bench] [--sets a,b] [--reuse] [--report evals/reports/grounding.md]`.
 */
const { values } = parseArgs({
  options: {
    bench: { type: 'string', default: '../shared/bench' },
    sets: { type: 'string', default: 'dstc11-val,kdconv-travel-dev' },
    peers: { type: 'string', default: 'evals/reports/peers/README.md' },
    out: { type: 'string', default: 'evals/out/grounding' },
    reuse: { type: 'boolean', default: false },
    report: { type: 'string', default: 'evals/reports/grounding.md' },
  },
})

type Row = { set: string; grounding: Grounding; peer: Peer }

const rows: Row[] = []
for (const set of values.sets.split(',')) {
  const grounding = await measureOrReuse(set)
  rows.push({ set, grounding, peer: await bestOf(set) })
  process.stdout.write(`${toRow(rows.at(-1)!)}\n`)
}
const report = render()
await mkdir(dirname(values.report), { recursive: true })
await writeFile(values.report, report)
process.stdout.write(report)
if (!rows.every(isReached)) process.exitCode = 1

/** Kept beside the other results, so that one set can be measured without the others. */
async function measureOrReuse(set: string): Promise<Grounding> {
  const file = join(values.out, `${set}.json`)
  // Written by this program in this form.
  if (values.reuse && existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as Grounding
  const grounding = await measureGrounding(join(values.bench, set), (done, total) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${set} ${done}/${total}  `)
  })
  await mkdir(values.out, { recursive: true })
  await writeFile(file, JSON.stringify(grounding))
  return grounding
}

async function bestOf(set: string): Promise<Peer> {
  const found = [
    await bestBaseline(join(values.bench, 'baselines.tsv'), set),
    await bestPeer(values.peers, set),
  ].filter((peer) => peer !== null)
  return found.toSorted((a, b) => b.ndcg - a.ndcg)[0] ?? { system: 'none', ndcg: 0, from: '' }
}

function isReached({ grounding: { figures }, peer }: Row): boolean {
  const dialogue = figures.dialogue['nDCG@10'] ?? 0
  return dialogue > (figures['last turn']['nDCG@10'] ?? 0) && dialogue > peer.ndcg
}

function toRow({ set, grounding: { cases, figures, perCase }, peer }: Row): string {
  const { mean, low, high } = pairedDifference(perCase.dialogue, perCase['last turn'])
  const points = (value: number) => `${value > 0 ? '+' : ''}${(value * 100).toFixed(1)}`
  const figure = (name: string, digits: number) =>
    `${(figures['last turn'][name] ?? 0).toFixed(digits)} → ${(figures.dialogue[name] ?? 0).toFixed(digits)}`
  const better = perCase.dialogue.filter((value, i) => value > perCase['last turn'][i]!).length
  const worse = perCase.dialogue.filter((value, i) => value < perCase['last turn'][i]!).length
  const cells = [
    ...[set, String(cases), (figures['last turn']['nDCG@10'] ?? 0).toFixed(4)],
    `**${(figures.dialogue['nDCG@10'] ?? 0).toFixed(4)}**`,
    `${points(mean)} (${points(low)} to ${points(high)})`,
    ...[`${better} / ${worse}`, peer.ndcg.toFixed(4), `${peer.system}, ${peer.from}`],
    ...[figure('R@1', 3), figure('R@10', 3)],
  ]
  return `| ${cells.join(' | ')} |`
}

function render(): string {
  const missed = rows.filter((row) => !isReached(row)).map(({ set }) => set)
  return `# What the dialogue adds to the last turn

Each judged turn is looked up twice in the same index: by the customer's last turn alone, as if nothing had been said before it, and
by the query that is made of the dialogue up to it (\`src/retrieval/build-query.ts\`). No model, embedded engine, one setting for both sets. "Best
peer" is the best figure of any system and variant, those with all earlier turns included. The difference is that of nDCG@10 in points with
its 95 % bounds (paired bootstrap over the cases).
Made by \`node evals/report-grounding.ts\`.

| set | turns | last turn | dialogue | difference | better / worse | best peer | which | R@1 | R@10 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map(toRow).join('\n')}

${missed.length === 0 ? 'The dialogue comes before the last turn alone, and before the best peer, on both sets.' : `Not reached: ${missed.join(', ')}.`}
`
}
