import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Folder, makeFolder, makeWordDocument } from './support.ts'

const readme = readFileSync('src/editing/import/README.md', 'utf8')
const commands = (/^```sh\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '').trim().split('\n')

let folder: Folder
beforeAll(async () => {
  folder = await makeFolder()
  await folder.put('export/a.html', '<h1>退款</h1><p>七天</p>')
  const article = {
    id: 1,
    title: '退款',
    body: '<p>七天</p>',
    locale: 'zh-cn',
    default_locale: 'zh-CN',
  }
  await folder.put('zendesk-export/articles.json', JSON.stringify({ articles: [article] }))
  await folder.put(
    'intercom.json',
    JSON.stringify({ data: [{ ...article, id: '2', type: 'article' }] }),
  )
  // 问题,答案 / 退款,好
  await folder.put('faq.csv', Buffer.from('cecacce22cb4f0b0b80acdcbbfee2cbac30a', 'hex'))
  await folder.put(
    'manuals/a.docx',
    makeWordDocument('<w:p><w:r><w:t>七天内可以退款</w:t></w:r></w:p>'),
  )
})
afterAll(() => folder.remove())

test('every command of the README does what it says, each into a folder of its own', async () => {
  expect(commands).toHaveLength(5)
  for (const command of commands) {
    const words = command.trim().split(/\s+/u).slice(2)
    // Several of them name one folder there, to be read one by one.
    const at = words.findIndex((word) => word.startsWith('knowledge/'))
    words[at] = `kb-${words[words.indexOf('--from') + 1]}`
    const { stdout } = await promisify(execFile)('node', [resolve('src/cli.ts'), ...words], {
      cwd: folder.path,
    })
    expect(stdout, command).toContain('1 articles')
  }
  const written = (await readdir(folder.path)).filter((name) => name.startsWith('kb-')).sort()
  expect(written).toEqual(['kb-csv', 'kb-html', 'kb-intercom', 'kb-zendesk'])
  const file = (await readdir(join(folder.path, 'kb-csv')))[0] as string
  expect(readFileSync(join(folder.path, 'kb-csv', file), 'utf8')).toContain('title: "退款"')
})

test('wrong use is told, with what is allowed', async () => {
  const run = (...words: string[]) =>
    promisify(execFile)('node', [resolve('src/cli.ts'), 'import', ...words], { cwd: folder.path })
  await expect(run('--from', 'wiki', 'export', 'out')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('html, zendesk, intercom, csv, docx'),
  })
  await expect(run('--from', 'html', 'nowhere', 'out')).rejects.toMatchObject({ code: 2 })
})
