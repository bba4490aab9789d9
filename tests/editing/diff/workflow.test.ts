import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  article,
  commandsOf,
  makeRepository,
  makeTools,
  type TestRepository,
  writeDesk,
} from './repository.ts'

const run = promisify(execFile)
const SLOW_MS = 240_000

type Step = { name?: string; run?: string; env?: Record<string, string> }
const workflow = parse(readFileSync('.github/workflows/knowledge.yml', 'utf8')) as {
  jobs: { diff: { steps: Step[] } }
}
const { steps } = workflow.jobs.diff

describe('the workflow on pull requests', () => {
  let repository: TestRepository
  let path: string
  beforeAll(() => {
    repository = makeRepository()
    const tools = makeTools(repository)
    path = tools.path
    tools.add('npm', 'echo "$@" > .git/npm')
    // A forge with one comment of ours once there is one; what is sent is kept.
    tools.add(
      'gh',
      'echo "$@" >> .git/gh\ncase "$*" in *--paginate*) [ -e .git/sent ] && echo 77;; *) cp diff.md .git/sent;; esac\nexit 0',
    )
    writeDesk(repository)
    repository.write(
      'articles/fee.md',
      article('fee', '退款手续费', '退款手续费是 5 元。', { asks: ['退款手续费多少'] }),
    )
    repository.write(
      'articles/gala.md',
      article('gala', '盛典', '盛典门票 99 元。', { release: '2199-12-01T10:00:00+08:00' }),
    )
    repository.commit('base')
    repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD')
    repository.git('checkout', '-q', '-b', 'topic')
    repository.edit('articles/fee.md', (source) => source.replace('5 元', '8 元'))
    repository.edit('articles/gala.md', (source) => source.replace('2199-12', '2199-11'))
    repository.commit('topic')
  })
  afterAll(() => repository.discard())

  /** Runs a step's script as a runner does; returns its exit status. */
  async function step(name: string): Promise<{ status: number; said: string }> {
    const found = steps.find((one) => one.name === name)
    const filled = Object.entries(found?.env ?? {}).map(([key, value]) => [key, fill(value)])
    const env = {
      ...{ PATH: path, HOME: repository.path, SIDECUE_DATA: '.sidecue' },
      GITHUB_STEP_SUMMARY: join(repository.path, '.git', 'summary'),
      ...Object.fromEntries(filled),
    }
    const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', found?.run ?? 'exit 99']
    return run('bash', args, { cwd: repository.path, env, timeout: SLOW_MS }).then(
      ({ stdout, stderr }) => ({ status: 0, said: stdout + stderr }),
      (failed: { code: number; stdout: string; stderr: string }) => ({
        status: failed.code,
        said: failed.stdout + failed.stderr,
      }),
    )
  }

  function fill(value: string): string {
    const values: Record<string, string> = {
      'github.base_ref': 'main',
      'github.token': 'secret',
      'github.repository': 'desk/knowledge',
      'github.event.pull_request.number': '12',
    }
    return value.replaceAll(/\$\{\{ (.+?) \}\}/gu, (_, name: string) => values[name] ?? `?${name}?`)
  }

  const of = (name: string) => readFileSync(join(repository.path, name), 'utf8')

  it('has a script for every step, and none that takes a value of the pull request into the shell', () => {
    const scripts = steps.filter((one) => one.run !== undefined)
    expect(scripts.map(({ name }) => name)).toEqual(['Install', 'Compare', 'Summary', 'Comment'])
    for (const { run: script } of scripts) expect(script).not.toContain('${{')
  })

  it(
    'fails the gate for a new fee that nobody has approved, and says so in a comment',
    async () => {
      expect((await step('Install')).status).toBe(0)
      const compared = await step('Compare')
      expect(compared).toMatchObject({ status: 1 })
      expect(compared.said).toContain('gate unsigned-disclosures: 3 found, 0 allowed')
      expect(JSON.parse(of('diff.json')).answers).toMatchObject([{ kind: 'text' }])
      expect(of('diff.html')).toContain('盛典门票')
      expect((await step('Summary')).status).toBe(0)
      expect((await step('Comment')).status).toBe(0)
      for (const comment of [of('.git/sent'), of('.git/summary')]) {
        expect(comment).toContain('8 元')
        expect(comment).not.toContain('盛典')
      }
      expect((await step('Comment')).status).toBe(0)
      const calls = of('.git/gh')
        .trim()
        .split('\n')
        .filter((call) => !call.includes('--paginate'))
      expect(calls.map((call) => call.split(' ').slice(0, 4).join(' '))).toEqual([
        'api --method POST repos/desk/knowledge/issues/12/comments',
        'api --method PATCH repos/desk/knowledge/issues/comments/77',
      ])
    },
    SLOW_MS,
  )

  it(
    'passes once a release manager has approved it',
    async () => {
      const approve = ['diff', '--base', 'origin/main', '--head', 'HEAD', '--no-recorded']
      const cli = resolve('src/cli.ts')
      const { stdout } = await run(
        'node',
        [cli, ...approve, '--approve', '王敏', '--out', 'diff.json'],
        {
          cwd: repository.path,
        },
      )
      expect(stdout).toContain('3 disclosures approved by 王敏')
      repository.git('add', 'knowledge')
      repository.commit('approved')
      expect(await step('Compare')).toMatchObject({ status: 0 })
      expect(of('diff.md')).toContain('王敏 已批准')
    },
    SLOW_MS,
  )

  it(
    'README has commands that run',
    async () => {
      const commands = commandsOf('src/editing/diff/README.md')
      expect(commands.length).toBeGreaterThan(1)
      for (const command of commands) {
        const env = { PATH: path }
        const { stdout } = await run('sh', ['-c', command], { cwd: repository.path, env })
        expect(stdout).not.toBe('')
      }
      expect(existsSync(join(repository.path, 'diff.html'))).toBe(true)
    },
    SLOW_MS,
  )
})
