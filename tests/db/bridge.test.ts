import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Backend, createBridge, type Session } from '../../src/db/embedded/bridge.ts'
import { message, simpleQuery, splitMessages } from '../../src/db/embedded/messages.ts'

const STARTUP = Buffer.from('\0\0\0\x08\0\x03\0\0', 'latin1')
const READY = message('Z', Buffer.from('I'))

type Recorder = Backend & { ran: string[] }

/** Answers each query with its own text; knows `begin`, `commit`, `rollback` and `notify`. */
function recordingBackend(): Recorder {
  let isInTransaction = false
  const ran: string[] = []
  return {
    ran,
    isInTransaction: () => isInTransaction,
    run(bytes) {
      if (bytes[0] === 0) return READY
      const answers: Buffer[] = []
      for (const part of splitMessages(bytes)) {
        const type = String.fromCharCode(part[0]!)
        const text = Buffer.from(part.subarray(5)).toString('latin1').replaceAll('\0', '')
        if (type === 'S') answers.push(READY)
        if (type !== 'Q') {
          ran.push(type + text)
          continue
        }
        ran.push(text)
        if (text === 'begin') isInTransaction = true
        if (text === 'commit' || text === 'rollback') isInTransaction = false
        if (text === 'notify') answers.push(message('A', Buffer.from('news')))
        answers.push(message('C', Buffer.from(text)), READY)
      }
      return Buffer.concat(answers)
    },
  }
}

type TestClient = Session & { heard: string[]; isClosed: boolean; ask(text: string): void }

describe('sharing one backend', () => {
  let backend: Recorder
  let connect: () => TestClient

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    backend = recordingBackend()
    const bridge = createBridge(backend, { idleMs: 1000 })
    connect = () => {
      const heard: string[] = []
      const client = { heard, isClosed: false }
      const session = bridge.open({
        send: (bytes) => {
          for (const part of splitMessages(bytes)) {
            const type = String.fromCharCode(part[0]!)
            if (type !== 'Z') heard.push(type + Buffer.from(part.subarray(5)).toString('latin1'))
          }
        },
        close: () => {
          client.isClosed = true
        },
      })
      session.push(STARTUP)
      return Object.assign(client, session, {
        ask: (text: string) => session.push(simpleQuery(text)),
      })
    }
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const turns = async (): Promise<void> => {
    for (let at = 0; at < 20; at += 1) await new Promise((resolve) => setImmediate(resolve))
  }

  test('nobody comes between the statements of a transaction', async () => {
    const [one, two] = [connect(), connect()]
    one.ask('begin')
    two.ask('two')
    one.ask('one')
    await turns()
    expect(backend.ran).toEqual(['begin', 'one'])
    one.ask('commit')
    await turns()
    expect(backend.ran).toEqual(['begin', 'one', 'commit', 'two'])
    expect(two.heard).toEqual(['Ctwo'])
  })

  test('a query that is not yet synced keeps the backend', async () => {
    const [one, two] = [connect(), connect()]
    one.push(
      Buffer.concat([message('P', Buffer.from('\0select 1\0\0\0')), message('H', Buffer.alloc(0))]),
    )
    two.ask('two')
    await turns()
    expect(backend.ran).not.toContain('two')
    one.push(message('S', Buffer.alloc(0)))
    await turns()
    expect(backend.ran).toContain('two')
  })

  test('a client with much to ask lets the others in between', async () => {
    const [one, two] = [connect(), connect()]
    one.ask('begin')
    two.ask('two')
    one.push(Buffer.concat(['commit', 'a', 'b', 'c'].map(simpleQuery)))
    await turns()
    expect(backend.ran).toEqual(['begin', 'commit', 'two', 'a', 'b', 'c'])
  })

  test('a client that leaves in a transaction has it rolled back and frees the backend', async () => {
    const [one, two] = [connect(), connect()]
    one.ask('begin')
    two.ask('two')
    one.close()
    await turns()
    expect(backend.ran).toEqual(['begin', 'S', 'rollback', 'two'])
  })

  test('a client that leaves while it waits is forgotten', async () => {
    const [one, two, three] = [connect(), connect(), connect()]
    one.ask('begin')
    two.ask('two')
    three.ask('three')
    two.close()
    one.ask('commit')
    await turns()
    expect(backend.ran).toEqual(['begin', 'commit', 'three'])
  })

  test('its prepared statements are dropped, but not in the middle of a transaction of another', async () => {
    const [one, two] = [connect(), connect()]
    two.push(
      Buffer.concat([
        message('P', Buffer.from('s1\0select 1\0\0\0')),
        message('S', Buffer.alloc(0)),
      ]),
    )
    await turns()
    one.ask('begin')
    two.close()
    expect(backend.ran.at(-1)).toBe('begin')
    one.ask('commit')
    await turns()
    expect(backend.ran.slice(-2)).toEqual(['CSs1', 'S'])
  })

  test('a transaction left idle is put out after its time, with a reason', async () => {
    const [one, two] = [connect(), connect()]
    one.ask('begin')
    two.ask('two')
    vi.advanceTimersByTime(999)
    expect(one.isClosed).toBe(false)
    vi.advanceTimersByTime(1)
    await turns()
    expect(one.isClosed).toBe(true)
    expect(one.heard.at(-1)).toContain('25P03')
    expect(two.heard).toEqual(['Ctwo'])
  })

  test('an idle client outside a transaction stays', async () => {
    const one = connect()
    one.ask('one')
    vi.advanceTimersByTime(100_000)
    one.ask('again')
    await turns()
    expect(one.isClosed).toBe(false)
    expect(one.heard).toEqual(['Cone', 'Cagain'])
  })

  test('a notification reaches every client that listens, and only those', async () => {
    const [one, two, three] = [connect(), connect(), connect()]
    one.ask('listen "x"')
    await turns()
    three.ask('notify')
    await turns()
    expect(one.heard).toEqual(['Clisten "x"', 'Anews'])
    expect(two.heard).toEqual([])
    expect(three.heard).toEqual(['Cnotify'])
  })

  test('a COPY goes to the backend as one piece', async () => {
    const one = connect()
    one.ask('copy t from stdin')
    expect(one.heard).toEqual(['G\0\0\0'])
    one.push(message('d', Buffer.from('1\n')))
    expect(backend.ran).toEqual([])
    one.push(message('c', Buffer.alloc(0)))
    expect(backend.ran).toEqual(['copy t from stdin', 'd1\n', 'c'])
  })
})
