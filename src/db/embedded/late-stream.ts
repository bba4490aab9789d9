import { Duplex } from 'node:stream'

/**
 * A connection that can be written to before it is there: what is written waits. When it cannot be
 * had, the stream fails like a refused socket, so that the client above tries again by itself.
 */
export class LateStream extends Duplex {
  readonly #connect: () => Promise<Duplex>
  #inner: Duplex | undefined
  #afterDrain: (() => void) | undefined

  constructor(connect: () => Promise<Duplex>) {
    super()
    this.#connect = connect
  }

  override _construct(done: (error?: Error) => void): void {
    this.#connect().then((inner) => {
      this.#attach(inner)
      done()
    }, done)
  }

  override _read(): void {
    this.#inner?.resume()
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const inner = this.#inner
    if (!inner || inner.destroyed || inner.write(chunk)) done()
    else this.#afterDrain = done
  }

  override _final(done: () => void): void {
    this.#inner?.end()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#inner?.destroy()
    done(error)
  }

  #attach(inner: Duplex): void {
    if (this.destroyed) {
      inner.destroy()
      return
    }
    this.#inner = inner
    inner.on('data', (bytes: Buffer) => {
      if (!this.push(bytes)) inner.pause()
    })
    inner.on('drain', () => this.#goOn())
    inner.on('end', () => this.#end())
    inner.on('error', (error) => this.#end(error))
    inner.on('close', () => this.#end())
    if (inner.destroyed) this.#end()
  }

  #end(error?: Error): void {
    this.innerEnded(error)
    this.#goOn()
  }

  #goOn(): void {
    const done = this.#afterDrain
    this.#afterDrain = undefined
    done?.()
  }

  /** The connection has ended, in order or with an error. Called once or more. */
  protected innerEnded(error?: Error): void {
    this.destroy(error)
  }
}
