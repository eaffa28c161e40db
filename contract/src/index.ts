/**
 * The public face of Rollcall as data: the unified model (`model/`) and every operation of the API (`operations/`).
 * Routes, validation, documentation and clients derive from it. It knows no server, no database and no HR system.
 */
export { addDays, isDay, type Moment, readMoment, withPlus } from "./calendar.js"
export { meaningOf } from "./descriptions/index.js"
export { ERROR_CODES, ERRORS, type ErrorCode } from "./errors/catalogue.js"
export { ACTORS, type Actor, type DeclaredError } from "./errors/declared.js"
export * from "./events/catalogue.js"
export * from "./events/wanted.js"
export * from "./mapping.js"
export * from "./model/columns.js"
export * from "./model/index.js"
export * from "./operations/index.js"
export { readJson, readRemoteJson } from "./read-json.js"
export { isSameText, isSameValue, valueText } from "./same.js"
export { type Compatibility, compatibility } from "./truto/compatibility.js"
export { insteadOf } from "./truto/not-offered.js"
