/**
 * What the local HR systems share. It knows none of them, and nothing of the product. Each part's API is told in the
 * first lines of its `index.ts`: `control/`, `faults/`, `oauth/`, `server/`, `state/`, `time/`, `people/`,
 * `webhooks/`.
 */
export { BadOrder } from "./bad-order.js"
export * from "./control/index.js"
export * from "./faults/index.js"
export * from "./json.js"
export * from "./oauth/index.js"
export * from "./people/index.js"
export * from "./server/index.js"
export * from "./state/index.js"
export * from "./time/index.js"
export * from "./webhooks/index.js"
