/** What is still to be written of a connector, as `npm run new:connector` leaves it. The standard suite tells all of it. */
export class Unwritten extends Error {
  constructor(what: string) {
    super(what)
    this.name = "Unwritten"
  }
}

/** Stands where something has to be written: in `src/api.ts, authorize: ...` the file, the place and what it says. */
export function todo(what: string): never {
  throw new Unwritten(what)
}
