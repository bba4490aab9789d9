import type { RouteCase, Visit } from './route-cases.ts'
import { as, wholeAnswer } from './world.ts'

/** Cases of the routes on tickets, on what leaves and on what is owed: asked for the ticket of the caller's own talk. */
export const TICKET_CASES: Record<string, RouteCase> = {
  'GET /v1/tickets': (visit) =>
    get(visit, ['/v1/tickets?limit=200', `/v1/tickets?type=${subject(visit)}`]),
  'GET /v1/tickets/:id': async (visit) => get(visit, await addresses(visit, '')),
  'GET /v1/conversations/:id/ticket': async (visit) => [
    ...(await drafted(visit)),
    ...(await get(visit, [`/v1/conversations/${talked(visit)}/ticket`])),
  ],
  'POST /v1/conversations/:id/ticket': (visit) => drafted(visit),
  'PATCH /v1/tickets/:id': async (visit) => {
    const answers: string[] = []
    const values = { 'field.problem': visit.state.subject.en, [subject(visit)]: null }
    for (const path of await addresses(visit, ''))
      for (const body of [
        { version: 1, values },
        { version: 1, values: { 'field.problem': 'x' } },
      ])
        answers.push(await ask(visit, 'PATCH', path, body))
    return answers
  },
  'GET /v1/tickets/:id/versions': async (visit) => get(visit, await addresses(visit, '/versions')),
  'GET /v1/tickets/:id/personal': async (visit) => get(visit, await addresses(visit, '/personal')),
  'POST /v1/tickets/:id/rejection': (visit) =>
    deed(visit, '/rejection', { version: 1, reason: 'wrong', note: visit.state.subject.en }),
  'POST /v1/tickets/:id/reopening': (visit) => deed(visit, '/reopening', { reason: 'mistake' }),
  'POST /v1/tickets/:id/approval': async (visit) => [
    ...(await deed(visit, '/approval', { version: 1 })),
    ...(await deed(visit, '/approval', { version: 9, accept: { reason: 'urgent' } })),
  ],
  'POST /v1/tickets/:id/resolution': (visit) =>
    deed(visit, '/resolution', { note: visit.state.subject.en }),
  'POST /v1/tickets/:id/visits': (visit) => deed(visit, '/visits', { reached: false }),
  'POST /v1/tickets/:id/closure': (visit) => deed(visit, '/closure', { reason: 'solved' }),

  'GET /v1/follow-ups': (visit) => get(visit, ['/v1/follow-ups?limit=200']),
  'POST /v1/follow-ups': async (visit) => {
    const note = visit.state.subject['zh-Hans']
    const body = { conversation: talked(visit), note, dueAt: '2026-12-01T10:00:00+08:00' }
    return [await ask(visit, 'POST', '/v1/follow-ups', body)]
  },
  'POST /v1/follow-ups/:id/take': async (visit) => [
    await ask(visit, 'POST', `/v1/follow-ups/${subject(visit)}/take`, {}),
  ],
  'POST /v1/follow-ups/:id/completion': async (visit) => [
    await ask(visit, 'POST', `/v1/follow-ups/${subject(visit)}/completion`, { outcome: 'done' }),
  ],
  'GET /v1/handovers': (visit) => get(visit, ['/v1/handovers?limit=200']),
  'POST /v1/handovers': (visit) => handover(visit, 'GET', ''),
  'GET /v1/handovers/:id': (visit) => handover(visit, 'GET', ''),
  'GET /v1/handovers/:id/print': (visit) => handover(visit, 'GET', '/print'),
  'PATCH /v1/handovers/:id': (visit) =>
    handover(visit, 'PATCH', '', {
      version: 1,
      add: [{ section: 'notices', title: visit.state.subject.en }],
    }),
  'POST /v1/handovers/:id/refresh': (visit) => handover(visit, 'POST', '/refresh', { version: 1 }),
  'POST /v1/handovers/:id/signature': (visit) =>
    handover(visit, 'POST', '/signature', { version: 1, shift: 'outgoing' }),
  'POST /v1/handovers/:id/return': (visit) =>
    handover(visit, 'POST', '/return', { version: 1, reason: visit.state.subject.en }),

  'GET /v1/dispatches': (visit) => get(visit, ['/v1/dispatches?limit=200']),
  'POST /v1/dispatches/:id/retry': async (visit) => [
    await ask(visit, 'POST', `/v1/dispatches/${subject(visit)}/retry`, {}),
  ],
}

function subject({ state }: Visit): string {
  return encodeURIComponent(state.subject.en)
}

/** The conversation that the caller has held. */
function talked({ talk }: Visit): string {
  return (JSON.parse(talk.opened.split('\n\n')[1]!) as { id: string }).id
}

async function drafted(visit: Visit): Promise<string[]> {
  return [await ask(visit, 'POST', `/v1/conversations/${talked(visit)}/ticket`, {})]
}

/** Below the ticket of the talk, where there is one, and below one that is none. */
async function addresses(visit: Visit, rest: string): Promise<string[]> {
  const [answer] = await drafted(visit)
  const { id } = JSON.parse(answer!.split('\n\n')[1]!) as { id?: string }
  return [id ?? 't-none', subject(visit)].map((one) => `/v1/tickets/${one}${rest}`)
}

async function deed(visit: Visit, rest: string, body: unknown): Promise<string[]> {
  const answers: string[] = []
  for (const path of await addresses(visit, rest))
    answers.push(await ask(visit, 'POST', path, body))
  return answers
}

async function get(visit: Visit, paths: string[]): Promise<string[]> {
  const answers: string[] = []
  for (const path of paths)
    answers.push(await wholeAnswer(await visit.world.api.get(path, as(visit.reader))))
  return answers
}

async function ask(
  { world, reader }: Visit,
  method: string,
  path: string,
  body: unknown,
): Promise<string> {
  const headers = { 'content-type': 'application/json', ...as(reader) }
  return wholeAnswer(
    await world.api.app.request(path, { method, headers, body: JSON.stringify(body) }),
  )
}

/** A shift in which the caller's own talk was held, drawn up, and something done with it. */
async function handover(
  visit: Visit,
  method: string,
  way: string,
  body?: unknown,
): Promise<string[]> {
  const until = new Date(Date.now() + 3_600_000)
  const from = new Date(until.getTime() - 24 * 3_600_000)
  const shift = {
    shift: visit.state.subject.en,
    from: from.toISOString(),
    until: until.toISOString(),
  }
  const drawn = await ask(visit, 'POST', '/v1/handovers', shift)
  const id = /"id":"(h-[\w-]+)"/u.exec(drawn)?.[1] ?? subject(visit)
  return [drawn, await ask(visit, method, `/v1/handovers/${id}${way}`, body)]
}
