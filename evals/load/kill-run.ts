import { setTimeout as wait } from 'node:timers/promises'
import { type Compared, compareTold } from './kill-compare.ts'
import { type Follower, follow } from './kill-follower.ts'
import type { MortalServer } from './kill-server.ts'
import { openConversation, type SentTurn, type Talker, talk } from './kill-talker.ts'
import { createTimerWatch, type TimerFaults } from './kill-timers.ts'

export type KillPlan = {
  /** Processes on the same data. */
  servers: MortalServer[]
  rounds: number
  conversations: number
  /** From 0 to 1, the same in each run with the same seed. */
  random: () => number
  onRound?: (round: number) => void
}

export type KillReport = TimerFaults &
  Compared & {
    rounds: number
    /** Of them: killed before it listened. */
    killedAtStart: number
    /** Turns that were acknowledged, and how many had to be sent again for it. */
    acknowledged: number
    repeated: number
    events: number
    suggestions: number
    /** Times a client came back and asked for the rest. */
    resumed: number
    /** Conversations whose last question had no suggestion in the end. */
    unanswered: number
    seconds: number
  }

type Talk = { id: string; follower: Follower; talker: Talker; question: number }

/** Kills and starts servers over and over while clients talk and listen, then compares what they were told with what is stored. */
export async function runKillLoop(plan: KillPlan): Promise<KillReport> {
  const { servers, random } = plan
  const started = performance.now()
  await Promise.all(servers.map((server) => server.start()))
  const where = (): string | undefined => {
    const up = servers.flatMap((server) => server.url() ?? [])
    return up[Math.floor(random() * up.length)]
  }
  const talks: Talk[] = []
  for (let n = 0; n < plan.conversations; n++) talks.push(await begin(n, where, random))
  const timers = createTimerWatch(where)

  let killedAtStart = 0
  for (let round = 0; round < plan.rounds; round++) {
    const server = servers[round % servers.length]!
    if (round % 4 === 0) await timers.add()
    await wait(100 + random() * 1_900)
    await server.kill()
    const starting = server.start()
    // Now and then it does not even get as far as listening.
    if (random() < 0.1) {
      await wait(random() * 1_500)
      if (!(await server.kill())) killedAtStart += 1
      await server.start()
    }
    await starting
    plan.onRound?.(round + 1)
  }

  await Promise.all(talks.map(({ talker }) => talker.stop()))
  const unanswered = await askLast(talks, where)
  const timerFaults = await timers.check()
  const sums = { lost: 0, skipped: 0, doubled: 0, changed: 0, suggestedTwice: 0 }
  let [events, suggestions] = [0, 0]
  for (const one of talks) {
    const found = await compareTold(one, where()!)
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += found[key]
    events += one.follower.events.length
    suggestions += one.follower.events.filter(({ kind }) => kind === 'suggestion-ready').length
    one.follower.stop()
  }
  await Promise.all(servers.map((server) => server.stop()))
  const total = (of: (one: Talk) => number) => talks.reduce((sum, one) => sum + of(one), 0)
  return {
    ...{ rounds: plan.rounds, killedAtStart, events, suggestions, unanswered },
    acknowledged: total(({ talker }) => talker.acknowledged.size),
    repeated: total(({ talker }) => talker.repeated),
    resumed: total(({ follower }) => follower.resumed),
    ...sums,
    ...timerFaults,
    seconds: Math.round((performance.now() - started) / 1_000),
  }
}

const SAYINGS = [
  ['customer', '充值两小时了还没到账'],
  ['agent', '请稍等，我帮您查一下'],
  ['customer', '會員怎麼退款'],
  ['agent', '請問您的訂單編號是多少？'],
  ['customer', 'How do I cancel my membership?'],
  ['customer', '怎么开通自动续费'],
  ['agent', 'Let me check this for you.'],
  ['customer', '儲值的訂單編號在哪裡查'],
  ['customer', 'Which payment methods can I use to top up?'],
  ['agent', '好的，我为您登记'],
] as const
/** Asked last, and nowhere before: its suggestion must come. */
const LAST = '銀行卡充值的單筆上限是多少'

/** What one conversation says: now and then a partial result before the final one, or a correction after it. */
function* sayings(random: () => number): Generator<SentTurn> {
  for (let seq = 1; ; seq++) {
    const [speaker, text] = SAYINGS[(seq + (random() < 0.2 ? 2 : 0)) % SAYINGS.length]!
    let rev = 0
    if (random() < 0.3) yield { seq, speaker, text: text.slice(0, 3), final: false, rev: rev++ }
    yield { seq, speaker, text, final: true, rev: rev++ }
    if (random() < 0.1) yield { seq, speaker, text: `${text} ${seq}`, final: true, rev }
  }
}

async function begin(n: number, where: () => string | undefined, random: () => number) {
  // A telephone: there nothing is due by itself.
  const id = await openConversation(where()!, 'hotline')
  const turns = sayings(random)
  const [listening, talking] =
    n % 2 === 0 ? (['events', 'turns'] as const) : (['stream', 'stream'] as const)
  const follower = follow(id, listening, where)
  // Some are slow enough for a suggestion between two words, some overtake theirs.
  const pauseMs = n % 3 === 0 ? () => 20 + random() * 200 : () => 400 + random() * 1_200
  const talker = talk(id, talking, where, turns, pauseMs)
  return { id, follower, talker, question: 0 }
}

/** Long enough for a turn whose process died to be taken up by another. */
const ANSWER_MS = 60_000

async function askLast(talks: Talk[], where: () => string | undefined): Promise<number> {
  for (const one of talks) {
    const seq = Math.max(...one.talker.acknowledged.keys()) + 1
    one.question = seq + 1
    const turns = [
      // So that what was asked before is over.
      { seq, speaker: 'agent', text: '好的，已为您登记' },
      { seq: one.question, speaker: 'customer', text: LAST },
    ]
    await fetch(`${where()}/v1/conversations/${one.id}/turns`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ turns }),
    })
  }
  const isAnswered = ({ follower, question }: Talk) =>
    follower.events.some(
      ({ kind, data }) => kind === 'suggestion-ready' && data.forTurn === question,
    )
  for (const until = performance.now() + ANSWER_MS; performance.now() < until; await wait(100))
    if (talks.every(isAnswered)) return 0
  return talks.filter((one) => !isAnswered(one)).length
}
