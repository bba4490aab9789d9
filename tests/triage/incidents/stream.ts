import { openConversation } from '../../../src/conversations/index.ts'
import { receiveTurns } from '../../../src/copilot/receive-turns.ts'
import type { Database } from '../../../src/db/index.ts'
import type { IncidentSettings } from '../../../src/desk/types.ts'
import { noticeIncidents } from '../../../src/triage/incidents/index.ts'
import { troubleOf } from '../../../src/triage/incidents/trouble-of-desk.ts'
import { makeDesk } from '../../compose/desk-fixture.ts'

const desk = makeDesk()
export const SETTINGS: IncidentSettings = desk.incidents

export const minutes = (count: number) => count * 60_000

/** The same numbers in every run. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** One customer opens a conversation and says this. */
export async function say(db: Database, text: string, at: Date): Promise<string> {
  return db.write('app', async (sql) => {
    const { id } = await openConversation(sql, {
      channel: 'chat',
      lang: null,
      openedBy: 'service:test',
      now: at,
    })
    const turns = [{ seq: 1, speaker: 'customer', text, final: true, rev: 0 } as const]
    await receiveTurns(sql, () => [], {
      id,
      scope: {},
      turns: [...turns],
      now: at,
      timers: desk.timers,
      findTrouble: troubleOf(desk),
    })
    return id
  })
}

export type Said = { text: string; at: Date }
export type NoticedAt = { incident: string; at: Date; conversations: string[] }

/** Plays a stream in its order, looking after each trouble as a server does every two seconds. */
export async function play(db: Database, stream: readonly Said[]): Promise<NoticedAt[]> {
  const noticed: NoticedAt[] = []
  for (const { text, at } of stream.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const conversation = await say(db, text, at)
    for (const { kind, incident } of await noticeIncidents(db, SETTINGS, at))
      if (kind === 'noticed') noticed.push({ incident, at, conversations: [conversation] })
  }
  return noticed
}

/** Lines at random instants between two, `perHour` on average. */
export function scatter(
  lines: readonly string[],
  { from, to, perHour, random }: { from: Date; to: Date; perHour: number; random: () => number },
): Said[] {
  const said: Said[] = []
  let at = from.getTime()
  for (;;) {
    at += (-Math.log(1 - random()) * minutes(60)) / perHour
    if (at >= to.getTime()) return said
    said.push({ text: lines[Math.floor(random() * lines.length)]!, at: new Date(at) })
  }
}
