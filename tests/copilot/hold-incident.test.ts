import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { Transcript } from '../../src/conversations/types.ts'
import { suggest } from '../../src/copilot/suggest.ts'
import type { Database } from '../../src/db/index.ts'
import type { Desk } from '../../src/desk/types.ts'
import { noticeIncidents, openIncidents, takeIncident } from '../../src/triage/incidents/index.ts'
import { makeDesk } from '../compose/desk-fixture.ts'
import { article, type Folder, index, makeFolder } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'
import { say } from '../triage/incidents/stream.ts'

const HOLDING = '这个问题有多位用户反映，我们正在核查，请您留意公告。'

function deskWith(phrase: string | null): Desk {
  const desk = makeDesk()
  if (phrase !== null) desk.phrases.incident['zh-Hans'] = [phrase]
  return desk
}

const talk = (...texts: [speaker: 'customer' | 'agent', text: string][]): Transcript => ({
  id: 'c-new',
  channel: 'chat',
  turns: texts.map(([speaker, text], n) => ({ seq: n + 1, speaker, text, final: true, rev: 0 })),
})

describe.each(engines)('the holding reply to a mass incident, $name', (engine) => {
  let db: Database
  let folder: Folder
  beforeAll(async () => {
    db = await engine.open()
    folder = makeFolder()
    folder.write('other.md', article('other', '\n会员每月 12 元。\n', { title: '会员多少钱' }))
    await index(db, folder)
    for (const line of [
      '听书没声音了',
      '听书一直没有声音',
      '有声书放不出声音',
      '聽書沒有聲音',
      'no sound in audiobooks',
    ])
      await say(db, line, new Date())
    const told = await noticeIncidents(db, makeDesk().incidents, new Date())
    expect(told).toMatchObject([{ kind: 'noticed' }])
  }, 60_000)
  afterAll(async () => {
    await db.close()
    folder.discard()
  })
  beforeEach(async () => {
    await db.write('app', (sql) => sql`update app.incident set taken_at = null, taken_by = null`)
  })

  const reply = (desk: Desk, transcript: Transcript) =>
    suggest({ db, desk, clock: systemClock }, transcript)
  const takeUp = () =>
    db.write('app', async (sql) => {
      const [incident] = await openIncidents(sql)
      await takeIncident(sql, incident!.id, { by: 'lead:demo', now: new Date() })
    })

  test('without a released reply nothing is said of the incident, taken up or not', async () => {
    const desk = deskWith(null)
    expect((await reply(desk, talk(['customer', '听书没有声音']))).outcome).toBe('no-answer')
    await takeUp()
    const after = await reply(desk, talk(['customer', '听书没有声音']))
    expect(after.outcome).toBe('no-answer')
  })

  test('the phrase of the desk is said once somebody has taken the incident up, and once only', async () => {
    const desk = deskWith(HOLDING)
    expect((await reply(desk, talk(['customer', '听书没有声音']))).text).not.toContain('多位用户')
    await takeUp()
    const told = await reply(desk, talk(['customer', '听书没有声音']))
    expect(told).toMatchObject({ outcome: 'answer', text: HOLDING })
    expect(told.sentences).toMatchObject([{ basis: 'phrase' }])
    const again = talk(
      ['customer', '听书没有声音'],
      ['agent', HOLDING],
      ['customer', '听书还是没有声音啊'],
    )
    expect((await reply(desk, again)).text).not.toContain('多位用户')
  })

  test('who reports something else, or only asks, is not told of it', async () => {
    const desk = deskWith(HOLDING)
    await takeUp()
    for (const text of ['充值没到账', '会员多少钱', '听书怎么开通'])
      expect((await reply(desk, talk(['customer', text]))).text).not.toContain('多位用户')
  })

  test('an announcement is told to its instant of release not at all, and from then on first', async () => {
    const announce = (release: string) =>
      article('audio-announcement', '\n## 标准答复\n\n听书播放异常正在修复，已购内容不受影响。\n', {
        title: '听书没有声音的公告',
        tags: '[incident]',
        release: `"${release}"`,
      })
    const desk = deskWith(HOLDING)
    folder.write('announcement.md', announce('2099-01-01T00:00:00+08:00'))
    await index(db, folder)
    expect((await reply(desk, talk(['customer', '听书没有声音']))).text).not.toContain('修复')
    folder.write('announcement.md', announce('2026-01-01T00:00:00+08:00'))
    await index(db, folder)
    const told = await reply(desk, talk(['customer', '听书没有声音']))
    expect(told.outcome).toBe('answer')
    expect(told.text).toMatch(/^听书播放异常正在修复/)
    expect(told.sentences[0]!.citations[0]).toMatchObject({ article: 'audio-announcement' })
    folder.write(
      'announcement.md',
      announce('2026-01-01T00:00:00+08:00').replace('audience: customer', 'audience: internal'),
    )
    await index(db, folder)
    expect((await reply(desk, talk(['customer', '听书没有声音']))).text).not.toContain('修复')
  })
})
