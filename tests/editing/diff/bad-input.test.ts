import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { compileArticle } from '../../../src/articles/index.ts'
import { deskConflicts } from '../../../src/editing/diff/find-collisions.ts'
import {
  fileQuestions,
  formatOf,
  readApprovals,
  readGates,
} from '../../../src/editing/diff/index.ts'
import { openSides } from '../../../src/editing/diff/open-sides.ts'
import { article, makeRepository, NOW, type TestRepository } from './repository.ts'

describe('bad input says where it is and what to do', () => {
  let repository: TestRepository
  let place: string
  beforeAll(() => {
    repository = makeRepository()
    repository.write('articles/one.md', article('one', '一', '甲。'))
    repository.commit()
    repository.edit('articles/one.md', (source) => `${source}\n乙。\n`)
    repository.commit()
    place = mkdtempSync(join(tmpdir(), 'sidecue-bad-'))
  })
  afterAll(() => {
    repository.discard()
    rmSync(place, { recursive: true, force: true })
  })

  const open = (knowledgeDir: string, base: string) => openSides({ knowledgeDir, base })

  it('a base revision that does not exist, be it one that looks like an option', async () => {
    for (const base of ['no-such-branch', '--output=/tmp/x', 'HEAD~99', '', 'a b', '$(x)']) {
      await expect(open(repository.knowledge, base)).rejects.toMatchObject({
        code: 'BAD_INPUT',
        message: `The repository has no revision '${base}'.`,
        hint: expect.stringContaining('Known here: main'),
      })
    }
  })

  it('a folder that is in no repository', async () => {
    await expect(open(place, 'HEAD')).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: `'${place}' is in no git repository.`,
      hint: expect.stringContaining('git init'),
    })
  })

  it('no git', async () => {
    vi.stubEnv('PATH', place)
    try {
      await expect(open(repository.knowledge, 'HEAD')).rejects.toMatchObject({
        code: 'BAD_INPUT',
        message: expect.stringContaining('git cannot be run'),
        hint: expect.stringContaining('apt-get install git'),
      })
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it('a shallow clone that lacks the base', async () => {
    const clone = join(place, 'clone')
    const url = pathToFileURL(repository.path).href
    execFileSync('git', ['clone', '-q', '--depth', '1', url, clone], { stdio: 'pipe' })
    await expect(open(join(clone, 'knowledge'), 'HEAD^')).rejects.toMatchObject({
      hint: expect.stringContaining('fetch-depth: 0'),
    })
    const sides = await open(join(clone, 'knowledge'), 'HEAD')
    await sides.remove()
  })

  it('a base from before there was the folder', async () => {
    repository.git('checkout', '-q', '--orphan', 'bare')
    repository.git('rm', '-rqf', '.')
    repository.commit('nothing')
    repository.git('checkout', '-q', 'main')
    await expect(
      openSides({ knowledgeDir: repository.knowledge, base: 'bare' }),
    ).rejects.toMatchObject({
      message: expect.stringContaining("has no folder 'knowledge'"),
      hint: expect.stringContaining('Name a revision'),
    })
  })

  it('a conflict of a merge that was left in a file', async () => {
    const conflict = '<<<<<<< ours\n甲。\n=======\n乙。\n>>>>>>> theirs\n'
    repository.write('glossary.yml', `# words\n${conflict}`)
    repository.write('taxonomy.yml', '# =======\n')
    const changes = ['glossary.yml', 'taxonomy.yml'].map((path) => ({
      path,
      status: 'added' as const,
    }))
    const flaws = await deskConflicts(repository.knowledge, changes)
    for (const { path } of changes) repository.remove(path)
    expect(flaws).toMatchObject([
      { rule: 'merge-conflict', file: 'glossary.yml', line: 2, column: 1, severity: 'error' },
    ])
    // Of an article it is one of its own flaws, which a diff lists when only the head has it.
    const source = article('two', '二', conflict)
    expect(compileArticle(source, { path: 'articles/two.md', now: NOW }).flaws).toMatchObject([
      { rule: 'merge-conflict', line: 9 },
    ])
  })

  it('a file of questions', async () => {
    const file = join(place, 'questions.jsonl')
    writeFileSync(
      file,
      '\ufeff{"text":"怎么退款","lang":"zh-Hans"}\r\n\r\n{"turns":[{"speaker":"customer","text":"hi"}]}\n',
    )
    expect((await fileQuestions(file)).map(({ source }) => source)).toEqual([
      { kind: 'file', path: file, line: 1 },
      { kind: 'file', path: file, line: 3 },
    ])
    for (const [content, line] of [
      ['{"text":"ok"}\n{text}', 2],
      ['{"lang":"en"}', 1],
      ['{"turns":[{"speaker":"agent","text":"hi"}]}', 1],
    ] as const) {
      writeFileSync(file, content)
      await expect(fileQuestions(file)).rejects.toMatchObject({
        code: 'BAD_INPUT',
        place: { file, line },
      })
    }
    await expect(fileQuestions(join(place, 'none'))).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('a gate, an output and a file of approvals', async () => {
    for (const gate of ['lost', 'lost-answers=x', 'lost-answers=1=2', 'flaws=-1'])
      expect(() => readGates([gate])).toThrow(`--gate: found '${gate}'`)
    expect(readGates(['lost-answers, flaws=3'])).toEqual([
      { name: 'lost-answers', limit: 0 },
      { name: 'flaws', limit: 3 },
    ])
    expect(() => formatOf('report.pdf')).toThrow('cannot tell a format')
    const file = join(place, 'approved-disclosures.yml')
    for (const [content, said] of [
      ['- id: d-12\n  by: A\n  on: 2026-11-22\n', '16 hexadecimal'],
      ['- id: d-0123456789abcdef\n  by: A\n  on: 2026-11-22\n  text: 另一段\n', 'another text'],
      ['- id: [', ''],
    ] as const) {
      writeFileSync(file, content)
      const failed = await readApprovals(file).catch((error: unknown) => error)
      expect(failed).toMatchObject({ code: 'BAD_INPUT', place: { file } })
      expect((failed as Error).message).toContain(said)
    }
  })
})
