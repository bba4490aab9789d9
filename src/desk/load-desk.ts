import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Flaw } from '../errors.ts'
import type { Lang } from '../text/types.ts'
import { readPhrases } from './read-phrases.ts'
import { readYaml } from './read-yaml.ts'
import { DeskFile, GlossaryFile, WarningsFile } from './schemas.ts'
import { TaxonomyFile } from './taxonomy-schema.ts'
import { type Desk, type Phrases, STAGES } from './types.ts'

/**
 * Reads `desk.yml`, `taxonomy.yml`, `warnings.yml`, `glossary.yml` and `phrases/` of a knowledge
 * folder. A file that is not there gives an empty part and no flaw; a wrong one gives an empty part
 * and errors with line and column. Never throws for what an editor wrote.
 */
export async function loadDesk(knowledgeDir: string): Promise<{ desk: Desk; flaws: Flaw[] }> {
  const flaws: Flaw[] = []
  const [base, taxonomy, warnings, glossary, phrases] = await Promise.all([
    part('desk.yml', DeskFile, emptyBase),
    part('taxonomy.yml', TaxonomyFile, emptyTaxonomy),
    part('warnings.yml', WarningsFile, () => []),
    part('glossary.yml', GlossaryFile, () => []),
    loadPhrases(),
  ])
  return { desk: { ...base, taxonomy, warnings, glossary, phrases }, flaws }

  async function part<T>(file: string, schema: z.ZodType<T>, empty: () => T): Promise<T> {
    const source = await readIfThere(join(knowledgeDir, file))
    if (source === null) return empty()
    const { value, flaws: found } = readYaml(source, schema, file)
    flaws.push(...found)
    return value ?? empty()
  }

  async function loadPhrases(): Promise<Phrases> {
    const entries = await Promise.all(
      STAGES.map(async (stage) => {
        const file = `phrases/${stage}.md`
        const source = await readIfThere(join(knowledgeDir, file))
        const read = readPhrases(source ?? '', stage, file)
        flaws.push(...read.flaws)
        return [stage, read.phrases] as const
      }),
    )
    return Object.fromEntries(entries) as Record<(typeof STAGES)[number], Record<Lang, string[]>>
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function emptyBase() {
  return DeskFile.parse({
    name: {},
    languages: ['zh-Hans', 'zh-Hant', 'en'],
    time_zone: 'UTC',
    official_domains: [],
    address: { 'zh-Hans': '您', 'zh-Hant': '您', en: 'you' },
  })
}

function emptyTaxonomy(): Desk['taxonomy'] {
  return { types: [], modules: [], departments: [], urgencies: [], priorities: [] }
}
