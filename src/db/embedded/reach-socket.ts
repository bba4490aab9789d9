import { connect } from 'node:net'
import { AppError } from '../../errors.ts'

/** Whether somebody listens on a unix socket. */
export function reach(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(false)
      // The queue of a listening socket is full: somebody is there, and busy.
      else if (error.code === 'EAGAIN') resolve(true)
      else reject(refusedError(path, error))
    })
  })
}

function refusedError(path: string, cause: NodeJS.ErrnoException): AppError {
  const isForbidden = cause.code === 'EACCES' || cause.code === 'EPERM'
  return new AppError(
    'DATA_LOCKED',
    `The data folder is in use and its process cannot be joined at ${path} (${cause.code}).`,
    {
      hint: isForbidden
        ? 'It belongs to another user: run this command as that user.'
        : 'Try again.',
      cause,
    },
  )
}
