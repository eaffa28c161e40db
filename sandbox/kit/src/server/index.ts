/**
 * The frame of a local HR system.
 *
 *     const { url, running, close } = await openSandbox({ name: "sandbox-x", dataDir, port, host, start: (keeper) => ({ app, running }) })
 *     const app = createServer(keeper)                       // bodies arrive as buffers: parseBody(request.body)
 *     recordRequests(app, { log: running, isCall: (url) => url.startsWith("/api/") })
 *
 * `openSandbox` locks the directory, reads what was kept, listens, and undoes all of it when something fails. It throws
 * `PortTaken` and `DirectoryRefused`; `assertSame` in `start` refuses another company than is kept. `close` of what runs has to close its keeper.
 */
export { assertSame, createServer, type Opened, type OpenOptions, openSandbox, PortTaken } from "./open-sandbox.js"
export { type RequestLog, type RequestRecord, recordRequests } from "./record-requests.js"
