import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareOutputs } from '../../evals/run/compare-outputs.ts'

describe('two runs', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sidecue-again-'))
    await mkdir(join(root, 'a/questions'), { recursive: true })
    await mkdir(join(root, 'b/questions'), { recursive: true })
  })
  afterEach(() => rm(root, { recursive: true, force: true }))

  async function compare(file: string, first: string, second: string) {
    await writeFile(join(root, 'a', file), first)
    await writeFile(join(root, 'b', file), second)
    return compareOutputs(join(root, 'a'), join(root, 'b'))
  }

  it.each([
    ['rows', '{"id":"q-1","ms":7.3}\n', '{"id":"q-1","ms":12}\n'],
    [
      'metrics',
      '{ "p95Ms": 7, "startedAt": "2026-11-21T04:00:00Z" }',
      '{ "p95Ms": 9.5e-1, "startedAt": "now" }',
    ],
    ['stages', '"atRate.p50Ms": 1,\n"indexSeconds": 2', '"atRate.p50Ms": 2,\n"indexSeconds": 7'],
    [
      'a gate on time',
      '{ "name": "budget seconds", "limit": 180, "value": 61.2, "ok": true }',
      '{ "name": "budget seconds", "limit": 180, "value": 70, "ok": true }',
    ],
    ['JUnit', '<testcase name="q" time="0.1"/>', '<testcase name="q" time="0.2"/>'],
    ['the page', '<p>took <time>3 s</time></p>', '<p>took <time>4 s</time></p>'],
    [
      'a plot of times',
      '<b><!--times--><svg/><!--/times--></b>',
      '<b><!--times--><i/><!--/times--></b>',
    ],
  ])('may differ in times: %s', async (_, first, second) => {
    expect(await compare('questions/file', first, second)).toEqual([])
  })

  it('that differ in anything else are flaky: the file and its line', async () => {
    const rows = (outcome: string) => `{"id":"q-1","ms":1}\n{"id":"q-2","outcome":"${outcome}"}\n`
    expect(await compare('questions/answers.jsonl', rows('answer'), rows('no-answer'))).toEqual([
      {
        ...{ file: 'questions/answers.jsonl', line: 2 },
        first: '{"id":"q-2","outcome":"answer"}',
        second: '{"id":"q-2","outcome":"no-answer"}',
      },
    ])
  })

  it('of which one wrote a file that the other did not differ', async () => {
    await writeFile(join(root, 'a', 'only.json'), '{}')
    expect(await compareOutputs(join(root, 'a'), join(root, 'b'))).toHaveLength(1)
  })
})
