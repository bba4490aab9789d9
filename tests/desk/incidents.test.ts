import { expect, test } from 'vitest'
import { readYaml } from '../../src/desk/read-yaml.ts'
import { DeskFile } from '../../src/desk/schemas.ts'

const desk = (incidents: string) => `name: { en: Desk }
languages: [en]
time_zone: UTC
official_domains: []
address: { en: you }
${incidents}`

test('left out, incidents have settings of their own', () => {
  const { value, flaws } = readYaml(desk(''), DeskFile, 'desk.yml')
  expect(flaws).toEqual([])
  expect(value?.incidents).toEqual({
    windowMinutes: 20,
    customers: 5,
    timesUsual: 4,
    quietMinutes: 60,
    things: [],
  })
})

test('things of the desk are taken in all languages', () => {
  const source = desk(
    'incidents:\n  things:\n    - { name: coins, words: { zh-Hans: [星币], en: [star coins] } }',
  )
  const { value } = readYaml(source, DeskFile, 'desk.yml')
  expect(value?.incidents.things).toEqual([{ name: 'coins', words: ['星币', 'star coins'] }])
})

test.each([
  ['incidents:\n  customers: 2', 7],
  ['incidents:\n  window_minutes: 90\n  quiet_minutes: 30', 8],
  ['incidents:\n  windows: 3', 7],
  ['incidents:\n  times_usual: 4\n  things:\n    - name: Coins!\n      words: { en: [coin] }', 9],
])('what is wrong is told with its line: %s', (incidents, line) => {
  const { value, flaws } = readYaml(desk(incidents), DeskFile, 'desk.yml')
  expect(value).toBeNull()
  expect(flaws.map((flaw) => flaw.line)).toContain(line)
})
