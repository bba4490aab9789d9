import type { Sketch, Vote } from '../../src/insights/learn/index.ts'

/** An answer of a replayed case: which articles it told, and whether the right one is among them. */
export type Answered = { id: string; articles: string[]; isRight: boolean; sketch: Sketch }

/** How the simulated agents judge. */
export type Scenario = {
  name: string
  /** Share of verdicts that are wrong by mistake. */
  noise: number
  /** One agent more who says the opposite of the truth, in ten conversations for one of each other agent. */
  hasAdversary: boolean
  /** All say the opposite: the most that feedback can do. */
  isReversed: boolean
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'all right', noise: 0, hasAdversary: false, isReversed: false },
  { name: '10 % mistaken', noise: 0.1, hasAdversary: false, isReversed: false },
  { name: '20 % mistaken', noise: 0.2, hasAdversary: false, isReversed: false },
  { name: '10 % mistaken and one adversary', noise: 0.1, hasAdversary: true, isReversed: false },
]

/** Not asked of the program, only measured. */
export const WORST: Scenario = {
  ...{ name: 'everybody lies', noise: 0, hasAdversary: false, isReversed: true },
}

const AGENTS = ['a', 'b', 'c', 'd', 'e'].map((name) => `agent:${name}`)
const TIMES_OF_THE_ADVERSARY = 10

/**
 * What agents would say of the answers: each of five has each conversation once. A right answer is accepted, any
 * other one rejected as the wrong article.
 */
export function votesOf(answers: readonly Answered[], scenario: Scenario, now: Date): Vote[] {
  const random = seeded(20_261_122)
  const votes: Vote[] = []
  for (const { id, articles, isRight, sketch } of answers) {
    const say = (agent: string, conversation: string, isAccepted: boolean) => {
      for (const article of articles) {
        const vote = isAccepted ? 1 : -1 / articles.length
        votes.push({ article, conversation, agent, sketch, vote, at: now })
      }
    }
    for (const agent of AGENTS) {
      const isMistaken = random() < scenario.noise
      say(agent, `${agent} ${id}`, (isRight !== isMistaken) !== scenario.isReversed)
    }
    for (let n = 0; scenario.hasAdversary && n < TIMES_OF_THE_ADVERSARY; n++)
      say('agent:adversary', `adversary ${n} ${id}`, !isRight)
  }
  return votes
}

/** Mulberry32: the same mistakes in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
