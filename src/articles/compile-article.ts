import type { Root, Yaml } from 'mdast'
import { visit } from 'unist-util-visit'
import { type BuiltPart, buildParts } from './build-parts.ts'
import { findConflicts } from './conflict-markers.ts'
import { errorFlaw, excerpt, hasErrors, type LineMap, mapLines, warningFlaw } from './flaws.ts'
import { readFrontMatter } from './front-matter.ts'
import { type Region, readBlocks } from './narrowed-blocks.ts'
import { findOverlaps } from './overlap.ts'
import { parseArticle } from './parse-markdown.ts'
import { placeDefinitions } from './place-definitions.ts'
import type { Article, ArticlePart, Flaw } from './types.ts'

export type Compilation = {
  /** Null where there is any error: the article is not served. */
  article: Article | null
  /** The article with harmless faults left out: only to find out whether a faulty version narrows anything. */
  harmless: Article | null
  /** All of them, in the order of the file. */
  flaws: Flaw[]
}

/**
 * Makes an article of one markdown file: front matter, parts by audience and instant, chunks. The text is
 * split by audience before anything else is made of it; whatever is not beyond doubt is an error.
 * `now` decides which embargoes are over, for the comparison of public with hidden text.
 */
export function compileArticle(source: string, options: { path: string; now: Date }): Compilation {
  const { path, now } = options
  const lines = mapLines(source)
  const refused = (flaws: Flaw[]): Compilation => ({ article: null, harmless: null, flaws })
  const conflicts = findConflicts(source, path, lines)
  if (conflicts.length > 0) return refused(conflicts)
  const opening = checkOpening(source, path)
  if (opening) return refused([opening])

  const tree = parseArticle(source)
  const yaml = tree.children[0] as Yaml
  if (yaml?.type !== 'yaml') return refused([unclosed(path)])
  const { frontMatter, harmless, flaws } = readFrontMatter(frontMatterText(source, yaml), path, 2)
  const bodyStart = lines.startOf((yaml.position?.end.line ?? 1) + 1)
  flaws.push(...checkBody(source, tree, bodyStart, path, lines))

  const head = frontMatter ?? harmless
  const top: Region = {
    audience: head?.audience ?? 'customer',
    release: head?.release ?? null,
    start: bodyStart,
    end: source.length,
    outerStart: bodyStart,
    outerEnd: source.length,
    parent: null,
    children: [],
  }
  const blocks = readBlocks(source, tree, top, path, lines)
  flaws.push(...blocks.flaws)
  const placed = placeDefinitions(source, tree, top, path, lines)
  flaws.push(...placed.flaws)
  const isBodySound = !hasErrors(blocks.flaws) && !hasErrors(placed.flaws)
  if (!head || !isBodySound) return refused(inOrder(flaws))

  const parts = buildParts(source, head, top, placed.definitions, lines)
  flaws.push(...findOverlaps(head, parts, path, lines, now))
  if (parts.every((part) => part.markdown === '')) {
    flaws.push(
      warningFlaw(path, { line: 1, column: 1 }, 'empty-article', 'The article has no text.'),
    )
  }
  const article: Article = { ...head, path, parts: parts.map(toPart) }
  const isSound = frontMatter !== null && !hasErrors(flaws)
  return {
    article: isSound ? article : null,
    harmless: isSound || hasOnlyFrontMatterFlaws(flaws) ? article : null,
    flaws: inOrder(flaws),
  }
}

const FRONT_MATTER_RULES = new Set(['unknown-key', 'bad-value', 'bad-date', 'missing-key'])

function hasOnlyFrontMatterFlaws(flaws: readonly Flaw[]): boolean {
  return flaws.every((flaw) => flaw.severity !== 'error' || FRONT_MATTER_RULES.has(flaw.rule))
}

function checkOpening(source: string, path: string): Flaw | undefined {
  const at = { line: 1, column: 1 }
  const allowed = '`---` on the first line, the keys below it, and `---` again'
  if (source.startsWith('\ufeff')) {
    return errorFlaw(path, at, 'byte-order-mark', 'The file begins with a byte order mark.', {
      found: 'U+FEFF',
      allowed,
    })
  }
  if (/^---[ \t]*(?:\r\n|\n|\r)/.test(source)) return undefined
  return errorFlaw(path, at, 'front-matter-missing', 'The file does not begin with front matter.', {
    found: excerpt(source.slice(0, 200)) || 'a blank line',
    allowed,
  })
}

function unclosed(path: string): Flaw {
  return errorFlaw(
    path,
    { line: 1, column: 1 },
    'front-matter-unclosed',
    'The front matter is not closed.',
    {
      found: '`---` on the first line only',
      allowed: 'a second line that is `---`',
    },
  )
}

/** The lines between the two `---`. */
function frontMatterText(source: string, yaml: Yaml): string {
  const whole = source.slice(0, yaml.position?.end.offset ?? 0)
  const first = /\r\n|\n|\r/.exec(whole)
  const start = first ? first.index + first[0].length : whole.length
  return whole.slice(start, Math.max(start, whole.search(/(?:\r\n|\n|\r)?---[ \t]*$/)))
}

/** A body that begins with `---`, or keys of ours below such a line anywhere in it. */
const SECOND_FRONT_MATTER =
  /^[ \t\r\n]*---[ \t]*(?=[\r\n]|$)|(?<=[\r\n])---[ \t]*[\r\n]\s*(?:id|title|lang|audience|state|release|expires)[ \t]*[:：]/

function checkBody(
  source: string,
  tree: Root,
  bodyStart: number,
  path: string,
  lines: LineMap,
): Flaw[] {
  const flaws: Flaw[] = []
  const second = SECOND_FRONT_MATTER.exec(source.slice(bodyStart))
  if (second) {
    const at = bodyStart + second.index + second[0].indexOf('---')
    flaws.push(
      errorFlaw(
        path,
        lines.positionAt(at),
        'second-front-matter',
        'A second front matter block, or a line that reads like one, follows the first.',
        { found: '---', allowed: 'text; write *** for a line across the page' },
      ),
    )
  }
  visit(tree, 'html', (node) => {
    const start = node.position?.start
    flaws.push(
      errorFlaw(
        path,
        { line: start?.line ?? 1, column: start?.column ?? 1 },
        'raw-html',
        'Raw HTML and comments are not allowed.',
        { found: excerpt(node.value), allowed: 'markdown; write \\< for a sign' },
      ),
    )
  })
  return flaws
}

function inOrder(flaws: readonly Flaw[]): Flaw[] {
  const seen = new Set<string>()
  return [...flaws]
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .filter((flaw) => {
      const key = `${flaw.rule} ${flaw.line}`
      const isNew = flaw.rule !== 'directive-suspect' || !seen.has(key)
      seen.add(key)
      return isNew
    })
}

function toPart({ own: _own, region: _region, ...part }: BuiltPart): ArticlePart {
  return part
}
