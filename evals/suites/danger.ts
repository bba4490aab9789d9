/** Groups of warnings in which a life may be at stake: missing one of these is a gate of its own. */
export const DANGER = /self-?harm|danger|suicide|safety|police/
