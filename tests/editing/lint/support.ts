import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Finding, lintFolder } from '../../../src/editing/lint/index.ts'

/** The instant at which the stories of these tests are read. */
export const NOW = new Date('2026-11-22T12:00:00+08:00')

const DESK = `name: {en: Desk, zh-Hans: 台}
languages: [zh-Hans, zh-Hant, en]
time_zone: Asia/Shanghai
official_domains: [galaxyread.example]
address: {en: you, zh-Hans: 您, zh-Hant: 您}
`
const GLOSSARY = `terms:
  - {term: 优惠券, lang: zh-Hans, misspellings: [优惠卷]}
  - {term: 優惠券, lang: zh-Hant, misspellings: [優惠卷]}
  - {term: verification code, lang: en, misspellings: [verfication code]}
  - {term: 签到, lang: zh-Hans, misspellings: [前到]}
`

export type Desk = {
  dir: string
  write(path: string, content: string | Uint8Array): void
  discard(): void
}

/** A knowledge folder with a desk and a glossary. */
export function makeDesk(files: Record<string, string | Uint8Array> = {}): Desk {
  const dir = mkdtempSync(join(tmpdir(), 'sidecue-lint-'))
  const write: Desk['write'] = (path, content) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), content)
  }
  write('desk.yml', DESK)
  write('glossary.yml', GLOSSARY)
  for (const [path, content] of Object.entries(files)) write(path, content)
  return { dir, write, discard: () => rmSync(dir, { recursive: true, force: true }) }
}

type Keys = Record<string, string | null>

const REPLIES = {
  'zh-Hans': '## 标准答复\n\n您好，请您参考以上说明。\n',
  'zh-Hant': '## 標準答覆\n\n您好，請您參考以上說明。\n',
  en: '## Standard reply\n\nHello, please see above.\n',
} as const

/** A sound article: what is said, and a standard reply behind it. A null takes a key out. */
export function article(id: string, body: string, keys: Keys = {}): string {
  const lang = (keys.lang ?? 'zh-Hans') as keyof typeof REPLIES
  const all: Keys = {
    ...{ id, title: `${id} title`, lang, audience: 'customer', state: 'published' },
    asks: `["${id}?"]`,
    ...keys,
  }
  const head = Object.entries(all).flatMap(([key, value]) =>
    value === null ? [] : [`${key}: ${value}`],
  )
  const isOpen = all.audience === 'customer'
  const reply = isOpen && !body.includes('##') ? `\n${REPLIES[lang]}` : ''
  return `---\n${head.join('\n')}\n---\n\n${body}\n${reply}`
}

/** What lint finds in a folder of these files. */
export async function lint(
  files: Record<string, string | Uint8Array>,
  options: { now?: Date; assumeAudience?: 'customer' } = {},
): Promise<Finding[]> {
  const desk = makeDesk(files)
  try {
    const { findings } = await lintFolder({
      knowledgeDir: desk.dir,
      now: NOW,
      dataDir: null,
      ...options,
    })
    return findings
  } finally {
    desk.discard()
  }
}

/** Rules and lines of what was found in a file. */
export function rulesOf(findings: readonly Finding[], file?: string): string[] {
  return findings.filter((one) => file === undefined || one.file === file).map(({ rule }) => rule)
}
