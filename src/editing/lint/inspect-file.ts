import { hash } from 'node:crypto'
import { mapLines } from '../../articles/flaws.ts'
import { fingerprint } from '../../articles/index.ts'
import { type Judged, judgeFile, type Mode } from '../../indexing/judge-files.ts'
import { type ReadFile, readArticleFile } from '../../indexing/read-files.ts'
import type { FoundFile } from '../../indexing/walk-folder.ts'
import { anchorsOf } from './anchors.ts'
import { announcementsOf } from './announcements.ts'
import { bodyStartOf } from './body-start.ts'
import { askContradicts } from './file-rules/asks.ts'
import { language } from './file-rules/language.ts'
import { layout } from './file-rules/layout.ts'
import { longSection } from './file-rules/long-section.ts'
import { missingParts } from './file-rules/missing-parts.ts'
import { replyContradicts } from './file-rules/reply-contradicts.ts'
import { tables } from './file-rules/tables.ts'
import { terms } from './file-rules/terms.ts'
import { webLinks } from './file-rules/web-links.ts'
import type { FileRule, FileView, LintTerms } from './file-view.ts'
import { flawFindings } from './flaw-findings.ts'
import { frontMatterPlaces } from './front-matter-places.ts'
import { maskCode, maskFences } from './mask-code.ts'
import { regionAt, regionsOf } from './regions.ts'
import { scanLinks } from './scan-links.ts'
import { sketchOf } from './sketch.ts'
import { statementsOf } from './statements.ts'
import type { HiddenGrams, Page } from './types.ts'

const RULES: readonly FileRule[] = [
  layout,
  tables,
  longSection,
  missingParts,
  askContradicts,
  webLinks,
  replyContradicts,
  terms,
  language,
]

/** Reads one file and finds out all that needs no other file. */
export function inspectFile(file: FoundFile, mode: Mode, now: Date, words: LintTerms): Page {
  const read = readArticleFile(file)
  return inspectText(read, judgeFile(read, mode, now), mode, words)
}

/** The same of a text that was read and compiled. */
export function inspectText(read: ReadFile, judged: Judged, mode: Mode, words: LintTerms): Page {
  const { path } = judged
  const article = judged.article ?? judged.harmless
  const isForeign = mode.assumeAudience !== undefined && !isOurs(judged)
  const base: Page = {
    ...emptyPage(path, judged.hash),
    isForeign,
    isSound: judged.article !== null,
    claimedId: judged.claimedId ?? null,
    findings: flawFindings(judged.flaws, read.text ?? ''),
  }
  if (read.text === undefined) return base
  const source = read.text
  const lines = mapLines(source)
  const bodyStart = bodyStartOf(source)
  const masked = maskFences(maskCode(source))
  const top = {
    audience: article?.audience ?? ('customer' as const),
    release: article?.release ?? null,
  }
  const regions = regionsOf(source, bodyStart, top)
  const links = scanLinks(masked, isForeign)
  const head = article ? headOf(article) : null
  const statements = statementsOf(masked, regions, lines)
  const places = isForeign ? {} : frontMatterPlaces(source)
  const view: FileView = {
    ...{
      path,
      source,
      masked,
      bodyStart,
      lines,
      regions,
      head,
      isForeign,
      places,
      statements,
      links,
    },
    isSound: judged.article !== null,
    terms: words,
  }
  const hasConflict = base.findings.some(({ rule }) => rule === 'merge-conflict')
  const findings = hasConflict ? [] : RULES.flatMap((rule) => rule(view))
  const own = masked.slice(bodyStart)
  const sketch = sketchOf(own)
  return {
    ...base,
    head,
    places,
    findings: [...base.findings, ...findings],
    anchors: anchorsOf(isForeign ? source : own),
    links: links.map(({ kind, target, start }) => ({
      ...{ kind, target, audience: regionAt(regions, start).audience },
      ...lines.positionAt(start),
    })),
    instants: [
      ...new Set([head?.release, head?.expires, ...regions.map(({ release }) => release)]),
    ].filter((instant) => typeof instant === 'string'),
    sketch: sketch.bins,
    weight: sketch.weight,
    regions,
    outline: outlineOf(own),
    statements,
    announcements: announcementsOf(masked, regions, lines, head?.title ?? ''),
    hidden: judged.article && head ? hiddenOf(judged.article) : [],
  }
}

export function emptyPage(path: string, digest: string): Page {
  return {
    ...{ path, hash: digest, isForeign: false, head: null, isSound: false, claimedId: null },
    ...{ places: {}, findings: [], anchors: [], links: [], instants: [], sketch: [], weight: 0 },
    ...{ regions: [], outline: [], statements: [], announcements: [], hidden: [], exposure: null },
  }
}

function isOurs({ text }: Judged): boolean {
  return text !== null && /^---[\s\S]*?^audience[ \t]*:/m.test(text.slice(0, 4_000))
}

function headOf(article: NonNullable<Judged['article']>): NonNullable<Page['head']> {
  const { parts: _parts, path: _path, ...head } = article
  return head
}

/** Headings by depth, tables and lists by their sign: what a translation keeps. */
function outlineOf(body: string): number[] {
  return (body.match(/^#{1,6}(?=[ \t])/gm) ?? []).map((signs) => signs.length)
}

/** What is or may be hidden from customers, as indexing compares it. */
function hiddenOf(article: NonNullable<Judged['article']>): HiddenGrams[] {
  return article.parts
    .filter(
      ({ audience, release, markdown }) =>
        markdown !== '' && (audience === 'internal' || release !== null),
    )
    .map(({ audience, release, expires, markdown }) => ({
      ...{ audience, release, expires },
      key: hash('sha256', `${audience} ${release} ${markdown}`, 'base64url').slice(0, 16),
      grams: fingerprint(markdown),
    }))
}
