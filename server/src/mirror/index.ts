/**
 * The mirror: rows of the HR system's tables as last read, by account, with the columns that are used. Equal values are
 * not written again. Relations are followed both ways by the values of their columns, and what came, changed or went is
 * noted until every view that shows it was made again. Whoever writes takes `tx` first and holds the account's row, so
 * that what is noted is in one order. It knows tables and views only as data, and nobody who reads or derives.
 */
export { findIdsBy, findRows, findRowsBy, listIds, listRows } from "./find-store.js"
export {
  affectedRows,
  askedBefore,
  type Graph,
  graphOf,
  grownTables,
  type MirrorPlace,
  type MirrorTable,
  type PlacedView,
  type TablePlace,
  type Touched,
  tableIn,
} from "./graph.js"
export { findRelated } from "./related.js"
export { type Applied, applyRows, removeRows, seedRows, touchRows } from "./row-store.js"
export {
  closeScan,
  countRows,
  deleteSeen,
  insertSeen,
  judgeScan,
  listMissing,
  type ScanCount,
  setMissing,
} from "./scan-store.js"
export {
  analyze,
  forgetFull,
  forgetTouched,
  listStates,
  listTouched,
  listViewStates,
  nextSeq,
  putState,
  putViewState,
  type TableState,
  type ViewState,
} from "./state-store.js"
