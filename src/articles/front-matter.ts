import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml'
import type { z } from 'zod'
import { errorFlaw, excerpt, type Position } from './flaws.ts'
import { ALLOWED, DECIDING_KEYS, FrontMatterInput, KEYS } from './front-matter-schema.ts'
import { nearestName } from './nearest-name.ts'
import type { Flaw, FrontMatter } from './types.ts'

export type FrontMatterReading = {
  /** Null where anything is wrong: such an article is not served. */
  frontMatter: FrontMatter | null
  /**
   * The same with the faulty keys left out, where those that decide who may read are beyond doubt;
   * only to find out whether a faulty version narrows anything.
   */
  harmless: FrontMatter | null
  flaws: Flaw[]
}

/** Reads the YAML between the `---` lines; `line` is that of its first line in the file. All faults are reported. */
export function readFrontMatter(yaml: string, file: string, line: number): FrontMatterReading {
  const lines = new LineCounter()
  const document = parseDocument(yaml, {
    lineCounter: lines,
    schema: 'core',
    version: '1.2',
    uniqueKeys: true,
    prettyErrors: false,
  })
  const place = (offset: number): Position => {
    const { line: row, col } = lines.linePos(offset)
    return { line: line + Math.max(0, row - 1), column: Math.max(1, col) }
  }
  const flaws = [
    ...documentFlaws(document, file, place),
    ...featureFlaws(document, file, place, yaml),
  ]
  if (flaws.length > 0) return { frontMatter: null, harmless: null, flaws }

  const input: unknown = document.toJS({ maxAliasCount: 0 })
  const parsed = FrontMatterInput.safeParse(input)
  if (!parsed.success) {
    const found = parsed.error.issues.flatMap((issue) => issueFlaws(issue, document, file, place))
    return { frontMatter: null, harmless: withoutFaults(input, parsed.error.issues), flaws: found }
  }
  const windowFlaw = emptyWindowFlaw(parsed.data, document, file, place)
  if (windowFlaw) return { frontMatter: null, harmless: null, flaws: [windowFlaw] }
  const frontMatter = toFrontMatter(parsed.data)
  return { frontMatter, harmless: frontMatter, flaws: [] }
}

function documentFlaws(
  document: Document.Parsed,
  file: string,
  place: (offset: number) => Position,
): Flaw[] {
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0) {
    return faults.map((fault) =>
      errorFlaw(
        file,
        place(fault.pos[0]),
        fault.code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'bad-yaml',
        `The front matter is not valid YAML: ${fault.message}.`,
        { allowed: 'YAML 1.2, each key once; quote text that holds `: ` or begins with a sign' },
      ),
    )
  }
  if (isMap(document.contents)) return []
  return [
    errorFlaw(file, place(0), 'bad-yaml', 'The front matter is not a list of `key: value` lines.', {
      allowed: `the keys ${KEYS.join(', ')}`,
    }),
  ]
}

/** Anchors, aliases and tags make one text mean another: none is allowed. */
function featureFlaws(
  document: Document.Parsed,
  file: string,
  place: (offset: number) => Position,
  yaml: string,
): Flaw[] {
  const flaws: Flaw[] = []
  visit(document, {
    Node(_key, node) {
      const isNamed = !isAlias(node) && (node.anchor !== undefined || node.tag !== undefined)
      if (!isAlias(node) && !isNamed) return
      const offset = node.range?.[0] ?? 0
      flaws.push(
        errorFlaw(
          file,
          place(offset),
          'yaml-feature',
          'Anchors, aliases and tags are not allowed.',
          {
            found: excerpt(yaml.slice(yaml.lastIndexOf('\n', offset - 1) + 1)),
            allowed: 'plain values',
          },
        ),
      )
    },
  })
  return flaws
}

type Issue = z.core.$ZodIssue

function issueFlaws(
  issue: Issue,
  document: Document.Parsed,
  file: string,
  place: (offset: number) => Position,
): Flaw[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const at = place(keyOffset(document, path, key))
      return unknownKeyFlaw(key, path.length === 0 ? KEYS : ['ask', 'why'], file, at)
    })
  }
  const key = path[0] as keyof FrontMatterInput
  const node = document.getIn(path, true)
  if (!isNode(node)) {
    return [
      errorFlaw(
        file,
        place(nodeOffset(document.getIn(path.slice(0, -1), true))),
        'missing-key',
        `The front matter has no \`${path.at(-1)}\`.`,
        { found: 'nothing', allowed: ALLOWED[key] },
      ),
    ]
  }
  const found = describe(node, document)
  const near =
    key === 'lang' || key === 'audience' || key === 'state'
      ? nearestName(found, ALLOWED[key].split(', '))
      : undefined
  const hint = near ? ` Did you mean \`${near}\`?` : ''
  return [
    errorFlaw(
      file,
      place(nodeOffset(node)),
      key === 'release' || key === 'expires' || key === 'review_by' ? 'bad-date' : 'bad-value',
      `\`${path.join('.')}\` is wrong.${hint}`,
      { found, allowed: ALLOWED[key] },
    ),
  ]
}

function unknownKeyFlaw(key: string, known: readonly string[], file: string, at: Position): Flaw {
  const near = nearestName(key, known)
  return errorFlaw(
    file,
    at,
    'unknown-key',
    `Unknown key \`${excerpt(key)}\`.${near ? ` Did you mean \`${near}\`?` : ''}`,
    { found: excerpt(key), allowed: known.join(', ') },
  )
}

function keyOffset(document: Document.Parsed, path: (string | number)[], key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true)
  if (!isMap(map)) return 0
  const pair = map.items.find((item) => isPair(item) && String(item.key) === key)
  return nodeOffset(pair?.key)
}

function nodeOffset(node: unknown): number {
  return isNode(node) ? ((node as Node).range?.[0] ?? 0) : 0
}

function describe(node: Node, document: Document.Parsed): string {
  if (!isScalar(node)) return isMap(node) ? 'a map' : 'a list'
  if (node.value === null) return 'nothing'
  const source = node.source ?? String(node.toJS(document))
  return typeof node.value === 'string'
    ? excerpt(source)
    : `${excerpt(source)} (${typeof node.value})`
}

function emptyWindowFlaw(
  input: FrontMatterInput,
  document: Document.Parsed,
  file: string,
  place: (offset: number) => Position,
): Flaw | undefined {
  if (!input.release || !input.expires) return undefined
  if (Date.parse(input.expires) > Date.parse(input.release)) return undefined
  return errorFlaw(
    file,
    place(nodeOffset(document.get('expires', true))),
    'bad-date',
    'The article expires before it is released.',
    { found: input.expires, allowed: `an instant after ${input.release}` },
  )
}

/** Drops the faulty keys and reads again; null where one of them decides, or might have been meant to. */
function withoutFaults(input: unknown, issues: readonly Issue[]): FrontMatter | null {
  const rest = { ...(input as Record<string, unknown>) }
  for (const issue of issues) {
    const keys =
      issue.code === 'unrecognized_keys' && issue.path.length === 0
        ? issue.keys
        : [String(issue.path[0])]
    for (const key of keys) {
      const meant = KEYS.includes(key as keyof FrontMatterInput) ? key : nearestName(key, KEYS)
      if (meant === undefined || DECIDING_KEYS.includes(meant)) return null
      delete rest[key]
    }
  }
  const again = FrontMatterInput.safeParse(rest)
  return again.success ? toFrontMatter(again.data) : null
}

function toFrontMatter(input: FrontMatterInput): FrontMatter {
  return {
    id: input.id,
    title: input.title,
    lang: input.lang,
    audience: input.audience,
    state: input.state,
    release: input.release ?? null,
    expires: input.expires ?? null,
    reviewBy: input.review_by ?? null,
    module: input.module ?? null,
    owner: input.owner ?? null,
    tags: input.tags,
    supersedes: input.supersedes ?? null,
    translationOf: input.translation_of ?? null,
    asks: input.asks,
    mustNot: input.must_not,
  }
}
