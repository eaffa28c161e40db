/**
 * Time of a company.
 *
 *     const clock = createClock({ timezone: () => "Europe/Madrid", offsetMs: offsetOf(new Date("2026-11-23T09:00:00Z")) })
 *     clock.now(), clock.today()         // a moment, and the company's day
 *     await clock.move(moment)           // the control API's way: whoever follows goes with it
 *     clock.follow(async (ms) => { ... }) // somebody else's time goes with it, so it only goes forward
 *
 *     clock.whenMoved(() => { ... })      // told after every move, when whoever follows has gone with it
 *
 * One clock lasts as long as its sandbox: another company is `clock.restart(offsetMs)`.
 * Days of generated companies are whole numbers (`toDay`, `formatDay`, `addMonths`), which no time zone can move.
 */
export * from "./calendar.js"
export * from "./clock.js"
