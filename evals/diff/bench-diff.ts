/**
 * How long `sidecue diff` takes, and whether it is exact: 1,000 questions, 1,000 articles, one of them changed. Writes
 * `evals/reports/diff.md`. `node evals/diff/bench-diff.ts [folder of the public sets]`.
 */
import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileArticle } from '../../src/articles/index.ts'
import { askAll } from '../../src/editing/diff/ask-version.ts'
import { contractQuestions, sampleQuestions } from '../../src/editing/diff/folder-questions.ts'
import { type DiffReport, runDiff } from '../../src/editing/diff/index.ts'
import {
  askedAlone,
  collectQuestions,
  type FoundQuestion,
} from '../../src/editing/diff/known-questions.ts'
import { openPast } from '../../src/editing/history/index.ts'
import { makeKnowledge, readPieces } from '../scale/make-knowledge.ts'
import { articleFiles } from './article-files.ts'
import { type BenchRow, renderBench } from './render-bench.ts'

const ARTICLES = 1_000
const QUESTIONS = 1_000
const NOW = new Date('2026-11-22T12:00:00+08:00')
const SETS = process.argv[2] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'bench')
const REPORT = join(import.meta.dirname, '..', 'reports', 'diff.md')
const FEE = 'articles/refund/refund-coins.md'
const GALA = 'articles/event/event-annual-gala-2026.md'
const GUIDE = 'articles/recharge/recharge-not-arrived.md'

const place = await mkdtemp(join(tmpdir(), 'sidecue-bench-diff-'))
const knowledge = join(place, 'knowledge')
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args], {
    cwd: place,
  })

try {
  await cp('knowledge', knowledge, { recursive: true })
  const { pieces, queries } = await readPieces(SETS)
  await makeKnowledge(knowledge, ARTICLES - (await articleFiles(knowledge)).length, pieces)
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-q', '-m', 'base')

  // The folder's own questions first, filled up from the sets to a thousand.
  const own = collectQuestions([
    ...(await contractQuestions(knowledge, await articleFiles(knowledge))),
    ...(await sampleQuestions(knowledge)),
  ])
  const missing = Math.max(0, QUESTIONS - own.length)
  const rows: BenchRow[] = []
  const more = queries.map(
    (text, i): FoundQuestion =>
      askedAlone(text, undefined, { kind: 'file', path: 'sets', line: i + 1 }),
  )
  const diff = async (name: string, data: string): Promise<DiffReport> => {
    const load = loadavg()[0] ?? 0
    const before = process.cpuUsage()
    const report = await runDiff({
      ...{ knowledgeDir: knowledge, dataDir: join(place, data), base: 'HEAD', at: [NOW], now: NOW },
      ...{ more: more.slice(0, missing), readApprovals: async () => [] },
    })
    const { user, system } = process.cpuUsage(before)
    rows.push({ name, load, seconds: report.seconds, cpu: (user + system) / 1e6, report })
    process.stderr.write(`${name}: ${report.seconds.toFixed(1)} s, load ${load.toFixed(1)}\n`)
    return report
  }

  const edit = async (path: string, change: (source: string) => string): Promise<void> => {
    const file = join(knowledge, path)
    await writeFile(file, change(await readFile(file, 'utf8')))
  }
  const restore = () => git('checkout', '-q', '.')

  await edit(FEE, (source) =>
    source
      .replaceAll('收 5% 手续费', '收 8% 手续费')
      .replaceAll('收取 5% 手续费', '收取 8% 手续费'),
  )
  const first = await diff('a fee changed, base never seen', 'data')
  const fee = await diff('a fee changed, base known', 'data')
  restore()
  await edit(FEE, (source) =>
    source
      .replaceAll('收 5% 手续费', '收 9% 手续费')
      .replaceAll('收取 5% 手续费', '收取 9% 手续费'),
  )
  await diff('the same fee changed again', 'data')
  restore()
  await edit(GUIDE, (source) => `${source}\n补充说明：充值未到账时请先不要重复付款。\n`)
  await diff('a sentence added to an article', 'data')
  restore()
  await edit(GALA, (source) =>
    source.replace('2026-12-01T10:00:00+08:00', '2026-11-25T10:00:00+08:00'),
  )
  const gala = await diff('an embargo moved', 'data')
  restore()

  const past = await openPast({ knowledgeDir: knowledge, revision: 'HEAD', at: NOW, now: NOW })
  const told = await askAll({ db: past.db, desk: past.desk, now: NOW }, fee.questions, {
    withGuidance: false,
  })
  await past.close()
  const quoting = fee.questions
    .filter(({ id }) =>
      told
        .get(id)
        ?.sentences.some(
          ({ text, articles }) =>
            /收取? ?5% 手续费/u.test(text) && articles.includes('refund-coins'),
        ),
    )
    .map(({ text }) => text)
  const shown = fee.answers.map(
    ({ question }) => fee.questions.find(({ id }) => id === question)?.text ?? '',
  )
  const source = await readFile(join(knowledge, GALA), 'utf8')
  const { article } = compileArticle(source, { path: GALA, now: NOW })
  const markdown = article?.parts.map((part) => part.markdown).join('\n') ?? ''

  await writeFile(
    REPORT,
    renderBench({
      machine: `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? ''}, Node ${process.version}`,
      rows,
      questions: first.questions.length,
      quoting,
      shown,
      gala: { report: gala, markdown, article: 'event-annual-gala-2026' },
    }),
  )
  process.stderr.write(`written: ${REPORT}\n`)
} finally {
  await rm(place, { recursive: true, force: true })
}
