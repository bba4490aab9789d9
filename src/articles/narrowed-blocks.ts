import type { Parent, Root, RootContent } from 'mdast'
import type { ContainerDirective } from 'mdast-util-directive'
import { visit } from 'unist-util-visit'
import { findMarkers, type Marker } from './find-markers.ts'
import { errorFlaw, excerpt, type LineMap } from './flaws.ts'
import { isInstant } from './front-matter-schema.ts'
import { AUDIENCES, type Audience, type Flaw } from './types.ts'

/** A stretch of the source for one audience from one instant on; narrower stretches lie inside. */
export type Region = {
  audience: Audience
  release: string | null
  /** Offsets of the text inside the fences, whole lines. */
  start: number
  end: number
  /** Offsets with the fence lines. */
  outerStart: number
  outerEnd: number
  parent: Region | null
  children: Region[]
}

export type BlockReading = { root: Region; flaws: Flaw[] }

const ALLOWED_FENCES =
  ':::agent, :::internal or :::embargo{release="2026-12-01T10:00:00+08:00"} alone on a line at column 1, closed by as many colons; write \\::: to show one'

/**
 * Finds the narrowed blocks of an article. Whatever is not beyond doubt is a flaw: the parsed
 * blocks and everything that looks like a fence in the raw source must be the same.
 */
export function readBlocks(
  source: string,
  tree: Root,
  top: Region,
  file: string,
  lines: LineMap,
): BlockReading {
  const flaws: Flaw[] = []
  const fences = new Set<number>()
  collect(tree, top)
  for (const marker of findMarkers(source)) {
    if (!isFence(marker)) flaws.push(suspect(marker))
  }
  flaws.push(...otherDirectives(source, tree, file, lines))
  return { root: top, flaws }

  function collect(parent: Parent, region: Region): void {
    for (const child of parent.children as RootContent[]) {
      if (child.type === 'containerDirective') collectBlock(child, region)
      else if ('children' in child) refuseInside(child)
    }
  }

  function collectBlock(node: ContainerDirective, region: Region): void {
    const found = readFences(source, node, lines)
    if (typeof found === 'string') {
      flaws.push(flawAt(node, 'directive-suspect', found))
      return
    }
    fences.add(found.outerStart)
    fences.add(found.end)
    const narrowed = narrow(region, found.name, found.release)
    if (typeof narrowed === 'string') {
      flaws.push(flawAt(node, 'directive-not-narrower', narrowed))
      return
    }
    const child: Region = { ...found, ...narrowed, parent: region, children: [] }
    region.children.push(child)
    collect(node, child)
  }

  /** In a list, a quote or a footnote a fence is never taken for one. */
  function refuseInside(node: RootContent): void {
    visit(node, 'containerDirective', (inner: ContainerDirective) => {
      flaws.push(
        flawAt(
          inner,
          'directive-suspect',
          'A narrowed block may not stand inside another construct.',
        ),
      )
    })
  }

  function flawAt(node: ContainerDirective, rule: string, message: string): Flaw {
    const at = node.position?.start.offset ?? 0
    return errorFlaw(file, lines.positionAt(at), rule, message, {
      found: excerpt(source.slice(at)),
      allowed: ALLOWED_FENCES,
    })
  }

  function isFence(marker: Marker): boolean {
    return fences.has(marker.start)
  }

  function suspect(marker: Marker): Flaw {
    return errorFlaw(
      file,
      lines.positionAt(marker.start),
      'directive-suspect',
      'This looks like the fence of a narrowed block but is none.',
      { found: excerpt(source.slice(marker.start)), allowed: ALLOWED_FENCES },
    )
  }
}

type Fences = {
  name: 'agent' | 'internal' | 'embargo'
  release: string | null
  start: number
  end: number
  outerStart: number
  outerEnd: number
}

const OPENING = /^(:{3,})(?:(agent|internal)|(embargo)\{release="([^"{}\s]*)"\})[ \t]*$/
const CLOSING = /^(:{3,})[ \t]*$/

/** Reads the fence lines themselves, not what the parser made of them; a text says what is wrong. */
function readFences(source: string, node: ContainerDirective, lines: LineMap): Fences | string {
  const from = node.position?.start
  const to = node.position?.end
  if (from?.offset === undefined || to?.offset === undefined) return 'The block has no place.'
  if (from.column !== 1) return 'A fence must begin its line.'
  const opening = OPENING.exec(lineAt(source, from.offset))
  if (!opening) return 'The opening fence has a wrong name, attribute or text behind it.'
  const closingStart = lines.startOf(to.line)
  const closing = CLOSING.exec(lineAt(source, closingStart))
  if (!closing || closingStart <= from.offset) return 'The block is not closed.'
  if (closing[1] !== opening[1])
    return 'The closing fence has not as many colons as the opening one.'
  const release = opening[4] ?? null
  if (opening[3] && (release === null || !isInstant(release))) {
    return 'The embargo has no valid `release`.'
  }
  return {
    name: (opening[2] ?? opening[3]) as Fences['name'],
    release,
    start: lines.startOf(from.line + 1),
    end: closingStart,
    outerStart: from.offset,
    outerEnd: lines.startOf(to.line + 1),
  }
}

function lineAt(source: string, start: number): string {
  let end = start
  while (end < source.length && source[end] !== '\n' && source[end] !== '\r') end++
  return source.slice(start, end)
}

type Narrowed = { audience: Audience; release: string | null }

/** Who may read a block inside `region`, and from when; a text says why it may not stand there. */
function narrow(region: Region, name: Fences['name'], release: string | null): Narrowed | string {
  if (name === 'embargo') {
    if (region.parent && !isLater(release, region.release)) {
      return 'An embargo inside a block must end later than the block it stands in.'
    }
    return {
      audience: region.audience,
      release: isLater(release, region.release) ? release : region.release,
    }
  }
  if (AUDIENCES.indexOf(name) <= AUDIENCES.indexOf(region.audience)) {
    return `A block can only narrow: \`${name}\` is not narrower than \`${region.audience}\`.`
  }
  return { audience: name, release: region.release }
}

/** Whether `a` opens after `b`; null is open from the beginning. */
export function isLater(a: string | null, b: string | null): boolean {
  if (a === null) return false
  return b === null || Date.parse(a) > Date.parse(b)
}

/** Directives of other kinds. `10:30` and `a:b` parse as such too; only what was meant as one counts. */
function otherDirectives(source: string, tree: Root, file: string, lines: LineMap): Flaw[] {
  const flaws: Flaw[] = []
  visit(tree, (node) => {
    if (node.type !== 'leafDirective' && node.type !== 'textDirective') return
    const start = node.position?.start.offset ?? 0
    const end = node.position?.end.offset ?? start
    if (node.type === 'textDirective' && !isMeant(source, start, end)) return
    flaws.push(
      errorFlaw(
        file,
        lines.positionAt(start),
        'directive-suspect',
        'Only the three narrowed blocks are known; any other directive is an error.',
        { found: excerpt(source.slice(start, end)), allowed: ALLOWED_FENCES },
      ),
    )
  })
  return flaws
}

const NAMED_LIKE_A_BLOCK = /^:(?:agent|internal|embargo)/i
const WITH_LABEL = /^:[A-Za-z][\w-]*[[{]/

function isMeant(source: string, start: number, end: number): boolean {
  const text = source.slice(start, end)
  if (NAMED_LIKE_A_BLOCK.test(text)) return true
  return WITH_LABEL.test(text) && !/[\p{L}\p{N}]/u.test(source[start - 1] ?? ' ')
}
