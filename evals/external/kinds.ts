import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What a public set can show, told by the files of its folder. */
export const KINDS = [
  'retrieval',
  'grounded dialogue',
  'classification',
  'offence',
  'summaries',
  'key turns',
  'spelling',
  'same intent',
  'scripts',
  'safety',
  'material',
] as const
export type Kind = (typeof KINDS)[number]

/** The first that fits. A set of a name of its own is known by it: its files look like others'. */
const BY_FILES: readonly { kind: Kind; name?: RegExp; files: readonly string[] }[] = [
  { kind: 'safety', files: ['attacks.jsonl', 'sensitive.jsonl'] },
  { kind: 'grounded dialogue', files: ['corpus.jsonl', 'conversations.jsonl', 'qrels.tsv'] },
  { kind: 'retrieval', files: ['corpus.jsonl', 'queries.jsonl', 'qrels.tsv'] },
  { kind: 'offence', name: /offens|abus|toxic/, files: ['train.jsonl', 'test.jsonl'] },
  { kind: 'classification', files: ['train.jsonl', 'test.jsonl'] },
  { kind: 'summaries', files: ['dialogues.jsonl'] },
  { kind: 'key turns', files: ['dialogues-zh.jsonl'] },
  { kind: 'key turns', files: ['dialogues-en.jsonl'] },
  { kind: 'scripts', name: /opencc|script|convert/, files: ['pairs.tsv'] },
  { kind: 'spelling', name: /sighan|typo|spell/, files: ['pairs.tsv'] },
  { kind: 'same intent', files: ['pairs.tsv'] },
]

/** `material` where a folder has nothing that is asked and answered: word lists, markdown to be indexed. */
export function kindOf(name: string, folder: string): Kind {
  const has = (file: string) => [file, `${file}.gz`].some((one) => existsSync(join(folder, one)))
  const found = BY_FILES.find(
    (one) => (one.name?.test(name) ?? true) && one.files.every((file) => has(file)),
  )
  return found?.kind ?? 'material'
}
