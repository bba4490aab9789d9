import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { openDatabase } from '../../src/db/index.ts'
import type { Report } from '../../src/insights/reports/index.ts'
import { silentLog } from '../../src/log.ts'
import { putTalk } from '../insights/reports/world.ts'

let place: string
let data: string
beforeAll(async () => {
  vi.stubEnv('DATABASE_URL', undefined)
  place = mkdtempSync(join(tmpdir(), 'sidecue-report-'))
  data = join(place, 'data')
  const db = await openDatabase({ databaseUrl: undefined, dataDir: data, log: silentLog })
  for (const [n, question] of [
    '耳机线控能翻页吗',
    '用耳机线控可以翻页吗',
    '耳机的线控翻页怎么设置',
  ].entries())
    await putTalk(db, {
      id: `r-${n}`,
      at: new Date(Date.now() - 3_600_000).toISOString(),
      closed: 300,
      type: 'consultation',
      turns: [
        { speaker: 'customer', received: 0, text: question },
        { speaker: 'agent', received: 20, text: '目前耳机线控只能暂停或继续听书，不能翻页。' },
        { speaker: 'customer', received: 40, text: '好的谢谢' },
      ],
    })
  await db.close()
}, 60_000)
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(place, { recursive: true, force: true })
})

async function run(...args: string[]): Promise<string> {
  let printed = ''
  const take = (chunk: unknown) => {
    printed += String(chunk)
    return true
  }
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(take),
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true),
  ]
  try {
    await createProgram().parseAsync([...args, '--data', data], { from: 'user' })
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
  return printed
}

const day = (ms: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(ms))
const PERIOD = ['--from', day(Date.now() - 86_400_000), '--to', day(Date.now())]

test('report prints text, JSON, and a page that needs nothing but itself', async () => {
  const text = await run('report', ...PERIOD, '--in', 'zh-Hans')
  expect(text).toContain('会话量\t3 (n = 3)')
  expect(text).toContain('业务咨询 3')
  const report = JSON.parse(await run('report', ...PERIOD, '--json')) as Report
  expect(report.total['replies-in-time']).toMatchObject({ value: 1, n: 3 })
  const file = join(place, 'report.html')
  expect(await run('report', ...PERIOD, '--html', file, '--in', 'en')).toContain(file)
  expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>[\s\S]*Knowledge hit rate/)
}, 60_000)

test('a day that is none, or a wrong channel, is bad input', async () => {
  await expect(run('report', '--from', '2026-02-30')).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(run('report', ...PERIOD, '--channel', 'fax')).rejects.toMatchObject({
    code: 'BAD_INPUT',
  })
}, 60_000)

test('draft-articles writes new files and leaves those alone that are there', async () => {
  const out = join(place, 'drafts')
  const first = await run('draft-articles', '--out', out)
  const [file] = readdirSync(out)
  expect(readdirSync(out)).toHaveLength(1)
  expect(first).toContain(file)
  const draft = readFileSync(join(out, file!), 'utf8')
  expect(draft).toContain('state: draft')
  expect(draft).not.toMatch(/^audience:/m)
  expect(draft).toContain('不能翻页')
  expect(await run('draft-articles', '--out', out)).toContain('(was there)')
  expect(readFileSync(join(out, file!), 'utf8')).toBe(draft)
}, 120_000)
