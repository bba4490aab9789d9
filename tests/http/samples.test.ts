import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import type { Conversation, Sample, SampleList } from '../../src/http/api-types.ts'
import { listSamples, parseSample, readSample } from '../../src/http/read-samples.ts'
import { openEmbedded } from '../support/embedded-engine.ts'
import { openApp, type TestApp } from './support.ts'

let db: Database
let api: TestApp
beforeAll(async () => {
  db = await openEmbedded()
  api = await openApp(db)
})
afterAll(async () => {
  await api.close()
  await db.close()
})

describe('recorded sample conversations', () => {
  test('every file of the sample desk can be played, under its own name', async () => {
    const files = await readdir('knowledge/samples')
    for (const file of files)
      expect(`${(await parseSample(join('knowledge/samples', file))).id}.json`).toBe(file)
    const { samples } = (await (await api.get('/v1/samples')).json()) as SampleList
    expect(samples).toHaveLength(files.length)
    expect(new Set(samples.map((sample) => sample.lang))).toEqual(
      new Set(['zh-Hans', 'zh-Hant', 'en']),
    )
  })

  test('played turn by turn, each sample is taken whole', async () => {
    const { samples } = (await (await api.get('/v1/samples')).json()) as SampleList
    for (const { id } of samples) {
      const sample = (await (await api.get(`/v1/samples/${id}`)).json()) as Sample
      const path = await api.open()
      for (const { delayMs: _, skipMs: __, ...turn } of sample.turns)
        expect([id, turn.seq, (await api.post(`${path}/turns`, turn)).status]).toEqual([
          id,
          turn.seq,
          201,
        ])
      await api.deps.live.idle()
      const played = (await (await api.get(path)).json()) as Conversation
      const finals = sample.turns.filter((turn) => turn.final)
      expect(played.turns.map((turn) => turn.text)).toEqual(finals.map((turn) => turn.text))
      expect(played.stage).not.toBe('greeting')
    }
  })

  test('an unknown sample is 404 and a path is no id', async () => {
    expect((await api.get('/v1/samples/none')).status).toBe(404)
    expect((await api.get('/v1/samples/..%2Fdesk')).status).toBe(400)
  })

  test('a faulty file is left out, and a folder without samples is fine', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sidecue-samples-'))
    expect(await listSamples(folder)).toEqual([])
    await mkdir(join(folder, 'samples'))
    await writeFile(join(folder, 'samples', 'bad.json'), '{')
    expect(await listSamples(folder)).toEqual([])
    await expect(readSample(folder, 'good')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await rm(folder, { recursive: true })
  })
})
