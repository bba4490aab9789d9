import { PING_MS, SLOW_READER_MS } from '../event-stream.ts'

/** A larger frame ends the connection (1009) before it is read: the half of a megabyte. */
export const MAX_FRAME_BYTES = 512 * 1024
/** A larger one is refused, and the connection goes on. Turns of 8,000 characters and long lists stay below. */
export const MAX_READ_BYTES = 256 * 1024

/** Frames that may come at once, and how many a second in the long run: two recognisers send some twenty. */
export const BURST_FRAMES = 1_000
export const FRAMES_PER_SECOND = 100
/** A frame that cannot be read counts as so many. */
export const BAD_FRAME_COSTS = 20

/** Turns that wait to be written; beyond them nothing more is read from the client. */
export const MOST_WAITING = 600
/** Turns written in one transaction. */
export const MOST_AT_ONCE = 300

/** Bytes sent and not taken by the client; beyond them nothing more is made for it. */
export const MOST_UNREAD_BYTES = 256 * 1024
/** A client that takes nothing for so long is dropped; it resumes by its last event id. */
export const SLOW_MS = SLOW_READER_MS

/** How often a silent client is asked whether it is there, and how often it may not answer. */
export const ASK_MS = PING_MS
export const MOST_UNANSWERED = 3
