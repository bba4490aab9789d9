import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseBlocks, scanBlocks } from '../../src/articles/find-blocks.ts'

const lead = fc.constantFrom(
  '',
  '',
  '# ',
  '## ',
  ' # ',
  '   ### ',
  '    # ',
  '\t# ',
  '#',
  '#\t',
  '- ',
  '* ',
  '  - ',
  '    ',
  '  ',
  '1. ',
  '10) ',
  '> ',
  '>',
  '> - ',
  '> # ',
  '- # ',
  '| a | ',
  '```',
  '````',
  '~~~',
  ' ```',
  '    ```',
  '> ```',
  '- ```',
  '<div>',
  '<a@b.example>',
  '<!-- ',
  '<!--',
  '<!-- a -->',
  '-->',
  '</p>',
  '<pre>',
  '[x]: ',
  '***',
  '===',
  '---',
  ' ---',
  '-',
  '| - |',
  '  1. # ',
)
const text = fc.constantFrom(
  '',
  '',
  'text',
  '甲',
  'a | b',
  '#',
  '# #',
  ' ##',
  '`',
  '-->',
  '->',
  ' ',
  '\\#',
  'info',
  '"title',
  '[y]: z',
  '---',
  '\u00a0',
)
const source = fc
  .tuple(
    fc.array(
      fc.tuple(lead, text).map((parts) => parts.join('')),
      { maxLength: 9 },
    ),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.constantFrom('', '\n', '\n\n'),
  )
  .map(([lines, eol, end]) => lines.join(eol) + end.replaceAll('\n', eol))

test('headings found by lines are those that the parser finds, and blocks begin where it says, whatever the text', () => {
  let scanned = 0
  fc.assert(
    fc.property(source, (markdown) => {
      const found = scanBlocks(markdown)
      if (found === null) return
      scanned++
      const parsed = parseBlocks(markdown)
      expect(found.headings).toEqual(parsed.headings)
      expect(parsed.breaks).toEqual(expect.arrayContaining(found.breaks))
    }),
    { numRuns: 5000 },
  )
  expect(scanned).toBeGreaterThan(1000)
})

test('ordinary text is told by its lines', () => {
  const plain =
    '# A\n\nText with `code`.\n\n- item\n  more\n\n```sh\n# no heading\n```\n\n## B ##\n\n| a |\n| - |\n'
  expect(scanBlocks(plain)?.headings.map(({ depth, text: heading }) => [depth, heading])).toEqual([
    [1, 'A'],
    [2, 'B'],
  ])
})
