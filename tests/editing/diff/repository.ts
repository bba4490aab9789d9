import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import {
  type DiffOptions,
  type DiffReport,
  readApprovals,
  runDiff,
} from '../../../src/editing/diff/index.ts'

/** A git repository with a knowledge folder that tests write to. */
export type TestRepository = {
  path: string
  knowledge: string
  dataDir: string
  git(...args: string[]): string
  write(path: string, content: string | Uint8Array): void
  edit(path: string, change: (source: string) => string): void
  remove(path: string): void
  /** Commits everything; returns the commit. */
  commit(message?: string, date?: string): string
  diff(options?: Partial<DiffOptions>): Promise<DiffReport>
  discard(): void
}

export const NOW = new Date('2026-11-22T12:00:00+08:00')

export function makeRepository(folder = 'knowledge'): TestRepository {
  const path = mkdtempSync(join(tmpdir(), 'sidecue-diff-'))
  const knowledge = join(path, folder)
  mkdirSync(join(knowledge, 'articles'), { recursive: true })
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ed', '-c', 'user.email=ed@example.com', ...args], {
      cwd: path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  git('init', '-q', '-b', 'main')
  const repository: TestRepository = {
    path,
    knowledge,
    dataDir: join(path, '.sidecue'),
    git,
    write(name, content) {
      const file = join(knowledge, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
    },
    edit(name, change) {
      const file = join(knowledge, name)
      writeFileSync(file, change(readFileSync(file, 'utf8')))
    },
    remove: (name) => rmSync(join(knowledge, name)),
    commit(message = 'change', date) {
      git('add', '-A')
      const env = date === undefined ? {} : { GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date }
      execFileSync(
        'git',
        [
          '-c',
          'user.name=Ed',
          '-c',
          'user.email=ed@example.com',
          'commit',
          '-q',
          '--allow-empty',
          '-m',
          message,
        ],
        { cwd: path, env: { ...process.env, ...env } },
      )
      return git('rev-parse', 'HEAD').trim()
    },
    diff: (options = {}) =>
      runDiff({
        ...{
          knowledgeDir: knowledge,
          dataDir: repository.dataDir,
          base: 'HEAD',
          at: [NOW],
          now: NOW,
        },
        readApprovals: (where) => readApprovals(join(where, 'approved-disclosures.yml')),
        ...options,
      }),
    discard: () => rmSync(path, { recursive: true, force: true }),
  }
  writeFileSync(join(path, '.gitignore'), '.sidecue/\n')
  return repository
}

type Keys = Record<string, string | string[] | null>

/** An article file; a null takes a key out. */
export function article(id: string, title: string, body: string, keys: Keys = {}): string {
  const all: Keys = {
    id,
    title,
    lang: 'zh-Hans',
    audience: 'customer',
    state: 'published',
    ...keys,
  }
  const lines = Object.entries(all).flatMap(([key, value]) => {
    if (value === null) return []
    if (typeof value === 'string') return [`${key}: ${JSON.stringify(value)}`]
    return [`${key}:`, ...value.map((one) => `  - ${JSON.stringify(one)}`)]
  })
  return `---\n${lines.join('\n')}\n---\n\n${body}\n`
}

/** A small desk: enough that questions are answered and refused. */
export function writeDesk(repository: TestRepository): void {
  repository.write(
    'desk.yml',
    `name:
  zh-Hans: 星河阅读
languages: [zh-Hans, zh-Hant, en]
time_zone: Asia/Shanghai
official_domains: [galaxyread.example]
address:
  zh-Hans: 您
  zh-Hant: 您
  en: you
`,
  )
  repository.write(
    'phrases/refuse.md',
    `## zh-Hans

- 您提到的内容目前没有可以提供的信息，请以官方公告为准。
`,
  )
}

/** A folder of programs to run commands with: `npx sidecue` is this checkout's, others are made with `add`. */
export function makeTools(repository: TestRepository) {
  const path = join(repository.path, '.git', 'tools')
  mkdirSync(path, { recursive: true })
  const add = (name: string, body: string): void => {
    writeFileSync(join(path, name), `#!/bin/sh\n${body}\n`)
    chmodSync(join(path, name), 0o755)
  }
  add('npx', `shift\nexec node ${JSON.stringify(resolve('src/cli.ts'))} "$@"`)
  return { path: `${path}:${process.env.PATH}`, add }
}

/** The `npx sidecue` lines of a README's examples. */
export function commandsOf(readme: string): string[] {
  return [...readFileSync(readme, 'utf8').matchAll(/^npx sidecue .+$/gmu)].map(([line]) => line)
}
