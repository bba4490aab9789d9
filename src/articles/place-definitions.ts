import type { Definition, FootnoteDefinition, Node, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { errorFlaw, excerpt, type LineMap, warningFlaw } from './flaws.ts'
import type { Region } from './narrowed-blocks.ts'
import type { Flaw } from './types.ts'

/** A definition's own lines, and the regions whose text must hold it. */
export type PlacedDefinition = {
  start: number
  end: number
  /** Where it is written; it is cut out there when `isMoved`. */
  region: Region
  isMoved: boolean
  /** Regions that use it and do not hold it: it is added at their end. */
  copies: Region[]
}

type Entry = {
  key: string
  node: Definition | FootnoteDefinition
  region: Region
  /** Regions that refer to it. */
  users: Set<Region>
}

/**
 * Link definitions and footnotes belong to those who can see the place that uses them: one that only
 * narrowed blocks use moves there, one that the article and a block use stays and is copied.
 */
export function placeDefinitions(
  source: string,
  tree: Root,
  root: Region,
  file: string,
  lines: LineMap,
): { definitions: PlacedDefinition[]; flaws: Flaw[] } {
  const flaws: Flaw[] = []
  const entries = new Map<string, Entry>()
  visit(tree, (node, _index, parent) => {
    if (node.type !== 'definition' && node.type !== 'footnoteDefinition') return
    const entry = {
      key: keyOf(node),
      node,
      region: regionAt(root, offsetOf(node)),
      users: new Set<Region>(),
    }
    const earlier = entries.get(entry.key)
    if (earlier && earlier.region !== entry.region) {
      flaws.push(
        flawAt(node, 'duplicate-definition', 'Defined both in a narrowed block and outside it.'),
      )
    }
    if (!earlier) entries.set(entry.key, entry)
    if (
      parent &&
      parent.type !== 'root' &&
      parent.type !== 'containerDirective' &&
      root.children.length > 0
    ) {
      flaws.push(
        flawAt(node, 'definition-nested', 'A definition must not stand inside another construct.'),
      )
    }
  })
  collectUsers(tree, root, entries)

  const definitions: PlacedDefinition[] = []
  for (const entry of entries.values()) {
    const { node, region, users } = entry
    if (users.size === 0) {
      flaws.push(
        warningFlaw(
          file,
          lines.positionAt(offsetOf(node)),
          'unused-definition',
          'Nothing uses this definition.',
          { found: excerpt(source.slice(offsetOf(node))) },
        ),
      )
      continue
    }
    const outside = [...users].filter((user) => !isWithin(user, region))
    if (outside.length > 0) {
      flaws.push(flawAt(node, 'definition-hidden', 'Used outside the narrowed block it stands in.'))
      continue
    }
    const isMoved = !users.has(region)
    const copies = [...users].filter((user) => user !== region)
    if (isMoved || copies.length > 0) {
      definitions.push({ ...linesOf(node, lines, source), region, isMoved, copies })
    }
  }
  return { definitions: definitions.sort((a, b) => a.start - b.start), flaws }

  function flawAt(node: Definition | FootnoteDefinition, rule: string, message: string): Flaw {
    return errorFlaw(file, lines.positionAt(offsetOf(node)), rule, message, {
      found: excerpt(source.slice(offsetOf(node))),
      allowed: 'one definition, at column 1, in the block that uses it or in the text around it',
    })
  }
}

/** A footnote's own references count for those who see the footnote, so this repeats until nothing is added. */
function collectUsers(tree: Root, root: Region, entries: Map<string, Entry>): void {
  const references: { key: string; region: Region; within: Entry | undefined }[] = []
  const footnotes = [...entries.values()].filter(
    (entry) => entry.node.type === 'footnoteDefinition',
  )
  visit(tree, (node) => {
    const isReference =
      node.type === 'linkReference' ||
      node.type === 'imageReference' ||
      node.type === 'footnoteReference'
    if (!isReference) return
    const at = offsetOf(node)
    const within = footnotes.find(
      ({ node: note }) => offsetOf(note) <= at && at < (note.position?.end.offset ?? 0),
    )
    references.push({ key: keyOf(node), region: regionAt(root, at), within })
  })
  for (let grew = true; grew; ) {
    grew = false
    for (const { key, region, within } of references) {
      const users = entries.get(key)?.users
      if (!users) continue
      const before = users.size
      for (const user of within ? within.users : [region]) users.add(user)
      if (users.size > before) grew = true
    }
  }
}

function keyOf(node: { type: string; identifier: string }): string {
  return `${node.type.startsWith('footnote') ? '^' : ''}${node.identifier.toLowerCase()}`
}

function offsetOf(node: Node): number {
  return node.position?.start.offset ?? 0
}

function linesOf(node: Node, lines: LineMap, source: string): { start: number; end: number } {
  const end = node.position?.end.line ?? 1
  return {
    start: lines.startOf(node.position?.start.line ?? 1),
    end: Math.min(lines.startOf(end + 1), source.length),
  }
}

/** The innermost region that holds the offset. */
export function regionAt(region: Region, offset: number): Region {
  const child = region.children.find(
    (inner) => inner.outerStart <= offset && offset < inner.outerEnd,
  )
  return child ? regionAt(child, offset) : region
}

function isWithin(inner: Region, outer: Region): boolean {
  for (let at: Region | null = inner; at; at = at.parent) if (at === outer) return true
  return false
}
