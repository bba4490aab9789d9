import { collectAll, computeRankSignal } from '../../src/insights/learn/index.ts'
import type { Reader } from './canaries.ts'
import { idOf } from './canary-folder.ts'
import { listenIn } from './listen-in.ts'
import { FUTURE, LANGS, questionsAbout, type State } from './states.ts'
import type { Talk } from './talk.ts'
import { TICKET_CASES } from './ticket-cases.ts'
import { as, type World, wholeAnswer } from './world.ts'

/** One caller asking after the text of one state. */
export type Visit = {
  world: World
  reader: Exclude<Reader, 'customer'>
  state: State
  /** The conversation that this caller has held about it. */
  talk: Talk
}

/** Everything that a route answers to such a caller: whole answers, status and headers included. */
export type RouteCase = (visit: Visit) => Promise<string[]>

/** Routes that take nothing a caller could ask with: they are asked once per caller. */
export const PLAIN_ROUTES: Record<string, string> = {
  'GET /health': '/health',
  'GET /ready': '/ready',
  'GET /metrics': '/metrics',
  'GET /openapi.json': '/openapi.json',
  'GET /docs': '/docs',
  'GET /docs/start.js': '/docs/start.js',
  'GET /v1/session': '/v1/session',
  'GET /v1/warnings': '/v1/warnings?state=all',
  'GET /v1/incidents': '/v1/incidents?state=all',
  'GET /v1/reports': '/v1/reports?from=2026-01-01&to=2027-01-31',
  'GET /v1/samples': '/v1/samples',
  'GET /v1/ticket-form': '/v1/ticket-form',
}

/** What an editor writes anyway: the whole folder, unreleased text too. To everybody else these say the same for any address. */
export const FOR_EDITORS: ReadonlySet<string> = new Set([
  'GET /v1/knowledge/articles',
  'GET /v1/knowledge/articles/:id',
  'GET /v1/knowledge/articles/:id/usage',
  'GET /v1/knowledge/gaps',
  'GET /v1/knowledge/status',
])

/**
 * A case for each other route of the API. A route that has none fails the test: add one here that asks the route,
 * as `reader`, for whatever it could tell of `state`.
 */
export const ROUTE_CASES: Record<string, RouteCase> = {
  'GET /docs/:file': (visit) =>
    get(
      visit,
      ids(visit.state).map((id) => `/docs/${id}`),
    ),
  'GET /*': (visit) =>
    get(
      visit,
      ids(visit.state).map((id) => `/articles/${id}`),
    ),
  'GET /v1/samples/:id': (visit) =>
    get(
      visit,
      ids(visit.state).map((id) => `/v1/samples/${id}`),
    ),

  'POST /v1/conversations': async ({ talk }) => [talk.opened],
  'POST /v1/embeddings': (visit) =>
    post(
      visit,
      '/v1/embeddings',
      ids(visit.state).map((ref) => ({ host: 'https://desk.example.com', ref })),
    ),
  'GET /v1/conversations/:id': async (visit) => [
    visit.talk.read,
    ...(await get(
      visit,
      ids(visit.state).map((id) => `/v1/conversations/${id}`),
    )),
  ],
  'DELETE /v1/conversations/:id': async ({ world, reader, state }) => {
    const answers: string[] = []
    for (const id of ids(state)) {
      const init = { method: 'DELETE', headers: as(reader) }
      answers.push(await wholeAnswer(await world.api.app.request(`/v1/conversations/${id}`, init)))
    }
    return answers
  },
  'POST /v1/conversations/:id/turns': async ({ talk }) => [talk.appended],
  'GET /v1/conversations/:id/turns': (visit) =>
    get(
      visit,
      [conversationOf(visit), ...ids(visit.state)].map((id) => `/v1/conversations/${id}/turns`),
    ),
  'GET /v1/conversations/:id/stream': async (visit) => {
    const { world, reader, state } = visit
    const heard: string[] = await get(visit, [`/v1/conversations/${conversationOf(visit)}/stream`])
    for (const id of [conversationOf(visit), ...ids(state)]) {
      const turn = { seq: 1, speaker: 'customer', text: state.subject.en }
      const address = `/v1/conversations/${id}/stream`
      heard.push(await listenIn(world, reader, address, { type: 'turn', turn, ref: 'r' }))
    }
    return heard
  },
  'GET /v1/conversations/:id/guide': (visit) =>
    get(
      visit,
      [conversationOf(visit), ...ids(visit.state)].map((id) => `/v1/conversations/${id}/guide`),
    ),
  'POST /v1/conversations/:id/suggest': async (visit) => {
    const { world, reader, state } = visit
    const answers = await change(visit, 'suggest', {})
    for (const text of questionsAbout(state)) {
      const opened = await world.api.post('/v1/conversations', { channel: 'chat' }, as(reader))
      if (!opened.ok) continue
      const { id } = (await opened.json()) as { id: string }
      const turn = { seq: 1, speaker: 'customer', text }
      await world.api.post(`/v1/conversations/${id}/turns`, turn, as(reader))
      answers.push(...(await post(visit, `/v1/conversations/${id}/suggest`, [{}])))
    }
    return answers
  },
  'POST /v1/conversations/:id/close': async ({ talk }) => [talk.closed],
  'POST /v1/conversations/:id/drop': (visit) => change(visit, 'drop', {}),
  'POST /v1/conversations/:id/reopen': (visit) => change(visit, 'reopen', {}),
  'POST /v1/conversations/:id/transfer': async (visit) => [
    ...(await change(visit, 'transfer', { agent: visit.state.subject.en })),
    ...(await change(visit, 'transfer', { department: ids(visit.state)[0] })),
  ],
  'POST /v1/conversations/:id/notes': async (visit) => [
    ...(await change(visit, 'notes', { text: visit.state.subject.en })),
    ...(await change(visit, 'notes', { text: '我来处理', takeOver: { agent: '王组长' } })),
  ],
  'POST /v1/conversations/:id/elapse': (visit) => change(visit, 'elapse', { seconds: 60 }),
  'GET /v1/conversations/:id/events': async ({ talk }) => [talk.events],
  'GET /v1/team/conversations': (visit) =>
    get(visit, [
      '/v1/team/conversations',
      `/v1/team/conversations?ids=${[conversationOf(visit), ...ids(visit.state)].join(',')}`,
    ]),
  'GET /v1/team/events': async ({ talk }) => [talk.teamEvents],
  'POST /v1/suggestions/:id/feedback': async ({ talk }) => [talk.feedback],

  'POST /v1/suggest': (visit) =>
    post(
      visit,
      '/v1/suggest',
      questionsAbout(visit.state).map((text) => transcript(text)),
    ),
  'POST /v1/summarize': (visit) =>
    post(
      visit,
      '/v1/summarize',
      questionsAbout(visit.state).map((text) => transcript(text)),
    ),
  'POST /v1/classify': (visit) =>
    post(
      visit,
      '/v1/classify',
      questionsAbout(visit.state).map((text) => transcript(text)),
    ),
  'GET /v1/conversations/:id/class': async (visit) => [
    ...(await get(
      visit,
      ids(visit.state).map((id) => `/v1/conversations/${id}/class`),
    )),
    ...(await get(visit, [`/v1/conversations/${talkId(visit)}/class`])),
  ],
  'POST /v1/conversations/:id/class': async (visit) =>
    post(visit, `/v1/conversations/${talkId(visit)}/class`, [
      { field: 'type', value: 'consultation' },
      ...ids(visit.state).map((value) => ({ field: 'module', value })),
    ]),
  'DELETE /v1/conversations/:id/class/:correction': async ({ world, reader, state }) => {
    const answers: string[] = []
    for (const id of ids(state)) {
      const init = { method: 'DELETE', headers: as(reader) }
      const address = `/v1/conversations/${id}/class/${id}`
      answers.push(await wholeAnswer(await world.api.app.request(address, init)))
    }
    return answers
  },

  'POST /v1/check': (visit) =>
    post(
      visit,
      '/v1/check',
      questionsAbout(visit.state).map((text) => ({
        text: `您好，${text}的时间是12月1日，价格29元。`,
        turns: transcript(text).turns,
      })),
    ),

  'POST /v1/warnings/:id/take': async (visit) =>
    (
      await Promise.all(
        ids(visit.state).map((id) => post(visit, `/v1/warnings/${id}.1/take`, [{}])),
      )
    ).flat(),
  'GET /v1/incidents/:id': (visit) =>
    get(
      visit,
      ids(visit.state).map((id) => `/v1/incidents/${id}`),
    ),
  'POST /v1/incidents/:id/take': async (visit) =>
    (
      await Promise.all(ids(visit.state).map((id) => post(visit, `/v1/incidents/${id}/take`, [{}])))
    ).flat(),
  'POST /v1/incidents/:id/close': async (visit) =>
    (
      await Promise.all(
        ids(visit.state).map((id) =>
          post(visit, `/v1/incidents/${id}/close`, [{ verdict: 'solved' }]),
        ),
      )
    ).flat(),

  'GET /v1/check/:id': async (visit) =>
    get(
      visit,
      [...ids(visit.state), ...(await checksOf(visit))].map((id) => `/v1/check/${id}`),
    ),
  'POST /v1/check/:id/override': async (visit) => {
    const answers: string[] = []
    for (const id of [...ids(visit.state), ...(await checksOf(visit))]) {
      const body = { reason: 'approved', note: visit.state.subject.en }
      answers.push(...(await post(visit, `/v1/check/${id}/override`, [body])))
    }
    return answers
  },

  'GET /v1/knowledge/asks': async (visit) =>
    get(visit, [
      ...(await learned(visit)),
      ...ids(visit.state).map((id) => `/v1/knowledge/asks?article=${id}`),
    ]),
  'GET /v1/knowledge/status': (visit) => get(visit, ['/v1/knowledge/status']),
  'GET /v1/knowledge/articles': (visit) =>
    get(visit, [
      '/v1/knowledge/articles?limit=200',
      ...['customer', 'agent', 'lead'].map((as) => `/v1/knowledge/articles?limit=200&as=${as}`),
      ...ids(visit.state).map((id) => `/v1/knowledge/articles?q=${id}`),
    ]),
  'GET /v1/knowledge/articles/:id': (visit) =>
    get(
      visit,
      ids(visit.state).flatMap((id) =>
        ['customer', 'agent', 'lead'].flatMap((as) => [
          `/v1/knowledge/articles/${id}?as=${as}`,
          `/v1/knowledge/articles/${id}?as=${as}&at=${encodeURIComponent(FUTURE)}`,
        ]),
      ),
    ),
  'GET /v1/knowledge/articles/:id/usage': (visit) =>
    get(
      visit,
      ids(visit.state).map((id) => `/v1/knowledge/articles/${id}/usage`),
    ),
  'GET /v1/knowledge/gaps': (visit) =>
    get(visit, ['/v1/knowledge/gaps', '/v1/knowledge/gaps?since=90d&limit=200']),
  'GET /v1/knowledge/learning': async (visit) => {
    await learned(visit)
    return get(visit, ['/v1/knowledge/learning'])
  },
  'POST /v1/knowledge/asks/:id/decision': async (visit) => {
    const answers: string[] = []
    for (const id of [...ids(visit.state), 'q-never'])
      answers.push(
        ...(await post(visit, `/v1/knowledge/asks/${id}/decision`, [{ decision: 'reject' }])),
      )
    return answers
  },
  'DELETE /v1/knowledge/asks/:id/decision': async ({ world, reader, state }) => {
    const answers: string[] = []
    for (const id of [...ids(state), 'q-never']) {
      const address = `/v1/knowledge/asks/${id}/decision`
      const init = { method: 'DELETE', headers: as(reader) }
      answers.push(await wholeAnswer(await world.api.app.request(address, init)))
    }
    return answers
  },

  ...TICKET_CASES,

  'GET /v1/search': (visit) =>
    get(
      visit,
      [...questionsAbout(visit.state), visit.state.subject.en].map(
        (text) => `/v1/search?q=${encodeURIComponent(text)}&top=50`,
      ),
    ),
  'GET /v1/articles': (visit) => pages(visit),
  'GET /v1/articles/:id': (visit) =>
    get(
      visit,
      ids(visit.state).map((id) => `/v1/articles/${id}`),
    ),
}

/** Looks at all verdicts so far, those of the visit's own talk among them, and returns where they are told. */
async function learned({ world }: Visit): Promise<string[]> {
  const { db, desk } = world
  await collectAll({ db, desk })
  const rules = { ...desk.learning, minAgents: 1, minConversations: 1 }
  await computeRankSignal(db, rules, { by: 'test', now: new Date() })
  return ['open', 'accepted', 'rejected'].map((state) => `/v1/knowledge/asks?state=${state}`)
}

function ids(state: State): string[] {
  return LANGS.map((lang) => idOf(state, lang))
}

/** The conversation that was held about the state. */
function talkId({ talk }: Visit): string {
  return (JSON.parse(talk.opened.split('\n\n')[1]!) as { id: string }).id
}

function transcript(text: string) {
  return { id: 'c-1', channel: 'chat', turns: [{ seq: 1, speaker: 'customer', text }] }
}

/** The conversation that the caller has held. */
function conversationOf({ talk }: Visit): string {
  return (JSON.parse(talk.opened.split('\n\n')[1]!) as { id: string }).id
}

async function change(visit: Visit, name: string, body: unknown): Promise<string[]> {
  const answers: string[] = []
  for (const id of [conversationOf(visit), ...ids(visit.state)])
    answers.push(...(await post(visit, `/v1/conversations/${id}/${name}`, [body])))
  return answers
}

/** Verdicts on drafts about the state's subject. */
async function checksOf({ world, reader, state }: Visit): Promise<string[]> {
  const text = `您好，${state.subject['zh-Hans']}的时间是12月1日，价格29元。`
  const answer = await world.api.post('/v1/check', { text }, as(reader))
  const { id } = (await answer.json()) as { id?: string }
  return id === undefined ? [] : [id]
}

async function get({ world, reader }: Visit, addresses: string[]): Promise<string[]> {
  const answers: string[] = []
  for (const address of addresses) {
    answers.push(await wholeAnswer(await world.api.get(address, as(reader))))
  }
  return answers
}

async function post({ world, reader }: Visit, path: string, bodies: unknown[]): Promise<string[]> {
  const answers: string[] = []
  for (const body of bodies)
    answers.push(await wholeAnswer(await world.api.post(path, body, as(reader))))
  return answers
}

/** All pages of the list, small ones so that there are cursors, and the filters. */
async function pages({ world, reader, state }: Visit): Promise<string[]> {
  const answers: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const address = `/v1/articles?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`
    const answer = await wholeAnswer(await world.api.get(address, as(reader)))
    answers.push(answer)
    cursor = (JSON.parse(answer.split('\n\n')[1]!) as { next: string | null }).next
  }
  const before = `/v1/articles?cursor=${Buffer.from(ids(state)[0]!).toString('base64url')}`
  answers.push(await wholeAnswer(await world.api.get(before, as(reader))))
  return answers
}
