import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const CLI = resolve('src/cli.ts')

const ARTICLE = `---
id: change-phone
title: 更換綁定的手機號碼
lang: zh-Hant
audience: customer
state: published
asks:
  - 怎麼換手機號碼
---

## 標準答覆

您好，請在「帳號與安全」點選「更換手機號碼」，每 30 天只能更換一次。
`

const FILES: Record<string, string> = {
  'kb/desk.yml':
    'name: { zh-Hant: 別家書店 }\nlanguages: [zh-Hant]\ntime_zone: Asia/Taipei\nofficial_domains: [books.example]\naddress: { zh-Hant: 您 }\n',
  'kb/phrases/refuse.md': '## zh-Hant\n\n- 這一點我沒有查到，請以官方公告為準。\n',
  'kb/articles/change-phone.md': ARTICLE,
  'cases/settings.json': '{ "now": "2026-11-21T12:00:00+08:00" }',
  'cases/thresholds.yml': 'floors:\n  questions: { passed: 1 }\nbudget: { seconds: 600 }\n',
  'cases/questions.yml':
    '- id: q-1\n  lang: zh-Hant\n  kind: plain\n  text: 怎麼換手機號碼\n  gold: [change-phone]\n  must_say: [30 天]\n',
  'cases/lines.jsonl': '{"id":"w-1","lang":"zh-Hant","text":"我想請問怎麼換號碼","fires":false}\n',
}

// A process of its own each time, in a folder that has nothing of this repository.
describe('sidecue eval all, elsewhere', { timeout: 300_000 }, () => {
  let root: string
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'sidecue-elsewhere-'))
    for (const [name, text] of Object.entries(FILES)) await write(name, text)
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  async function write(name: string, text: string): Promise<void> {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), text)
  }

  function run(
    args: string[],
    env: Record<string, string> = {},
  ): Promise<{ status: number; stdout: string; stderr: string }> {
    const whole = [CLI, 'eval', ...args, '--knowledge', 'kb', '--cases', 'cases', '--out', 'out']
    const { GITHUB_ACTIONS: _, GITHUB_STEP_SUMMARY: __, ...rest } = process.env
    return new Promise((done) => {
      execFile(
        process.execPath,
        whole,
        { cwd: root, env: { ...rest, ...env } },
        (error, stdout, stderr) =>
          done({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
      )
    })
  }

  it('passes on a good desk, writes results and report, and keeps baselines', async () => {
    const { status, stdout, stderr } = await run(['all', '--save-baseline', 'kept'])
    expect({ status, stderr }).toMatchObject({ status: 0 })
    expect(stdout).toContain('passed in')
    const { suites, gates } = JSON.parse(await readFile(join(root, 'out/run.json'), 'utf8'))
    expect(suites.map(({ suite }: { suite: string }) => suite)).toEqual([
      'questions',
      'warnings',
      'locks',
    ])
    expect(gates).toMatchObject([{ name: 'budget seconds', ok: true }])
    for (const file of ['report.html', 'summary.md', 'junit.xml', 'questions/traces.jsonl'])
      expect((await readFile(join(root, 'out', file), 'utf8')).length).toBeGreaterThan(100)
    expect(await readFile(join(root, 'kept/questions.jsonl'), 'utf8')).toContain('"passed":1')
  })

  it('fails where an article says something else now, at the line of the case', async () => {
    await write('kb/articles/change-phone.md', ARTICLE.replace('30 天', '90 天'))
    const summary = join(root, 'summary.md')
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary }
    const args = ['questions', '--baseline', 'kept', '--json']
    const { status, stdout, stderr } = await run(args, env)
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ suite: 'questions', metrics: { passed: 0 } })
    expect(stderr).toContain('::warning file=cases/questions.yml,line=1,title=questions q-1')
    expect(stderr).toContain('::error title=questions%3A gate floor passed failed')
    expect(await readFile(summary, 'utf8')).toContain('## Evals: failed')
    await write('kb/articles/change-phone.md', ARTICLE)
  })

  it('ends with 2 and the place for what is wrong with the cases', async () => {
    await write('cases/drafts.jsonl', '{"id":"d-1","text":"您好"}\n{"id":"d-1","text":"請"}\n')
    const { status, stderr } = await run(['all'])
    expect({ status, stderr: stderr.trim().split('\n').slice(-2) }).toMatchObject({
      status: 2,
      stderr: [expect.stringContaining('cases/drafts.jsonl:2: The id'), expect.anything()],
    })
    await rm(join(root, 'cases/drafts.jsonl'))
  })
})
