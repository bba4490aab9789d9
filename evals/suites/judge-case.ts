import type { Suggestion } from '../../src/compose/types.ts'
import { findFaults, shareOfReply } from './find-faults.ts'
import { HiddenRuns } from './find-leaks.ts'
import { type Judgement, judgeAnswer, type Wanted } from './judge-answer.ts'
import type { World } from './open-world.ts'
import { readTexts } from './read-texts.ts'
import { type ReadSource, readAsCustomer } from './source-reader.ts'

export type JudgedCase = Judgement & {
  leaks: string[]
  uncited: string[]
  invented: string[]
  /** Share of the cited standard replies that is said; undefined where none is cited. */
  reply?: number
}

/** Judges suggestions against what is expected and against the knowledge folder itself. */
export class CaseJudge {
  readonly #world: World
  readonly #read: ReadSource
  readonly #hidden: HiddenRuns
  readonly #hiddenFromAgents: HiddenRuns
  readonly #translationOf: Map<string, string>
  readonly #moduleOf: Map<string, string>

  private constructor(world: World, texts: Awaited<ReturnType<typeof readTexts>>) {
    const { open, agent, hidden, translationOf, moduleOf } = texts
    this.#world = world
    this.#read = readAsCustomer(world.db)
    this.#hidden = new HiddenRuns([...hidden, ...agent], open)
    this.#hiddenFromAgents = new HiddenRuns(hidden, [...open, ...agent])
    this.#translationOf = translationOf
    this.#moduleOf = moduleOf
  }

  static async of(world: World): Promise<CaseJudge> {
    return new CaseJudge(world, await readTexts(world.folder, world.now))
  }

  async judge(suggestion: Suggestion, wanted: Wanted, input: string): Promise<JudgedCase> {
    const judged = judgeAnswer(suggestion, wanted, (id) => this.familyOf(id), input)
    const faults = await findFaults(suggestion, this.#read, this.#world.desk)
    const leaks = [...judged.leaked, ...this.findRuns(suggestion, input)]
    const isSound = leaks.length + faults.uncited.length + faults.invented.length === 0
    const reply =
      suggestion.outcome === 'answer' ? await shareOfReply(suggestion, this.#read) : undefined
    return {
      ...judged,
      ...faults,
      leaks,
      ...(reply === undefined ? {} : { reply }),
      passed: judged.passed && isSound,
    }
  }

  /** Names an article together with its translations. */
  familyOf(article: string): string {
    return this.#translationOf.get(article) ?? article
  }

  /** The module that the expected articles are of; undefined where they are of several, or say none. */
  moduleOf(articles: readonly string[]): string | undefined {
    const modules = new Set(
      articles.map((id) => this.#moduleOf.get(id) ?? this.#moduleOf.get(this.familyOf(id))),
    )
    return modules.size === 1 ? [...modules][0] : undefined
  }

  /** Runs of hidden text in what a customer is told or an agent is shown. */
  findRuns(
    suggestion: Pick<Suggestion, 'text' | 'sentences' | 'missing' | 'guidance'>,
    input: string,
  ): string[] {
    const { text, sentences, missing, guidance } = suggestion
    const told = [text, JSON.stringify(sentences), ...missing.map(({ ask }) => ask)].join('\n')
    const shown = guidance.map(({ title, quote }) => `${title}\n${quote}`).join('\n')
    const runs = [this.#hidden.find(told, input), this.#hiddenFromAgents.find(shown, input)]
    return runs.flatMap((leak) => (leak === null ? [] : [leak.found]))
  }
}

/** 1, 0 or left out, as figures want it. */
export function scoresOf(judged: JudgedCase): Record<string, number> {
  return {
    passed: Number(judged.passed),
    outcome: Number(judged.isOutcomeRight),
    ...(judged.isLanguageRight === undefined ? {} : { language: Number(judged.isLanguageRight) }),
    ...(judged.isGoldCited === undefined ? {} : { goldCited: Number(judged.isGoldCited) }),
    ...(judged.said === undefined ? {} : { mustSay: judged.said }),
    ...(judged.reply === undefined ? {} : { standardReply: judged.reply }),
  }
}
