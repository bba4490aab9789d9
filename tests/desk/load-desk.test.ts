import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadDesk } from '../../src/desk/index.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sidecue-desk-'))
})
afterEach(() => rm(dir, { recursive: true }))

const minimal = `name: { en: Test desk }
languages: [en]
time_zone: Asia/Shanghai
official_domains: [example.com]
address: { en: you }
`

describe('loadDesk', () => {
  it('reads the sample desk without a flaw', async () => {
    const { desk, flaws } = await loadDesk('knowledge')
    expect(flaws).toEqual([])
    expect(desk.name).toMatchObject({ 'zh-Hans': '星河阅读', en: 'Galaxy Reading' })
    expect(desk.officialDomains).toContain('galaxyread.example')
  })

  it('gives defaults for what a small desk leaves out', async () => {
    await writeFile(join(dir, 'desk.yml'), minimal)
    const { desk, flaws } = await loadDesk(dir)
    expect(flaws).toEqual([])
    expect(desk.timers.idleCloseMinutes).toBe(5)
    expect(desk.phrases.refuse.en).toEqual([])
  })

  it('names line and column of an unknown key and of a bad value, and trusts no domain then', async () => {
    await writeFile(
      join(dir, 'desk.yml'),
      `${minimal.replace('[example.com]', '["https://example.com"]')}colour: blue\n`,
    )
    const { desk, flaws } = await loadDesk(dir)
    expect(flaws.map(({ rule, line, column }) => ({ rule, line, column }))).toEqual([
      { rule: 'bad-value', line: 4, column: 20 },
      { rule: 'unknown-key', line: 6, column: 1 },
    ])
    expect(desk.officialDomains).toEqual([])
  })

  it('refuses aliases, duplicate keys and broken YAML with a place', async () => {
    for (const source of ['a: &x 1\nb: *x\n', 'a: 1\na: 2\n', 'a: [1\n']) {
      await writeFile(join(dir, 'glossary.yml'), source)
      const { flaws } = await loadDesk(dir)
      expect(flaws[0]).toMatchObject({ file: 'glossary.yml', severity: 'error' })
      expect(flaws[0]?.line).toBeGreaterThan(0)
    }
  })

  it('says which department a module names in vain', async () => {
    await writeFile(
      join(dir, 'taxonomy.yml'),
      `types: [{ id: fault, name: { en: Fault }, deadline_hours: 24 }]
modules: [{ id: app, name: { en: App }, department: teck }]
departments: [{ id: tech, name: { en: Technology } }]
urgencies: []
priorities: []
`,
    )
    const { flaws } = await loadDesk(dir)
    expect(flaws[0]).toMatchObject({ line: 2, message: expect.stringContaining("'teck'") })
  })

  it('reads set phrases by stage and language and leaves out one with an unknown slot', async () => {
    await mkdir(join(dir, 'phrases'))
    await writeFile(
      join(dir, 'phrases', 'greeting.md'),
      '## zh-Hans\n\n- {{customer.address}}好，很高兴为您服务。\n- {{customer.salary}}\n\n## fr\n\n- Bonjour\n',
    )
    const { desk, flaws } = await loadDesk(dir)
    expect(desk.phrases.greeting['zh-Hans']).toEqual(['{{customer.address}}好，很高兴为您服务。'])
    expect(flaws.map((flaw) => flaw.rule)).toEqual(['unknown-slot', 'unknown-language'])
    expect(flaws[0]).toMatchObject({ file: 'phrases/greeting.md', line: 4 })
  })
})
