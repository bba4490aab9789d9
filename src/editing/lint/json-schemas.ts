import { z } from 'zod'
import { ALLOWED, FrontMatterInput } from '../../articles/front-matter-schema.ts'
import { DeskFile, GlossaryFile, WarningsFile } from '../../desk/schemas.ts'
import { TaxonomyFile } from '../../desk/taxonomy-schema.ts'
import { LintFile } from './silence.ts'

const SOURCES = {
  'front-matter': { schema: FrontMatterInput, title: 'Front matter of an article' },
  desk: { schema: DeskFile, title: 'desk.yml: what the desk is called and how it works' },
  taxonomy: { schema: TaxonomyFile, title: 'taxonomy.yml: what a conversation can be about' },
  warnings: { schema: WarningsFile, title: 'warnings.yml: early warnings' },
  glossary: { schema: GlossaryFile, title: 'glossary.yml: terms and what customers call them' },
  lint: { schema: LintFile, title: 'lint.yml: severities, and what lint lets pass' },
} as const

/** JSON Schemas of what editors write, by file name; made of the very schemas that the files are read with. */
export function jsonSchemas(): Map<string, object> {
  const schemas = new Map<string, object>()
  for (const [name, { schema, title }] of Object.entries(SOURCES)) {
    const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
    const described = name === 'front-matter' ? withDescriptions(made) : made
    schemas.set(`${name}.schema.json`, { ...described, title })
  }
  return schemas
}

/** The words that the compiler's messages have for each key. */
function withDescriptions(schema: z.core.JSONSchema.BaseSchema): object {
  const properties = Object.entries(schema.properties ?? {}).map(([key, value]) => {
    const description = (ALLOWED as Record<string, string>)[key]
    return [key, typeof value === 'object' && description ? { ...value, description } : value]
  })
  return { ...schema, properties: Object.fromEntries(properties) }
}

/** As they lie in a file. */
export function schemaText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`
}
