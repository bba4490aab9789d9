import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Folder } from '../indexing/support.ts'
import { article } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'
import type { Reader } from './canaries.ts'
import { idOf, makeCanaryFolder } from './canary-folder.ts'
import { FUTURE, questionsAbout, STATES } from './states.ts'
import { as, openWorld, type World, wholeAnswer } from './world.ts'

/**
 * The strongest form of the promise: whatever is written, changed or removed among the texts a caller may not
 * read, no answer to that caller changes by a byte. Counts, scores, ranks, cursors, offsets, content hashes,
 * generations and refusals are all in those answers.
 */
for (const engine of engines) {
  describe(`changes of hidden text change no answer, ${engine.name}`, () => {
    let folder: Folder
    let world: World
    beforeAll(async () => {
      folder = makeCanaryFolder()
      // Blocks of every kind inside one article, so that its own text has offsets, lines and a content hash to move.
      folder.write('host.md', hostWith('短。', '短。', '短。'))
      world = await openWorld(engine, folder)
    }, 180_000)
    afterAll(async () => {
      await world.close()
      folder.discard()
    })

    test.each([
      ['service', ['agent', 'internal', 'embargo']],
      ['agent', ['internal', 'embargo']],
      ['lead', ['embargo']],
    ] as const)(
      'to a caller that is %s',
      async (reader, hidden) => {
        const before = await answersTo(world, reader)
        expect(before.length).toBeGreaterThan(STATES.length * 4)
        const may = (audience: string) => (hidden as readonly string[]).includes(audience)
        const forAgents = may('agent') ? longText('甲') : '短。'
        folder.write(
          'host.md',
          hostWith(forAgents, may('internal') ? longText('乙') : '短。', longText('丙')),
        )
        if (may('agent')) folder.write('more-a.md', secret('more-a', '丁', { audience: 'agent' }))
        if (may('internal'))
          folder.write('more-i.md', secret('more-i', '戊', { audience: 'internal' }))
        folder.write('more-e.md', secret('more-e', '己', { release: FUTURE }))
        folder.write('more-d.md', secret('more-d', '庚', { state: 'draft' }))
        folder.write('more-x.md', secret('more-x', '辛', { audience: 'nobody' }))
        await world.index()
        const after = await answersTo(world, reader)
        for (const [index, answer] of after.entries()) expect(answer).toBe(before[index])
        for (const name of ['more-e.md', 'more-d.md', 'more-x.md']) folder.remove(name)
        await world.index()
        expect(await answersTo(world, reader)).toEqual(before)
        if (may('agent')) folder.remove('more-a.md')
        if (may('internal')) folder.remove('more-i.md')
        folder.write('host.md', hostWith('短。', '短。', '短。'))
        await world.index()
      },
      120_000,
    )
  })
}

function hostWith(forAgents: string, internal: string, embargoed: string): string {
  const block = (opening: string, text: string) => `${opening}\n${text}\n:::\n\n`
  return article(
    'host',
    `\n平日开放。\n\n${block(':::agent', forAgents)}## 时间\n\n${block(':::internal', internal)}早九点起。\n\n${block(
      `:::embargo{release="${FUTURE}"}`,
      embargoed,
    )}## 地点\n\n总馆一层。\n`,
  )
}

/** Many words of open text; `mark` stands between them, so that no run is one of another text's. */
function longText(mark: string): string {
  const words = STATES.flatMap((state) => [
    state.subject['zh-Hans'],
    '规则',
    state.subject.en,
    '平日',
  ])
  return Array.from({ length: 4 }, () => words.join(` ${mark} `)).join('\n\n')
}

/** Text that shares its words with open questions, so that shared statistics would show. */
function secret(id: string, mark: string, keys: Record<string, string>): string {
  return article(id, `\n${longText(mark)}\n`, keys)
}

async function answersTo(world: World, reader: Reader): Promise<string[]> {
  const { api } = world
  const answers: string[] = []
  const keep = async (response: Response | Promise<Response>) => {
    const answer = await wholeAnswer(await response)
    const timeless = answer.replaceAll(/"ms":[\d.]+/g, '"ms":0')
    answers.push(timeless.replace(/r-[0-9a-f]{16}/g, 'r').replace(/"k-[\w-]+"/g, '"k"'))
  }
  for (const path of ['/v1/articles?limit=200', '/v1/articles?limit=9', '/v1/articles/host'])
    await keep(api.get(path, as(reader)))
  for (const path of ['/ready', '/v1/session', '/v1/samples']) await keep(api.get(path, as(reader)))
  for (const state of STATES) {
    await keep(api.get(`/v1/articles/${idOf(state, 'zh-Hans')}`, as(reader)))
    for (const [index, text] of questionsAbout(state).entries()) {
      if (index === 1) continue
      await keep(api.get(`/v1/search?q=${encodeURIComponent(text)}`, as(reader)))
      const turns = [{ seq: 1, speaker: 'customer', text }]
      await keep(api.post('/v1/suggest', { id: 'c-1', channel: 'chat', turns }, as(reader)))
    }
    await keep(
      api.post('/v1/check', { text: `您好，${state.subject['zh-Hans']}12月1日开始。` }, as(reader)),
    )
  }
  return answers
}
