import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { runPlanted } from '../../../evals/lint/run-planted.ts'
import { compileArticle } from '../../../src/articles/index.ts'
import { fixClock, openDatabase } from '../../../src/db/index.ts'
import { loadDesk } from '../../../src/desk/index.ts'
import { contractFindings } from '../../../src/editing/lint/contract-findings.ts'
import { toGitHub } from '../../../src/editing/lint/formats/to-github.ts'
import { toSarif } from '../../../src/editing/lint/formats/to-sarif.ts'
import { toText } from '../../../src/editing/lint/formats/to-vfiles.ts'
import {
  type Contract,
  type ContractResult,
  contractsOf,
  type Finding,
  lintFolder,
  runContracts,
} from '../../../src/editing/lint/index.ts'
import { jsonSchemas } from '../../../src/editing/lint/json-schemas.ts'
import { indexFolder } from '../../../src/indexing/index.ts'
import { silentLog } from '../../../src/log.ts'
import { article, makeDesk, NOW } from './support.ts'

const data = mkdtempSync(join(tmpdir(), 'sidecue-lint-data-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

describe('lint of a folder', () => {
  it('finds at most five things in the sample desk', { timeout: 60_000 }, async () => {
    const { findings } = await lintFolder({ knowledgeDir: 'knowledge', now: NOW, dataDir: null })
    expect(findings.length).toBeLessThanOrEqual(5)
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('finds at least 95 of 100 planted faults, one seed', { timeout: 60_000 }, async () => {
    const { faults, unexplained } = await runPlanted('knowledge', { count: 42, seed: 11, now: NOW })
    const missed = faults.filter(({ isFound }) => !isFound)
    expect(missed.length / faults.length).toBeLessThanOrEqual(0.05)
    expect(unexplained.length).toBeLessThanOrEqual(5)
  })

  it('says the same with and without what it kept, and reads only what changed', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `articles/a${i}.md`,
        article(`a${i}`, `第 ${i} 篇说明。`),
      ]),
    )
    const desk = makeDesk({
      ...files,
      'articles/secret.md': article('secret', '善意补偿用于弥补体验，不用于换取撤诉。', {
        audience: 'internal',
        asks: null,
      }),
    })
    const run = (dataDir: string | null) =>
      lintFolder({ knowledgeDir: desk.dir, now: NOW, dataDir })
    try {
      await run(data)
      desk.write('articles/a3.md', article('a3', '善意补偿用于弥补体验，不用于换取撤诉。'))
      const kept = await run(data)
      expect(kept.unchanged).toBe(12)
      expect(kept.findings).toEqual((await run(null)).findings)
      expect(kept.findings.map(({ rule }) => rule)).toContain('overlap')
      // The hidden text changes, and a file that did not change repeats it now.
      desk.write(
        'articles/secret.md',
        article('secret', '第 5 篇说明讲的是内部额度与授权级别。', {
          audience: 'internal',
          asks: null,
        }),
      )
      desk.write('articles/a4.md', article('a4', '另外：第 5 篇说明讲的是内部额度与授权级别。'))
      await run(data)
      desk.write(
        'articles/secret.md',
        article('secret', '别的文字。', { audience: 'internal', asks: null }),
      )
      const last = await run(data)
      expect(last.unchanged).toBe(12)
      expect(last.findings).toEqual((await run(null)).findings)
      expect(last.findings).toEqual([])
    } finally {
      desk.discard()
    }
  })

  it('judges instants by the given clock, kept or not', async () => {
    const desk = makeDesk({
      'articles/a.md': article(
        'a',
        '说明。\n\n:::embargo{release="2026-12-01T00:00:00+08:00"}\n新功能将于 2026 年 12 月 1 日上线，敬请期待。\n:::',
      ),
    })
    const at = async (now: string) =>
      (
        await lintFolder({ knowledgeDir: desk.dir, now: new Date(now), dataDir: data })
      ).findings.map(({ rule }) => rule)
    try {
      expect(await at('2026-11-30T12:00:00+08:00')).toEqual([])
      expect(await at('2026-12-02T12:00:00+08:00')).toEqual(['past-release'])
      expect(await at('2026-11-30T12:00:00+08:00')).toEqual([])
    } finally {
      desk.discard()
    }
  })

  it('runs contracts and says what was found instead', { timeout: 120_000 }, async () => {
    const db = await openDatabase({ log: silentLog })
    try {
      await fixClock(db, NOW)
      await indexFolder(db, { knowledgeDir: 'knowledge', log: silentLog })
      const { desk } = await loadDesk('knowledge')
      const base = { lang: 'zh-Hans' as const, path: 'x.md', text: '会员可以退款吗' }
      const contracts: Contract[] = [
        { ...base, kind: 'ask', article: 'refund-membership' },
        { ...base, kind: 'must-not', article: 'refund-membership', why: 'a trial' },
        { ...base, kind: 'ask', article: 'app-crash' },
      ]
      const results: ContractResult[] = []
      for await (const result of runContracts({ db, desk }, contracts)) results.push(result)
      expect(results.map(({ ok }) => ok)).toEqual([true, false, false])
      expect(results[0]).toMatchObject({ rank: 1, cited: ['refund-membership'], outcome: 'answer' })
      expect(results[2]!.found[0]!.article).toBe('refund-membership')
      expect(results[2]!.found[0]!.terms.length).toBeGreaterThan(0)
      expect(results[2]!.missing.length).toBeGreaterThan(0)
      const [, broken] = contractFindings(results, [])
      expect(broken).toMatchObject({
        rule: 'ask-not-found',
        found: expect.stringContaining('first is refund-membership'),
      })
    } finally {
      await db.close()
    }
  })

  it('an article that is hidden or over promises nothing', () => {
    const contracts = (keys: Record<string, string>) => {
      const source = article('a', '说明。', { asks: '["怎么办"]', ...keys })
      const compiled = compileArticle(source, { path: 'a.md', now: NOW }).article!
      return contractsOf(compiled, NOW).length
    }
    expect(contracts({})).toBe(1)
    expect(contracts({ release: '"2030-01-01T00:00:00+08:00"' })).toBe(0)
    expect(contracts({ expires: '"2025-01-01T00:00:00+08:00"' })).toBe(0)
    expect(contracts({ state: 'draft' })).toBe(0)
    expect(contracts({ audience: 'internal' })).toBe(0)
  })
})

const SECRET: Finding = {
  ...{
    severity: 'error',
    rule: 'restricted-fact',
    message: 'Only restricted text says this',
    file: 'a,b.md',
  },
  ...{ line: 3, column: 5, endLine: 3, endColumn: 9, found: 'SECRET 158', advice: 'Take it out.' },
  related: [{ file: 'c.md', line: 1, column: 1, quote: 'SECRET 158', isHidden: true }],
}

describe('formats', () => {
  it('GitHub annotations escape, and quote no hidden text', () => {
    const text = toGitHub([
      SECRET,
      { ...SECRET, severity: 'info', related: [], found: '50 %\nmore' },
    ])
    expect(text.split('\n')[0]).toBe(
      '::error file=a%2Cb.md,line=3,endLine=3,col=5,endColumn=9,title=restricted-fact::Only restricted text says this%0Asee: c.md:1%0ATake it out.',
    )
    expect(text.split('\n')[0]).not.toContain('SECRET')
    expect(text.split('\n')[1]).toContain('found: 50 %25%0Amore')
  })

  it('text has place, rule, what was found and what to do', () => {
    const text = toText([SECRET], false)
    for (const part of [
      'a,b.md',
      '3:5',
      'error',
      'restricted-fact',
      'found: SECRET 158',
      'do: Take it out.',
    ])
      expect(text).toContain(part)
  })

  it('SARIF names the rule and the other place', () => {
    const [run] = (toSarif([SECRET], '1.0.0') as { runs: { results: object[]; tool: object }[] })
      .runs
    expect(run!.results[0]).toMatchObject({
      ruleId: 'restricted-fact',
      level: 'error',
      relatedLocations: [{ physicalLocation: { artifactLocation: { uri: 'c.md' } } }],
    })
  })

  it('the schemas in knowledge/ are those of this version (npx sidecue schemas writes them)', () => {
    for (const [name, schema] of jsonSchemas()) {
      const kept = JSON.parse(readFileSync(`knowledge/schemas/${name}`, 'utf8')) as object
      expect(isDeepStrictEqual(kept, JSON.parse(JSON.stringify(schema))), name).toBe(true)
    }
  })

  it('the command prints JSON, takes paths, and exits with 1 for findings', {
    timeout: 60_000,
  }, () => {
    const desk = makeDesk({
      'articles/a.md': article('a', '说明。', { asks: null }),
      'articles/b.md': article('b', '说明。', { asks: null }),
    })
    const run = (...args: string[]) => {
      const options = {
        encoding: 'utf8' as const,
        stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
      }
      try {
        return {
          code: 0,
          out: execFileSync('node', ['src/cli.ts', 'lint', '--data', data, ...args], options),
        }
      } catch (error) {
        const { status, stdout, stderr } = error as {
          status: number
          stdout: string
          stderr: string
        }
        return { code: status, out: stdout + stderr }
      }
    }
    try {
      const one = run(join(desk.dir, 'articles/b.md'), '--json')
      const { findings, messages } = JSON.parse(
        one.out.slice(one.out.indexOf('{'), one.out.lastIndexOf('}') + 1),
      )
      expect(one.code).toBe(1)
      expect(findings).toMatchObject([
        { rule: 'missing-asks', file: expect.stringContaining('b.md') },
      ])
      expect(messages).toMatchObject([{ ruleId: 'missing-asks', fatal: false, line: 3 }])
      expect(run('no/such/folder')).toMatchObject({
        code: 2,
        out: expect.stringContaining('no/such/folder'),
      })
    } finally {
      desk.discard()
    }
  })
})
