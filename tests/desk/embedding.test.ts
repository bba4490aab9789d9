import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readYaml } from '../../src/desk/index.ts'
import { DeskFile } from '../../src/desk/schemas.ts'

const HEAD = `name: { en: Test desk }
languages: [en]
time_zone: Asia/Shanghai
official_domains: []
address: { en: you }
`
/** `frame_ancestors` begins in line 6. */
function read(rest: string) {
  const { value, flaws } = readYaml(`${HEAD}${rest}`, DeskFile, 'desk.yml')
  return {
    origins: value?.frameAncestors,
    places: flaws.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`),
  }
}

describe('who may show the panel', () => {
  test('nobody, unless somebody is named', () => {
    expect(read('').origins).toEqual([])
  })

  test('origins, with wildcards below a whole domain, as the README of the frame has them', () => {
    const readme = readFileSync('src/panel/embed/README.md', 'utf8')
    const example = /^```yaml\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? ''
    expect(read(example).places).toEqual([])
    expect(read(example).origins).toContain('https://*.zendesk.com')
    expect(read('frame_ancestors: ["http://localhost:3000", "http://127.0.0.1"]\n').places).toEqual(
      [],
    )
  })

  test.each([
    [
      'https://desk.example.com/',
      /6:19 frame_ancestors\.0: .*without path or slash: https:\/\/desk\.example\.com$/,
    ],
    ['https://desk.example.com/app?x=1', /without path or slash/],
    ['http://desk.example.com', /http:\/\/ is for localhost/],
    ['https://*', /expected an origin such as/],
    ['https://*.com', /would let any site in/],
    ['https://desk.example.com:99999', /port between 1 and 65535/],
    ['desk.example.com', /expected an origin such as/],
    ['javascript:alert(1)', /expected an origin such as/],
    ["https://x.example; script-src 'unsafe-inline' *", /expected an origin such as/],
    ['https://a.example https://b.example', /expected an origin such as/],
    ['https://me:pw@desk.example.com', /expected an origin such as|without path/],
    ['https://DESK.example.com', /expected|origin/],
    ['*', /expected an origin such as/],
    ['null', /expected an origin such as/],
  ])('%s is refused with its place', (origin, message) => {
    const { places, origins } = read(`frame_ancestors: ["${origin}"]\n`)
    expect(origins).toBeUndefined()
    expect(places).toHaveLength(1)
    expect(places[0]).toMatch(/^desk\.yml:6:19 /)
    expect(places[0]).toMatch(message)
  })
})
