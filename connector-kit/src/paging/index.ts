/**
 * How lists are cut into pages, as values: each owns position and size, what a position looks like is its own affair, and
 * nothing here waits or remembers. It knows no HR system.
 */

export { type OffsetOptions, offset, type PageNumberOptions, pageNumber } from "./counted.js"
export { type CursorOptions, cursor } from "./cursor.js"
export { type LinkOptions, link } from "./link.js"
export { onePage } from "./one-page.js"
export {
  type AskedPage,
  type IdOfRow,
  type ListAnswer,
  type PageMeta,
  type PagePosition,
  type Paging,
  START,
} from "./paging.js"
export { askedDay, type WindowOptions, windows, yearsFrom } from "./windows.js"
