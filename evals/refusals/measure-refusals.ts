import { setTimeout as pause } from 'node:timers/promises'
import type { RefusalPair } from './make-pairs.ts'
import type { Trace } from './tell-apart.ts'

/** What came back for one question: its trace, and everything it said, with ids and time made alike. */
export type Answered = { trace: Trace; told: string }

/** Asks one thing of the server and gives back all of it that an outsider sees. */
export type Ask = (about: string) => Promise<{ told: string; figures: Record<string, number> }>

/** Questions under way at the same time: more would wait for each other. */
const AT_ONCE = 4

/** Asks both of each pair, in an order that has nothing to do with which is which. */
export async function askPairs(pairs: readonly RefusalPair[], ask: Ask): Promise<Answered[]> {
  const questions = pairs.flatMap(({ id, hidden, invented }, n) => {
    const both = [
      { pair: id, isHidden: true, about: hidden },
      { pair: id, isHidden: false, about: invented },
    ]
    return n % 2 === 0 ? both : both.reverse()
  })
  const answered: Answered[] = []
  let next = 0
  async function work(worker: number): Promise<void> {
    // So that the workers do not fall into step on the grid.
    await pause(worker * 61)
    for (let question = questions[next++]; question !== undefined; question = questions[next++]) {
      const { pair, isHidden, about } = question
      const { told, figures } = await ask(about)
      answered.push({ trace: { pair, isHidden, figures }, told })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, (_, worker) => work(worker)))
  return answered
}

/** Pairs whose two answers are not the same to the byte. */
export function findDifferences(answered: readonly Answered[]): string[] {
  const told = new Map<string, Set<string>>()
  for (const { trace, told: one } of answered)
    told.set(trace.pair, (told.get(trace.pair) ?? new Set()).add(one))
  return [...told].filter(([, answers]) => answers.size > 1).map(([pair]) => pair)
}

/** Headers that follow from the body, the time or the request's own id. */
const DERIVED = new Set(['x-request-id', 'date', 'content-length'])

/** A request over the wire, with what can be seen of its answer. */
export async function request(
  url: string,
  init: RequestInit = {},
): Promise<{ status: number; body: string; told: string; figures: Record<string, number> }> {
  const started = performance.now()
  const response = await fetch(url, init)
  const headMs = performance.now() - started
  const body = await response.text()
  const bodyMs = performance.now() - started
  const headers = [...response.headers]
    .filter(([name]) => !DERIVED.has(name))
    .map(([name, value]) => `${name}: ${value}`)
  const told = `${response.status}\n${headers.join('\n')}\n\n${withoutIds(body)}`
  const toldMs = Number(/"ms":([\d.]+)/.exec(body)?.[1] ?? 0)
  const bytes = withoutIds(body).length
  const figures = { headMs, bodyMs, toldMs, bytes, fields: headers.length }
  return { status: response.status, body, told, figures }
}

/** Ids of requests, conversations and suggestions are random, and time moves on: both count as figures, not as words. */
export function withoutIds(text: string): string {
  return text
    .replaceAll(
      /"(requestId|id|conversation|suggestion|at|openedAt|receivedAt)":"[^"]*"/g,
      '"$1":""',
    )
    .replaceAll(/"ms":[\d.]+/g, '"ms":0')
}
