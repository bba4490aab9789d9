import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { AUDIENCES } from '../../../articles/index.ts'
import { anchorKey } from '../anchors.ts'
import { finding } from '../file-view.ts'
import { isMarkdownPath, isWebAddress, localTarget } from '../links-to.ts'
import type { Finding, FolderView, Page, PageLink } from '../types.ts'

/** So many images that are all missing were left behind when the folder was copied. */
const LEFT_BEHIND = 20

/** Links and images inside the folder: whether they lead anywhere, and whether their readers may go there. */
export function links(view: FolderView): Finding[] {
  const findings: Finding[] = []
  const images: { finding: Finding; isThere: boolean }[] = []
  const isThere = memoized((path) => existsSync(join(view.knowledgeDir, path)))
  for (const page of view.pages) {
    for (const link of page.links) {
      if (link.kind === 'image') {
        const judged = judgeImage(page, link, isThere)
        if (judged) images.push(judged)
      } else findings.push(...judgeLink(view, page, link, isThere))
    }
  }
  return [...findings, ...missingImages(images, view)]
}

type IsThere = (path: string) => boolean

function judgeLink(view: FolderView, page: Page, link: PageLink, isThere: IsThere): Finding[] {
  const target = localTarget(link.target, page.path)
  if (!target) return page.isForeign ? [] : siteLink(page, link, isThere)
  const { path, anchor } = target
  const other = view.byPath.get(path)
  if (other)
    return [
      ...anchorFindings(page, link, other, anchor),
      ...readerFindings(view, page, link, other),
    ]
  if (isThere(path)) return []
  // Generators resolve addresses of pages in their own ways; only a file's name is one in all of them.
  if (page.isForeign && !isMarkdownPath(path)) return []
  if (path.startsWith('..') && page.isForeign) return []
  const near = nearestPath(view, path)
  const hint = near ? ` Is ${relative(page.path, near)} meant?` : ''
  const message = `The link leads to a file that is not there.${hint}`
  const severity = page.isForeign ? ('warning' as const) : undefined
  const made = finding('dead-link', page.path, link, message, {
    found: link.target,
    allowed: near ? relative(page.path, near) : 'the path of an article, from this file',
  })
  return [severity ? { ...made, severity } : made]
}

/** `/articles/…` and the like: the panel knows no such addresses. */
function siteLink(page: Page, { target, ...at }: PageLink, isThere: IsThere): Finding[] {
  if (target === '') {
    return [finding('dead-link', page.path, at, 'The link leads nowhere.', { found: 'no address' })]
  }
  if (isWebAddress(target) || !target.startsWith('/') || isThere(target.slice(1))) return []
  const message = 'The link leads to an address of a site, not to an article.'
  const allowed = 'the path of an article, from this file'
  return [finding('dead-link', page.path, at, message, { found: target, allowed })]
}

function anchorFindings(page: Page, link: PageLink, other: Page, anchor: string): Finding[] {
  const key = anchorKey(anchor)
  if (key === '' || /^L\d+/.test(anchor)) return []
  if (other.anchors.includes(key)) return []
  // Generators shorten and number anchors: what begins alike is taken for the same.
  if (
    page.isForeign &&
    other.anchors.some((known) => known !== '' && (known.includes(key) || key.includes(known)))
  )
    return []
  const message =
    other === page ? 'This page has no such heading.' : `${other.path} has no such heading.`
  return [
    finding('dead-anchor', page.path, link, message, {
      found: `#${anchor}`,
      allowed: 'a heading of that page',
    }),
  ]
}

/** Whoever reads the link may not read where it leads, or nobody may. */
function readerFindings({ now }: FolderView, page: Page, link: PageLink, other: Page): Finding[] {
  const head = other.head
  if (head === null || page.isForeign || other === page) return []
  const mine = page.head?.release ?? null
  const isNarrower = AUDIENCES.indexOf(head.audience) > AUDIENCES.indexOf(link.audience)
  const opens = head.release === null ? 0 : Date.parse(head.release)
  const isLater = opens > now.getTime() && (mine === null || opens > Date.parse(mine))
  if (isNarrower || isLater) {
    const who = isNarrower ? `${head.audience} text` : `text under embargo until ${head.release}`
    const message = `The link tells its readers of ${who} that they may not see.`
    return [finding('restricted-link', page.path, link, message, { found: link.target })]
  }
  const isOver = head.expires !== null && Date.parse(head.expires) <= now.getTime()
  if (page.head?.state !== 'published' || (head.state === 'published' && !isOver)) return []
  const state = isOver && head.state === 'published' ? 'over' : head.state
  const message = `The link leads to an article that is not served: it is ${state}.`
  return [finding('unserved-link', page.path, link, message, { found: link.target })]
}

function judgeImage(
  page: Page,
  link: PageLink,
  isThere: IsThere,
): { finding: Finding; isThere: boolean } | undefined {
  const target = localTarget(link.target, page.path)
  if (!target || target.path === page.path || target.path.startsWith('..')) return undefined
  const message = 'The image is not there.'
  return {
    finding: finding('missing-image', page.path, link, message, {
      found: link.target,
      allowed: `a file ${target.path}`,
    }),
    isThere: isThere(target.path),
  }
}

function missingImages(
  images: { finding: Finding; isThere: boolean }[],
  { isForeign }: FolderView,
): Finding[] {
  const missing = images.filter((image) => !image.isThere).map((image) => image.finding)
  if (!isForeign || missing.length < LEFT_BEHIND || missing.length < images.length) return missing
  const first = missing[0] as Finding
  const message = `None of the ${missing.length} images of the folder is there; it seems to have been copied without them.`
  return [{ ...first, severity: 'info', message }]
}

/** A file of the same name elsewhere in the folder. */
function nearestPath(view: FolderView, path: string): string | undefined {
  const name = posix
    .basename(path)
    .replace(/\.(?:md|markdown)$/i, '')
    .toLowerCase()
  if (view.byId.has(name)) return view.byId.get(name)?.path
  return view.pages.find((page) => posix.basename(page.path).toLowerCase() === `${name}.md`)?.path
}

function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

function memoized(look: IsThere): IsThere {
  const known = new Map<string, boolean>()
  return (path) => {
    const before = known.get(path)
    if (before !== undefined) return before
    const found = look(path)
    known.set(path, found)
    return found
  }
}
