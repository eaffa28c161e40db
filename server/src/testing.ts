/** The HR system of tests for which a made-up one is not enough: the one place where the server's tests name it. */
import { bamboohr } from "@rollcall/connector-bamboohr"
import { factorial } from "@rollcall/connector-factorial"

export { factorial as connector } from "@rollcall/connector-factorial"
/** All that an installation has. */
export const connectors = [factorial, bamboohr] as const
export { type Sandbox, startSandbox } from "@rollcall/sandbox-factorial"

/** Of every delivery: it has the secret. */
export const CHALLENGE = "x-factorial-wh-challenge"
