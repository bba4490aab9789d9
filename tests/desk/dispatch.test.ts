import { describe, expect, test } from 'vitest'
import { Dispatch } from '../../src/desk/dispatch-schema.ts'
import { readYaml } from '../../src/desk/read-yaml.ts'

const endpoint = (more = '') => `endpoints:
  - id: service-desk
    url: https://tickets.example/hooks/sidecue
    secret_env: SIDECUE_HOOK_SERVICE
${more}`

function flawsOf(source: string) {
  return readYaml(source, Dispatch, 'desk.yml').flaws.map(({ line, column, message }) => ({
    ...{ at: `${line}:${column}`, message },
  }))
}

describe('where approved tickets go', () => {
  test('an endpoint for all departments, and the desk’s usual times', () => {
    expect(readYaml(endpoint(), Dispatch, 'desk.yml').value).toEqual({
      endpoints: [
        {
          id: 'service-desk',
          url: 'https://tickets.example/hooks/sidecue',
          secretEnv: 'SIDECUE_HOOK_SERVICE',
          departments: null,
        },
      ],
      ...{ remindHours: 2, visitHours: 24, promiseHours: 24, promiseRemindMinutes: 15 },
    })
  })

  test.each([
    ['http://tickets.example/', 'https'],
    ['https://user:secret@tickets.example/', 'no user or password'],
    ['https://tickets.example/#x', 'no # part'],
    ['tickets.example', 'URL'],
  ])('%s is refused in its line', (url, what) => {
    const flaws = flawsOf(endpoint().replace('https://tickets.example/hooks/sidecue', url))
    expect(flaws).toMatchObject([{ at: '3:10', message: expect.stringContaining(what) }])
  })

  test('a secret is named, never written, and nothing else of the environment is named', () => {
    for (const name of ['DATABASE_URL', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'SIDECUE_HOOK_'])
      expect(flawsOf(endpoint().replace('SIDECUE_HOOK_SERVICE', name))).toMatchObject([
        { at: '4:17', message: expect.stringContaining('SIDECUE_HOOK_') },
      ])
  })

  test('a ticket goes to one place', () => {
    const two =
      endpoint('    departments: [payments]\n') +
      endpoint('    departments: [payments]\n')
        .replace('endpoints:\n', '')
        .replace('service-desk', 'other')
    expect(flawsOf(two)).toMatchObject([
      { at: '9:18', message: expect.stringContaining('payments') },
    ])
    const all = endpoint() + endpoint().replace('endpoints:\n', '').replace('service-desk', 'other')
    expect(flawsOf(all)[0]!.message).toContain('all others')
  })
})
