import { MOST_SHIFT } from '../../retrieval/index.ts'

/** What one suggestion says for or against telling an article. */
export type Vote = {
  article: string
  conversation: string
  /** Who gave it: role and fingerprint of a key. */
  agent: string
  /** -1 to 1. */
  vote: number
  at: Date
}

export type Shift = {
  article: string
  /** Part of its score that it loses, below 0. */
  shift: number
  accepted: number
  rejected: number
  agents: number
}

export type ShiftRules = { minAgents: number; minConversations: number }

/** After so long a vote counts half. */
const HALF_LIFE_DAYS = 90
/** Votes that are older are not read at all: they would count a sixteenth. */
export const OLDEST_DAYS = 360
const DAY_MS = 24 * 60 * 60 * 1_000
/** An agent's opinion of an article, as if they had already been undecided so often. */
const UNDECIDED = 1
/** Agents who have said nothing, as if there were so many: one agent of two moves an article by a quarter of the most. */
const SILENT_AGENTS = 2
/** Less makes no difference. */
const LEAST = 0.001

/**
 * How far each article is moved down. Nothing is moved up: what agents accept already stands where it should, and praise would push
 * others away that nobody was asked about (with a gain of 1 % one question of 482 got another's answer, 2026-11-22); it only
 * weighs against rejection. Every agent has one opinion of an article, however often they say it, and one
 * conversation is one vote; opinions are averaged, and without enough agents on the winning side the article stays. What is computed for one
 * article depends on the votes on it alone: nothing of hidden articles shows in others.
 */
export function computeShifts(votes: readonly Vote[], rules: ShiftRules, now: Date): Shift[] {
  const byArticle = Map.groupBy(latestOfEach(votes), ({ article }) => article)
  return [...byArticle]
    .map(([article, own]) => shiftOf(article, own, rules, now))
    .filter(({ shift }) => Math.abs(shift) >= LEAST)
    .sort((a, b) => Math.abs(b.shift) - Math.abs(a.shift) || (a.article < b.article ? -1 : 1))
}

/** One vote of a conversation on an article: the last one. */
function latestOfEach(votes: readonly Vote[]): Vote[] {
  const latest = new Map<string, Vote>()
  for (const vote of votes) {
    const key = JSON.stringify([vote.article, vote.conversation])
    const known = latest.get(key)
    if (known === undefined || known.at <= vote.at) latest.set(key, vote)
  }
  return [...latest.values()]
}

function shiftOf(
  article: string,
  votes: readonly Vote[],
  { minAgents, minConversations }: ShiftRules,
  now: Date,
): Shift {
  const said = votes.filter(({ vote }) => vote !== 0)
  const opinions = [...Map.groupBy(said, ({ agent }) => agent).values()].map((own) =>
    opinionOf(own, now),
  )
  const mean =
    opinions.reduce((sum, opinion) => sum + opinion, 0) / (opinions.length + SILENT_AGENTS)
  const agreeing = opinions.filter((opinion) => Math.sign(opinion) === Math.sign(mean)).length
  const isEnough = agreeing >= minAgents && said.length >= minConversations
  const shift = isEnough ? Math.min(0, mean) * MOST_SHIFT : 0
  return {
    article,
    shift: Math.round(shift * 10_000) / 10_000,
    accepted: said.filter(({ vote }) => vote > 0).length,
    rejected: said.filter(({ vote }) => vote < 0).length,
    agents: opinions.length,
  }
}

/** What one agent thinks of an article, -1 to 1: their votes with their age, never quite sure. */
function opinionOf(votes: readonly Vote[], now: Date): number {
  let sum = 0
  let weight = 0
  for (const { vote, at } of votes) {
    const days = Math.max(0, now.getTime() - at.getTime()) / DAY_MS
    const aged = 0.5 ** (days / HALF_LIFE_DAYS)
    sum += aged * vote
    weight += aged
  }
  return sum / (weight + UNDECIDED)
}
