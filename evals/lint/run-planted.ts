import type { Finding } from '../../src/editing/lint/index.ts'
import { lintFolder } from '../../src/editing/lint/index.ts'
import { LANGS } from '../../src/text/types.ts'
import { FAULT_KINDS, type Fault, type Garden } from './fault-kinds.ts'
import { copyFolder, type Plot } from './planted-folder.ts'
import { seeded } from './seeded.ts'

/** Faults planted in one copy; more would leave too little of the base as it was. */
const PER_COPY = 40

export type PlantedResult = {
  faults: (Fault & { isFound: boolean })[]
  /** Findings that no planted fault explains. */
  unexplained: Finding[]
}

/**
 * Plants faults of all kinds, in the three languages by turns, in copies of a knowledge folder, and looks which of
 * them lint finds: a finding of the right rule in one of the fault's files.
 */
export async function runPlanted(
  knowledge: string,
  { count, seed, now }: { count: number; seed: number; now: Date },
): Promise<PlantedResult> {
  const result: PlantedResult = { faults: [], unexplained: [] }
  const random = seeded(seed)
  for (let from = 0; from < count; from += PER_COPY) {
    const folder = await copyFolder(knowledge, now)
    try {
      const faults: Fault[] = []
      const used = new Set<string>()
      const unused = (): Plot[] =>
        random.shuffled(folder.plots).filter((one) => !used.has(familyOf(one)))
      for (let at = from; at < Math.min(count, from + PER_COPY); at++) {
        const kind = FAULT_KINDS[at % FAULT_KINDS.length]!
        const round = Math.floor(at / FAULT_KINDS.length)
        const lang = LANGS[(at + round) % LANGS.length]!
        const garden: Garden = {
          folder,
          random,
          lang,
          take: (...isFit) => {
            const plot = choose(unused(), isFit)
            used.add(familyOf(plot))
            return plot
          },
          any: (...isFit) => {
            const plot = choose(unused(), isFit)
            used.add(familyOf(plot))
            return plot
          },
        }
        const plots = kind.plant(garden)
        const files = plots.map(({ path }) => path)
        faults.push({
          kind: kind.kind,
          rules: kind.rules,
          files,
          lang: plots[0]!.article.lang,
          what: plots[0]!.article.id,
        })
      }
      const { findings } = await lintFolder({ knowledgeDir: folder.dir, now, dataDir: null })
      result.faults.push(
        ...faults.map((fault) => ({ ...fault, isFound: findings.some((one) => isOf(one, fault)) })),
      )
      result.unexplained.push(
        ...findings.filter((one) => !faults.some((fault) => concerns(one, fault))),
      )
    } finally {
      folder.discard()
    }
  }
  return result
}

function choose(plots: readonly Plot[], conditions: ((plot: Plot) => boolean)[]): Plot {
  for (const isFit of conditions) {
    const plot = plots.find(isFit)
    if (plot) return plot
  }
  throw new Error('No article is left to plant this fault in.')
}

function familyOf({ article }: Plot): string {
  return article.translationOf ?? article.id
}

function isOf(finding: Finding, fault: Fault): boolean {
  return fault.rules.includes(finding.rule) && touches(finding, fault)
}

/** Also what follows from a fault: the copy that was made, a translation whose source is no longer what it was. */
function concerns(finding: Finding, fault: Fault): boolean {
  if (touches(finding, fault)) return true
  return fault.files.some((file) =>
    finding.file.startsWith(file.replace(/(?:-en|-hant)?\.md$/, '')),
  )
}

function touches({ file, related = [] }: Finding, { files }: Fault): boolean {
  return files.includes(file) || related.some((one) => files.includes(one.file))
}
