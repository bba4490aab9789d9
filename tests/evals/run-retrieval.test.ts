import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runEval } from '../../evals/index.ts'

const jsonl = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

describe('the suites retrieval and grounding', () => {
  let folder = ''
  let out = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sidecue-cases-'))
    out = join(folder, 'out')
    const corpus = [
      { id: 'Doc/1', title: '会员退款', text: '会员退款在三个工作日内原路退回。\0\ud800' },
      { id: 'Doc/2', title: '', text: '充值两小时还没到账，请提供订单号。', lang: 'zh-Hans' },
      { id: 'Doc/3', text: 'Reset your password on the sign-in page.' },
    ]
    writeFileSync(join(folder, 'corpus.jsonl.gz'), gzipSync(jsonl(corpus)))
    const queries = [
      { id: 'q1', text: '會員怎麼退款', lang: 'zh-Hant' },
      { id: 'q2', text: 'forgot my password' },
    ]
    writeFileSync(join(folder, 'queries.jsonl'), jsonl(queries))
    const turns = (...texts: string[]) =>
      texts.map((text, i) => ({ speaker: i % 2 ? 'agent' : 'customer', text }))
    const conversations = [
      { id: 'c1', turns: turns('充值没到账', '请稍等', '那要多久') },
      { id: 'c2', turns: turns('会员退款多久', '三个工作日', '好的，密码忘了', '在登录页') },
    ]
    writeFileSync(join(folder, 'conversations.jsonl'), jsonl(conversations))
    writeFileSync(
      join(folder, 'qrels.tsv'),
      'q1\tDoc/1\t1\nq2\tDoc/3\t1\nq3\tDoc/2\t1\nq1\tDoc/2\t0\n',
    )
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('ranks a packed corpus, and counts a judged query that is missing as not found', async () => {
    const result = await runEval('retrieval', { cases: folder, out })
    expect(result.cases).toBe(3)
    expect(result.metrics.missing).toBe(1)
    expect(result.metrics['R@1']).toBeCloseTo(2 / 3, 6)
    expect(result.gates.every((gate) => gate.ok)).toBe(true)
    expect(JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8'))).toEqual(result)
    const run = readFileSync(join(out, 'run.trec'), 'utf8').trim().split('\n')
    expect(run[0]).toMatch(/^q1 Q0 Doc\/1 1 [\d.]+ sidecue$/)
    const latency = readFileSync(join(out, 'latency.jsonl'), 'utf8').trim().split('\n')
    expect(latency.map((line) => JSON.parse(line).id)).toEqual(['q1', 'q2', 'q3'])
  })

  it('takes the query of a conversation from its turns, and of one turn by its place', async () => {
    writeFileSync(join(folder, 'qrels.tsv'), 'c1\tDoc/2\t1\nc2-0\tDoc/1\t1\n')
    const result = await runEval('grounding', { cases: folder, out })
    expect(result.cases).toBe(2)
    expect(result.metrics.missing).toBe(0)
    expect(result.metrics['hit@1']).toBe(1)
  })

  it('names file and line of a row that is wrong, and a suite that is not there', async () => {
    const bad = mkdtempSync(join(tmpdir(), 'sidecue-cases-'))
    writeFileSync(join(bad, 'corpus.jsonl'), '{"id":"a","text":"x"}\n{"id":\n')
    await expect(runEval('retrieval', { cases: bad, out })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      place: { line: 2 },
    })
    rmSync(bad, { recursive: true })
    await expect(runEval('no-such-suite', { cases: folder, out })).rejects.toThrow(/no-such-suite/)
  })
})
