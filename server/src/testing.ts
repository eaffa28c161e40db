/** The HR system of tests for which a made-up one is not enough: the one place where the server's tests name it. */
export { factorial as connector } from "@rollcall/connector-factorial"
export { type Sandbox, startSandbox } from "@rollcall/sandbox-factorial"

/** Of every delivery: it has the secret. */
export const CHALLENGE = "x-factorial-wh-challenge"
