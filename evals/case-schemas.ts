/** The forms of the cases as JSON Schema, for editors and for programs that write cases: `node evals/case-schemas.ts` writes them into `schemas/`. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ConversationRow, CorpusRow, QueryRow } from './read-cases.ts'
import {
  AttackCase,
  CaseSettings,
  ConversationCase,
  DraftCase,
  Fixture,
  LineCase,
  QuestionCase,
} from './suites/case-forms.ts'
import { LabelledText } from './suites/classification.ts'
import { DialogueCase } from './suites/ticket-cases.ts'
import { Thresholds } from './thresholds.ts'

export const SCHEMAS_FOLDER = join(import.meta.dirname, 'schemas')

/** File of cases → the form of one row of it, or of the whole where it is one. */
const FORMS: Readonly<Record<string, { form: z.ZodType; about: string }>> = {
  questions: {
    form: QuestionCase,
    about: 'A row of questions.jsonl, or an item of questions.yml.',
  },
  conversations: {
    form: ConversationCase,
    about: 'A row of conversations.jsonl for the suite conversations.',
  },
  attacks: { form: AttackCase, about: 'A row of attacks.jsonl.' },
  fixtures: { form: Fixture, about: 'A row of fixtures.jsonl: a planted secret.' },
  drafts: { form: DraftCase, about: 'A row of drafts.jsonl or drafts-*.jsonl.' },
  lines: { form: LineCase, about: 'A row of lines.jsonl or lines-*.jsonl.' },
  dialogues: { form: DialogueCase, about: 'A row of dialogues.jsonl.' },
  'labelled-texts': { form: LabelledText, about: 'A row of train.jsonl or test.jsonl.' },
  corpus: { form: CorpusRow, about: 'A row of corpus.jsonl.' },
  queries: { form: QueryRow, about: 'A row of queries.jsonl.' },
  'grounding-conversations': {
    form: ConversationRow,
    about: 'A row of conversations.jsonl for the suite grounding.',
  },
  settings: { form: CaseSettings, about: 'settings.json beside the cases.' },
  thresholds: { form: Thresholds, about: 'thresholds.yml beside the cases.' },
}

/** Name of a file in `schemas/` → what is to stand in it. */
export function caseSchemas(): Record<string, string> {
  const entries = Object.entries(FORMS).map(([name, { form, about }]) => {
    const schema = z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' })
    const whole = { $schema: schema.$schema, title: name, description: about, ...schema }
    return [`${name}.schema.json`, `${JSON.stringify(whole, null, 2)}\n`] as const
  })
  return Object.fromEntries(entries)
}

if (import.meta.main) {
  await mkdir(SCHEMAS_FOLDER, { recursive: true })
  for (const [name, source] of Object.entries(caseSchemas()))
    await writeFile(join(SCHEMAS_FOLDER, name), source)
}
