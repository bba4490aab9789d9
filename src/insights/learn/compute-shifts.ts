import { MOST_SHIFT } from '../../retrieval/index.ts'
import { isSameQuestion, type Sketch } from './sketch.ts'

/** What one suggestion says for or against telling an article. */
export type Vote = {
  article: string
  conversation: string
  /** Who gave it: role and fingerprint of a key. */
  agent: string
  /** What was asked; empty where that is not clear. */
  sketch: Sketch
  /** -1 to 1. */
  vote: number
  at: Date
}

export type Shift = {
  article: string
  /** The question that it is moved for. */
  sketch: Sketch
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
 * How far each article is moved down, for which questions. It is moved for what it was rejected for and nothing else: an article that
 * is told for many wrong questions is still the right one for its own (moved for all of them, one held-out question of 244
 * got another's answer, 2026-11-22). Nothing is moved up: what agents accept already stands where it should, and praise would push
 * others away that nobody was asked about; it only weighs against rejection. Every agent has one opinion of an article, however often they say it, and one
 * conversation is one vote; opinions are averaged, and without enough agents on the winning side the article stays. What is computed for one
 * article depends on the votes on it alone: nothing of hidden articles shows in others.
 */
export function computeShifts(votes: readonly Vote[], rules: ShiftRules, now: Date): Shift[] {
  const told = latestOfEach(votes).filter(({ sketch, vote }) => sketch.length > 0 && vote !== 0)
  const byArticle = Map.groupBy(told, ({ article }) => article)
  return [...byArticle.values()]
    .flatMap((own) =>
      rejectedQuestions(own).map((sketch) => {
        const alike = own.filter((one) => isSameQuestion(one.sketch, sketch))
        return shiftOf({ article: own[0]!.article, sketch }, alike, rules, now)
      }),
    )
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

/** Questions that the article was rejected for, each once however it was put. */
function rejectedQuestions(votes: readonly Vote[]): Sketch[] {
  const questions: Sketch[] = []
  for (const { vote, sketch } of votes.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
    if (vote < 0 && !questions.some((known) => isSameQuestion(known, sketch)))
      questions.push(sketch)
  return questions
}

function shiftOf(
  about: Pick<Shift, 'article' | 'sketch'>,
  votes: readonly Vote[],
  { minAgents, minConversations }: ShiftRules,
  now: Date,
): Shift {
  const opinions = [...Map.groupBy(votes, ({ agent }) => agent).values()].map((own) =>
    opinionOf(own, now),
  )
  const mean =
    opinions.reduce((sum, opinion) => sum + opinion, 0) / (opinions.length + SILENT_AGENTS)
  const agreeing = opinions.filter((opinion) => Math.sign(opinion) === Math.sign(mean)).length
  const isEnough = agreeing >= minAgents && votes.length >= minConversations
  const shift = isEnough ? Math.min(0, mean) * MOST_SHIFT : 0
  return {
    ...about,
    shift: Math.round(shift * 10_000) / 10_000,
    accepted: votes.filter(({ vote }) => vote > 0).length,
    rejected: votes.filter(({ vote }) => vote < 0).length,
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
