import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Desk, loadDesk } from '../../desk/index.ts'
import type { Flaw } from '../../errors.ts'
import type { Lang } from '../../text/types.ts'
import type { Approval } from './approvals.ts'
import { signDisclosures } from './approvals.ts'
import { classifyAll } from './ask-version.ts'
import { compareAnswers, compareClasses } from './compare-answers.ts'
import { compareFolders, type FolderChanges } from './compare-folders.ts'
import { type CustomerPart, partForm } from './customer-parts.ts'
import { findDisclosed } from './disclosures.ts'
import { deskConflicts, findCollisions } from './find-collisions.ts'
import { contractQuestions, sampleQuestions } from './folder-questions.ts'
import { type GateLimit, judgeGates } from './gates.ts'
import type { HeldText } from './held-back.ts'
import { IndexedVersions, type OnProgress, type Pair } from './index-versions.ts'
import { isIn, spanOf } from './intervals.ts'
import { keptBase } from './kept-base.ts'
import { collectQuestions, type FoundQuestion, markRestricted } from './known-questions.ts'
import { openSides, type SideOptions, type Sides } from './open-sides.ts'
import type { IndexedText } from './read-index.ts'
import type { DiffNote, DiffReport, KnownQuestion } from './types.ts'

export type DiffOptions = SideOptions & {
  /** Where what can be made anew is kept. */
  dataDir: string
  /** When it is now, whichever instants are asked about. */
  now: Date
  /** Instants to ask at, one at least; what is disclosed counts from the first. */
  at: readonly Date[]
  /** Questions from elsewhere: a file, what customers really asked. */
  more?: readonly FoundQuestion[]
  /** Of the folders' own questions only these kinds. */
  own?: { contracts: boolean; samples: boolean }
  readApprovals(folder: string): Promise<Approval[]>
  gates?: readonly GateLimit[]
  /** Of the report; by default the desk's first. */
  lang?: Lang | undefined
  /** Ask although it can be seen that no answer changes: to prove it. */
  isFull?: boolean
  onProgress?: OnProgress | undefined
}

/**
 * Compares what two versions of a knowledge folder tell: every known question is put to both, as a customer's, and the
 * text that customers can be told is compared piece by piece. Throws `BAD_INPUT` for a version that is not there.
 */
export async function runDiff(options: DiffOptions): Promise<DiffReport> {
  const started = performance.now()
  const sides = await openSides(options)
  try {
    const found = await compareSides(options, sides)
    const gates = judgeGates(found, options.gates ?? [])
    return { ...found, gates, seconds: (performance.now() - started) / 1000 }
  } finally {
    await sides.remove()
  }
}

async function compareSides(
  options: DiffOptions,
  sides: Sides,
): Promise<Omit<DiffReport, 'gates' | 'seconds'>> {
  const { base, head } = sides
  const changes = await compareFolders(base.folder, head.folder)
  const desks = { base: await loadDesk(base.folder), head: await loadDesk(head.folder) }
  const folders = {
    base: { folder: base.folder, desk: desks.base.desk, deskHash: hashOf(desks.base.desk) },
    head: { folder: head.folder, desk: desks.head.desk, deskHash: hashOf(desks.head.desk) },
  }
  if (changes.files.length === 0 && !options.isFull)
    return nothingChanged(options, sides, changes, desks.head.desk)
  const kept = await keptBase(
    options.dataDir,
    [...changes.base].map((entry) => entry.join(' ')),
  )
  const versions = new IndexedVersions(folders, kept, options.onProgress)
  try {
    const texts = await versions.textsAt(options.at[0]!)
    const open = openArticles([...texts.base.parts, ...texts.head.parts], options.now)
    const questions = markRestricted(await findQuestions(options, sides, changes), open)
    const held = await readHeld(base.folder, texts.base, changes)
    const { disclosures, withdrawals } = findDisclosed(
      { parts: texts.base.parts, desk: folders.base.desk },
      { parts: texts.head.parts, desk: folders.head.desk },
      held,
      options.at[0]!,
    )
    const asked = await askEverywhere(options, versions, questions, changes, texts)
    const classes = changes.isDeskChanged
      ? compareClasses(
          questions,
          classifyAll(folders.base.desk, questions),
          classifyAll(folders.head.desk, questions),
        )
      : []
    return {
      form: 1,
      ...{ base: base.name, head: head.name },
      at: options.at.map((instant) => instant.toISOString()),
      lang: options.lang ?? folders.head.desk.languages[0] ?? 'en',
      files: changes.files,
      questions,
      ...asked.compared,
      classes,
      disclosures: signDisclosures(disclosures, await options.readApprovals(head.folder)),
      withdrawals,
      flaws: [
        ...(await deskConflicts(head.folder, changes.files)),
        ...(await findCollisions(sides, changes.files)),
        ...newFlaws(
          [...texts.base.flaws, ...desks.base.flaws],
          [...texts.head.flaws, ...desks.head.flaws],
        ),
      ],
      notes: [...sides.notes, ...asked.notes],
    }
  } finally {
    await versions.close()
  }
}

/** The same files are told the same: nothing is indexed. */
async function nothingChanged(
  options: DiffOptions,
  sides: Sides,
  changes: FolderChanges,
  desk: Desk,
): Promise<Omit<DiffReport, 'gates' | 'seconds'>> {
  const at = options.at.map((instant) => instant.toISOString())
  const notes = at.map((one): DiffNote => ({ kind: 'nothing-to-ask', at: one }))
  return {
    form: 1,
    ...{ base: sides.base.name, head: sides.head.name, at },
    lang: options.lang ?? desk.languages[0] ?? 'en',
    // Which of them customers may read is not known here: none of the articles' questions is shown to them.
    questions: markRestricted(await findQuestions(options, sides, changes), new Set()),
    ...{ files: [], answers: [], guidance: [], contracts: [], classes: [] },
    ...{ disclosures: [], withdrawals: [], flaws: [], notes: [...sides.notes, ...notes] },
  }
}

function hashOf(desk: Desk): string {
  return createHash('sha256').update(JSON.stringify(desk)).digest('hex').slice(0, 12)
}

/** Those of both versions: a way of asking that an article no longer lists is still a way of asking. */
async function findQuestions(
  { own = { contracts: true, samples: true }, more = [] }: DiffOptions,
  { base, head }: Sides,
  changes: FolderChanges,
): Promise<KnownQuestion[]> {
  const changed = [...changes.head].filter(([path, hash]) => changes.base.get(path) !== hash)
  const contracts = own.contracts
    ? [
        ...(await contractQuestions(base.folder, [...changes.base.keys()])),
        ...(await contractQuestions(
          head.folder,
          changed.map(([path]) => path),
        )),
      ]
    : []
  const samples = own.samples
    ? [...(await sampleQuestions(base.folder)), ...(await sampleQuestions(head.folder))]
    : []
  return collectQuestions([...contracts, ...samples, ...more])
}

type Asked = {
  compared: Pick<DiffReport, 'answers' | 'guidance' | 'contracts'>
  notes: DiffNote[]
}

/**
 * Answers follow from the desk, from what customers may read and, for the notes beside them, from what agents may. Where
 * none of it differs between the versions, nothing they are asked can be answered differently.
 */
async function askEverywhere(
  { at, isFull = false }: DiffOptions,
  versions: IndexedVersions,
  questions: readonly KnownQuestion[],
  { isDeskChanged }: FolderChanges,
  texts: Pair<IndexedText>,
): Promise<Asked> {
  const compared: Asked['compared'] = { answers: [], guidance: [], contracts: [] }
  const isSameGuidance = texts.base.agentForm === texts.head.agentForm
  const withGuidance = isFull || !isSameGuidance
  const notes: DiffNote[] = []
  for (const instant of at) {
    const isSameText = openForms(texts.base, instant) === openForms(texts.head, instant)
    if (!isFull && !isDeskChanged && isSameText && isSameGuidance) {
      notes.push({ kind: 'nothing-to-ask', at: instant.toISOString() })
      continue
    }
    const { base, head } = await versions.askAt(instant, { questions, withGuidance })
    const found = compareAnswers(questions, base, head, instant.toISOString())
    compared.answers.push(...found.answers)
    compared.guidance.push(...found.guidance)
    compared.contracts.push(...found.contracts)
  }
  return { compared, notes }
}

/** Articles whose own text customers may read. */
function openArticles(parts: readonly CustomerPart[], now: Date): Set<string> {
  const open = parts.filter(
    ({ part, release, expires }) => part === 0 && isIn([spanOf(release, expires)], now.getTime()),
  )
  return new Set(open.map(({ article }) => article))
}

/** What customers may read at an instant, and find it by. */
function openForms({ parts }: IndexedText, at: Date): string {
  const open = parts.filter(({ release, expires }) =>
    isIn([spanOf(release, expires)], at.getTime()),
  )
  return JSON.stringify(open.map(partForm))
}

/** What the base kept back: other readers' text, and files that were not published. */
async function readHeld(
  folder: string,
  base: IndexedText,
  changes: FolderChanges,
): Promise<HeldText[]> {
  const unserved = new Set(base.unserved)
  const before = changes.files.map(({ path, from }) => from ?? path)
  const held: HeldText[] = [...base.held]
  for (const path of before.filter((one) => unserved.has(one))) {
    const text = await readFile(join(folder, path), 'utf8').catch(() => '')
    held.push({ was: 'not-published', text })
  }
  return held
}

function newFlaws(before: readonly Flaw[], after: readonly Flaw[]): Flaw[] {
  const known = new Set(before.map(({ file, rule, message }) => `${file} ${rule} ${message}`))
  return after.filter(({ file, rule, message }) => !known.has(`${file} ${rule} ${message}`))
}
