import { describe, expect, it } from 'vitest'
import { currentLabel, describeLabel, readYaml } from '../../src/desk/index.ts'
import { TaxonomyFile } from '../../src/desk/taxonomy-schema.ts'

const HEAD = `types:
  - id: inquiry
    name: { en: Inquiry, zh-Hans: 咨询 }
    deadline_hours: 24
    requires:
      - field: contact
        description: { en: Contact }
        ask: { en: "May I have your number?" }
`
const TAIL = `departments: [{ id: desk, name: { en: Desk } }]
urgencies: [{ id: high, name: { en: High }, rule: soon }]
priorities: [{ id: p1, name: { en: First }, rule: first }]
`
const MODULES = `modules: []
`
const read = (source: string) => readYaml(source, TaxonomyFile, 'taxonomy.yml')
const places = (source: string) =>
  read(source).flaws.map(({ line, column, message }) => `${line}:${column} ${message}`)

describe('taxonomy.yml', () => {
  it('a type takes from its parent what it leaves out', () => {
    const { value, flaws } = read(`${HEAD}  - id: price
    name: { en: Price }
    parent: inquiry
${MODULES}${TAIL}`)
    expect(flaws).toEqual([])
    expect(value?.types[1]).toMatchObject({ id: 'price', deadlineHours: 24 })
    expect(value?.types[1]?.requires.map(({ field }) => field)).toEqual(['contact'])
  })

  it('parents that go round in a circle are told once for each of them, with line and column', () => {
    const source = `${HEAD}${TAIL}modules:
  - { id: a, name: { en: A }, department: desk, parent: c }
  - { id: b, name: { en: B }, department: desk, parent: a }
  - { id: c, name: { en: C }, department: desk, parent: b }
`
    expect(places(source)).toEqual([
      '13:57 modules.0.parent: parents go round in a circle: a → c → b → a',
      '14:57 modules.1.parent: parents go round in a circle: b → a → c → b',
      '15:57 modules.2.parent: parents go round in a circle: c → b → a → c',
    ])
  })

  it('a label that is its own parent is a circle too', () => {
    const source = `${HEAD}${TAIL}modules:
  - { id: a, name: { en: A }, department: desk, parent: a }
`
    expect(places(source)).toEqual(['13:57 modules.0.parent: parents go round in a circle: a → a'])
  })

  it('rules name labels that are there, and say which there are', () => {
    const source = `${HEAD}${MODULES}departments:
  - id: desk
    name: { en: Desk }
    when: [{ types: [complaint] }]
urgencies: [{ id: high, name: { en: High }, rule: soon, when: [{}] }]
priorities: []
`
    const told = places(source)
    expect(told).toHaveLength(2)
    expect(told.join()).toContain('an empty condition would always hold')
    const fixed = places(source.replace('[{}]', '[{ danger: true }]'))
    expect(fixed).toEqual([
      "13:22 departments.0.when.0.types.0: no ticket type 'complaint'; there are: inquiry",
    ])
  })

  it('a pattern that is none, values beside a pattern and a field asked for twice have their places', () => {
    const source = `${HEAD}      - field: contact
        description: { en: Again }
        pattern: '['
        ask: { en: "Again?" }
${MODULES}${TAIL}`
    const told = places(source)
    expect(told.some((one) => one.startsWith('11:18') && one.includes('regular expression'))).toBe(
      true,
    )
    expect(places(source.replace("'['", "'a'"))[0]).toContain("field 'contact' is asked for twice")
  })

  it('a type without a deadline of its own or of a parent is a flaw', () => {
    expect(places(`${HEAD.replace('    deadline_hours: 24\n', '')}${MODULES}${TAIL}`)[0]).toContain(
      "'inquiry' needs deadline_hours",
    )
  })

  it('a former name leads to the label, a deleted one is shown as deleted', () => {
    const { value } = read(
      `${HEAD.replace('    deadline_hours', '    renamed_from: [question]\n    deadline_hours')}${MODULES}${TAIL}`,
    )
    expect(describeLabel(value!, 'type', 'question')).toMatchObject({
      id: 'inquiry',
      state: 'renamed',
    })
    expect(describeLabel(value!, 'type', 'gone')).toEqual({
      id: 'gone',
      name: {},
      state: 'deleted',
    })
    expect(currentLabel(value!, 'type', 'gone')).toBeNull()
    expect(currentLabel(value!, 'type', 'inquiry')).toBe('inquiry')
  })

  it('a former name that is still a label is a flaw', () => {
    const source = `${HEAD}    renamed_from: [inquiry]\n${MODULES}${TAIL}`
    expect(places(source)[0]).toContain("'inquiry' is still the id of a label")
  })
})
