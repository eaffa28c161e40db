/**
 * The sandbox's own API under `/_sandbox`: look at the company, make things happen in it, inject trouble, see what was
 * asked. It has no credentials, because the sandbox is for one machine. It owns no rules: actions are the system's.
 *
 *     mountControl(app, {
 *       log: running, faults, clock, describe, deliveries, allowRedirect, defaultClientId,
 *       reset: { takes: ["seed", "size"], run: (body) => running.reset(...) },
 *       actions: { hire: (body) => hire(running, body) },   // POST /_sandbox/hire
 *     })
 *
 * What can't be done throws a `BadOrder`, which is answered as 400 `{"errors": [sentence, ...]}`.
 */
export { type Action, type Body, type Controlled, mountControl, needId } from "./mount-control.js"
