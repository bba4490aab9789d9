/** UTF-16 offsets into the text it was found in; `end` is exclusive. */
export type Span = { start: number; end: number }
