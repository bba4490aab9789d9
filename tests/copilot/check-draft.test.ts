import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkDraft } from '../../src/copilot/check-draft.ts'
import type { Database } from '../../src/db/index.ts'
import { type Desk, loadDesk } from '../../src/desk/index.ts'
import { indexFolder } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import { openEmbedded } from '../support/embedded-engine.ts'

let db: Database
let desk: Desk
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidecue-check-'))
  for (const part of ['articles/recharge', 'articles/event'])
    await cp(join('knowledge', part), join(folder, part), { recursive: true })
  db = await openEmbedded()
  await indexFolder(db, { knowledgeDir: folder, log: silentLog })
  desk = (await loadDesk('knowledge')).desk
})
afterAll(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

const check = (text: string) => checkDraft({ db, desk }, { text, turns: [] })

describe("the check of an agent's own words", () => {
  test('what the knowledge base says may be sent', async () => {
    const { verdict } = await check('您好，微信充值一般 5 分钟内到账，请您下拉刷新“我的”页面。')
    expect(verdict).not.toBe('block')
  })

  test('a link that is not official is stopped, with its place', async () => {
    const text = '您好，请到 https://galaxyread-help.example.net/pay 补款。'
    const { verdict, findings } = await check(text)
    expect(verdict).toBe('block')
    const link = findings.find((finding) => finding.rule === 'link')!
    expect(text.slice(link.start, link.end)).toContain('galaxyread-help.example.net')
  })

  test('a true date of an unreleased event and a wrong guess get the same finding', async () => {
    const about = async (day: string) => {
      const verdict = await check(`您好，星河年终盛典将于 12 月 ${day} 日开始。`)
      // A message repeats the words it is about.
      return JSON.parse(JSON.stringify(verdict).replaceAll(day, 'DD'))
    }
    const [right, wrong] = [await about('01'), await about('09')]
    expect(right).toEqual(wrong)
    expect(right).toMatchObject({ verdict: 'block' })
  })
})
