import type { Element, ElementContent, Root } from 'hast'
import { EXIT, SKIP, visit } from 'unist-util-visit'

/** As the HTML standard limits them. */
const MOST_COLUMNS = 1_000
const MOST_ROWS = 65_534
/** A table of more cells than this is not filled up. */
const MOST_CELLS = 200_000

type Parent = Root | Element

/**
 * Makes every table one that markdown can hold: merged cells are filled into each place they cover, a table inside a
 * cell stands behind the outer one under a mark of its own, what is a table for its looks alone is taken apart, and a
 * cell is one line.
 */
export function tidyTables(tree: Root): void {
  unwrapLayout(tree)
  const tidied = new Set<Element>()
  let mark = 0
  for (let next = findNext(tree, tidied); next; next = findNext(tree, tidied)) {
    const { table, parent } = next
    const after: ElementContent[] = []
    hoistNested(table, after, () => `※${++mark}`)
    const caption = takeCaption(table)
    fillMerged(table)
    for (const cell of cellsOf(table)) flattenCell(cell)
    const at = parent.children.indexOf(table)
    parent.children.splice(at, 1, ...caption, table, ...after)
    tidied.add(table)
  }
}

/** The first table that is still as it was; what stood inside another one comes after it. */
function findNext(tree: Root, tidied: Set<Element>): { table: Element; parent: Parent } | null {
  let found: { table: Element; parent: Parent } | null = null
  visit(tree, 'element', (node, _, parent) => {
    if (node.tagName !== 'table' || !parent || tidied.has(node)) return
    found = { table: node, parent: parent as Parent }
    return EXIT
  })
  return found
}

/** One cell, or said to be for looks: no table to a reader. */
function unwrapLayout(tree: Root): void {
  visit(tree, 'element', (node) => {
    if (node.tagName !== 'table') return
    const cells = cellsOf(node)
    const isForLooks = node.properties.role === 'presentation' || node.properties.role === 'none'
    if (cells.length > 1 && !isForLooks) return
    node.tagName = 'div'
    node.properties = {}
    node.children = cells.map((cell) => ({ ...cell, tagName: 'div', properties: {} }))
  })
}

function hoistNested(table: Element, after: ElementContent[], newMark: () => string): void {
  for (const cell of cellsOf(table))
    visit(cell, 'element', (node, index, parent) => {
      if (node.tagName !== 'table' || !parent || index === undefined) return
      const mark = newMark()
      parent.children[index] = text(` ${mark}`)
      after.push(element('p', [text(mark)]), node)
      return SKIP
    })
}

function takeCaption(table: Element): ElementContent[] {
  const captions = table.children.filter((child) => isElement(child, 'caption'))
  table.children = table.children.filter((child) => !captions.includes(child as Element))
  return captions.map((caption) => element('p', (caption as Element).children))
}

/** Rows of one table; those of tables inside it are theirs. */
function rowsOf(table: Element): Element[] {
  const rows: Element[] = []
  visit(table, 'element', (node) => {
    if (node !== table && node.tagName === 'table') return SKIP
    if (node.tagName === 'tr') rows.push(node)
  })
  return rows
}

function cellsOf(table: Element): Element[] {
  return rowsOf(table).flatMap(cellsOfRow)
}

function cellsOfRow(row: Element): Element[] {
  return row.children.filter(
    (child): child is Element => isElement(child, 'td') || isElement(child, 'th'),
  )
}

function fillMerged(table: Element): void {
  const rows = rowsOf(table)
  const grid: Element[][] = rows.map(() => [])
  let count = 0
  for (const [y, row] of rows.entries()) {
    let x = 0
    for (const cell of cellsOfRow(row)) {
      while (grid[y]?.[x]) x++
      const wide = span(cell.properties.colSpan, MOST_COLUMNS)
      const high = spanOrRest(cell.properties.rowSpan, rows.length - y)
      delete cell.properties.colSpan
      delete cell.properties.rowSpan
      for (let dy = 0; dy < high; dy++)
        for (let dx = 0; dx < wide && count < MOST_CELLS; dx++) {
          const line = grid[y + dy]
          if (!line || line[x + dx]) continue
          line[x + dx] = dx + dy === 0 ? cell : copyOf(cell)
          count += 1
        }
      x += wide
    }
  }
  const width = Math.max(0, ...grid.map((line) => line.length))
  for (const [y, row] of rows.entries()) {
    const line = grid[y] ?? []
    row.children = Array.from(
      { length: Math.min(width, MOST_COLUMNS) },
      (_, x) => line[x] ?? element('td', []),
    )
  }
}

function span(value: unknown, most: number): number {
  const number = Number(value ?? 1)
  return Number.isInteger(number) && number > 0 ? Math.min(number, most) : 1
}

/** 0: down to the last row. */
function spanOrRest(value: unknown, rest: number): number {
  return Number(value) === 0 && value !== undefined ? rest : Math.min(span(value, MOST_ROWS), rest)
}

/** The same words; a picture is shown once. */
function copyOf(cell: Element): Element {
  const copy = structuredClone({ ...cell, position: undefined }) as Element
  visit(copy, 'element', (node, index, parent) => {
    if (node.tagName !== 'img' || !parent || index === undefined) return
    parent.children[index] = text(String(node.properties.alt ?? ''))
  })
  return copy
}

const BLOCKS = new Set(
  'address article blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section ul'.split(
    ' ',
  ),
)

/** In a cell there are no lines: what stood on one of its own is set apart by a sign. */
function flattenCell(cell: Element): void {
  const words: ElementContent[] = []
  const walk = (children: ElementContent[]) => {
    for (const child of children) {
      if (child.type !== 'element') words.push(child)
      else if (child.tagName === 'br') words.push(BREAK)
      else if (BLOCKS.has(child.tagName)) {
        words.push(BREAK)
        if (child.tagName === 'li') words.push(text('• '))
        walk(child.children)
        words.push(BREAK)
      } else words.push(child)
    }
  }
  walk(cell.children)
  cell.children = joinPieces(words)
}

const BREAK: ElementContent = { type: 'comment', value: 'break' }

function joinPieces(words: readonly ElementContent[]): ElementContent[] {
  const joined: ElementContent[] = []
  let isBroken = false
  for (const word of words) {
    if (word === BREAK) isBroken = joined.length > 0
    else if (word.type === 'text' && word.value.trim() === '') {
      if (!isBroken) joined.push(word)
    } else {
      if (isBroken) joined.push(text(separatorAfter(joined)))
      isBroken = false
      joined.push(word)
    }
  }
  return joined
}

function separatorAfter(before: readonly ElementContent[]): string {
  const end = before.map(wordsOf).join('').trimEnd().at(-1) ?? ''
  if (/[\p{P}]/u.test(end)) return ' '
  return /\p{Script=Han}/u.test(end) ? '；' : '; '
}

function wordsOf(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(wordsOf).join('') : ''
}

function isElement(node: { type: string } | undefined, name: string): node is Element {
  return node?.type === 'element' && (node as Element).tagName === name
}

function element(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children }
}

function text(value: string): ElementContent {
  return { type: 'text', value }
}
