import type { Link } from "../../accounts/index.js"
import type { Clock } from "../../clock.js"
import type { Guesses } from "../guesses.js"
import type { BodyOf } from "../read-body.js"
import type { Log } from "../services.js"

export type LinkPagesDeps = {
  link: Link
  log: Log
  clock: Clock
  guesses: Guesses
  /** Address under which browsers reach the server, without a slash at the end. */
  publicUrl(): string
  bodyOf: BodyOf
}
