import { readStream, type SeenEvent } from '../http/support.ts'
import type { Reader } from './canaries.ts'
import { as, type World, wholeAnswer } from './world.ts'

/** One conversation about one question, from its opening to its end: what every step of it answered. */
export type Talk = {
  opened: string
  appended: string
  read: string
  events: string
  teamEvents: string
  feedback: string
  closed: string
}

/** Held by `reader`; the lead's stream of the team is listened to meanwhile. */
export async function talk(world: World, reader: Reader, question: string): Promise<Talk> {
  const { api } = world
  const headers = as(reader)
  const team = await api.get('/v1/team/events', as(reader === 'lead' ? 'lead' : reader))
  const openedAnswer = await api.post('/v1/conversations', { channel: 'chat' }, headers)
  const opened = await wholeAnswer(openedAnswer)
  const { id } = JSON.parse(opened.split('\n\n')[1]!) as { id: string }
  const address = `/v1/conversations/${id}`
  const turn = { seq: 1, speaker: 'customer', text: question }
  const appended = await wholeAnswer(await api.post(`${address}/turns`, turn, headers))
  await api.deps.live.idle()
  const read = await wholeAnswer(await api.get(address, headers))
  const events = await readStream(await api.get(`${address}/events`, headers), isSuggested)
  const seen = team.ok
    ? JSON.stringify(await readStream(team, isSuggested))
    : await wholeAnswer(team)
  const suggestion = events.find((event) => event.kind === 'suggestion-ready')?.data.id
  const feedback = await wholeAnswer(
    await api.post(
      `/v1/suggestions/${suggestion}/feedback`,
      { verdict: 'dismissed', reason: 'wrong-article' },
      headers,
    ),
  )
  const closed = await wholeAnswer(await api.post(`${address}/close`, {}, headers))
  return {
    opened,
    appended,
    read,
    events: JSON.stringify(events),
    teamEvents: seen,
    feedback,
    closed,
  }
}

function isSuggested(events: SeenEvent[]): boolean {
  return events.some(({ kind }) => kind === 'suggestion-ready' || kind === 'suggestion-withdrawn')
}
