import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawExternal } from '../../evals/external/draw-external.ts'
import { kindOf } from '../../evals/external/kinds.ts'
import { bestRival, readKnownSets } from '../../evals/external/known-figures.ts'
import { measureSet } from '../../evals/external/measure-set.ts'
import { type Row, renderExternal } from '../../evals/external/render-external.ts'

let bench: string
beforeAll(async () => {
  bench = await mkdtemp(join(tmpdir(), 'sidecue-external-'))
})
afterAll(() => rm(bench, { recursive: true, force: true }))

async function write(path: string, text = ''): Promise<void> {
  await mkdir(dirname(join(bench, path)), { recursive: true })
  await writeFile(join(bench, path), text)
}

it('what a set can show is told by its files, and where those look alike by its name', async () => {
  for (const file of ['corpus.jsonl.gz', 'queries.jsonl', 'qrels.tsv']) await write(`faq/${file}`)
  for (const file of ['corpus.jsonl', 'conversations.jsonl.gz', 'queries.jsonl', 'qrels.tsv'])
    await write(`talk/${file}`)
  for (const set of ['intents', 'offensive-words'])
    for (const file of ['train.jsonl', 'test.jsonl']) await write(`${set}/${file}`)
  await write('typos/pairs.tsv')
  await write('opencc-cases/pairs.tsv')
  await write('md/md.tar.gz')
  const kind = (set: string) => kindOf(set, join(bench, set))
  expect(
    ['faq', 'talk', 'intents', 'offensive-words', 'typos', 'opencc-cases', 'md'].map(kind),
  ).toEqual([
    'retrieval',
    'grounded dialogue',
    'classification',
    'offence',
    'spelling',
    'scripts',
    'material',
  ])
})

it('what others reached is read from the README and the table beside the sets', async () => {
  await write(
    'README.md',
    '# bench\n## FAQ\n### faq\ntext\n- measured: bm25 nDCG@10 0.4\n- published: somebody 0.5\n### gone\n- measured: TF-IDF acc 90.0, macro-F1 88.5 (majority 3)\n## Notes\n- published: nothing\n',
  )
  await write(
    'baselines.tsv',
    'set\tvariant\tsystem\tnDCG@10\nfaq\t\tminisearch\t0.31\nfaq\tctx\tbm25\t0.42\n',
  )
  const known = await readKnownSets(bench)
  expect([...known.keys()]).toEqual(['faq', 'gone'])
  expect(known.get('faq')?.published).toBe('somebody 0.5')
  const from = { bench, peers: 'no-such-file' }
  expect(await bestRival(from, 'faq', 'nDCG@10', known.get('faq'))).toEqual({
    ...{ name: 'bm25 ctx', value: 0.42, from: 'baselines.tsv' },
  })
  const rival = await bestRival(from, 'gone', 'macroF1', known.get('gone'))
  expect(rival?.value).toBeCloseTo(0.885)
})

it('scripts and intents are counted without an index', async () => {
  await write('opencc-cases/pairs.tsv', 'c1\ts2t\t头发\t頭髮\nc2\ts2t\t苹果\t梨子\n')
  await write('same/pairs.tsv', '怎么退款\t如何退款\t1\n怎么退款\t会员多少钱\t0\n')
  const folder = (set: string) => join(bench, set)
  expect(await measureSet('scripts', folder('opencc-cases'), bench)).toEqual({ folded: 0.5 })
  expect(await measureSet('same intent', folder('same'), bench)).toEqual({ auc: 1 })
})

it('a set that is not there, or that failed, is said in the report, and one that is behind is drawn as such', () => {
  const rival = { name: 'bm25', value: 0.6, from: 'baselines.tsv' }
  const measuredAt = '2026-11-22T06:00:00.000Z'
  const rows: Row[] = [
    {
      set: 'faq',
      kind: 'retrieval',
      figures: { 'nDCG@10': 0.7 },
      measuredAt,
      rival,
      published: 'x 0.65',
    },
    {
      set: 'docs',
      kind: 'retrieval',
      figures: { 'nDCG@10': 0.5 },
      measuredAt,
      rival,
      published: null,
    },
    { set: 'broken', kind: 'retrieval', figures: {}, measuredAt: null, rival, published: null },
    { set: 'gone', kind: null, figures: null, measuredAt: null, rival: null, published: null },
  ]
  const page = renderExternal(rows, 'two cores')
  expect(page).toContain('**Not there, not measured:** gone.')
  expect(page).toContain('| broken | **failed** |')
  expect(page).toContain('| faq | **0.7000** | 0.6000 | +10.0 | bm25 (baselines.tsv) |')
  expect(page).toContain('Below: docs.')
  expect(drawExternal(rows).match(/<line [^>]*stroke="#b5502f"/g)).toHaveLength(1)
})
