/**
 * People of an invented company.
 *
 *     const random = createRandom(`${seed}/person/7`)  // one for each label, so that a change in one shifts no other
 *     const name = drawName(random, "en", "female")     // { first, last, latinFirst, latinLast, culture }
 *     toAscii("Łukasz")                                 // "lukasz", for mail addresses
 *     dealTraits(deals, deck, count)                     // deals rare cases to people, each to others
 */
export { type Deal, dealTraits } from "./deal-traits.js"
export type { Culture } from "./name-lists.js"
export { drawName, type Gender, type PersonName, toAscii } from "./names.js"
export * from "./random.js"
