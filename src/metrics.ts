import { Registry } from 'prom-client'

/**
 * Everything that is counted, for `/metrics`. A counter stands beside the code that counts; its labels are fixed words
 * and never hold an id, a text, or anything that moves when hidden text changes.
 */
export const metrics = new Registry()
