import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net"

/** Between us and a PostgreSQL server: it can fall silent as a stalled host does, or cut everything as a lost one. */
export async function startProxy(url: string) {
  const sockets = new Set<Socket>()
  const state = { isSilent: false, isAway: false }
  const server = createServer((near) => {
    keep(sockets, near)
    if (state.isAway) return void near.destroy()
    const far = connectTo(url)
    keep(sockets, far)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      if (state.isSilent) from.pause()
      from.on("data", (chunk) => void to.write(chunk))
      from.once("close", () => to.destroy())
    }
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return { url: throughPort(url, (server.address() as AddressInfo).port), ...controls(server, sockets, state) } // it listens on TCP
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket)
  socket.on("error", () => {})
  socket.once("close", () => sockets.delete(socket))
}

function connectTo(url: string): Socket {
  const { hostname, port } = new URL(url)
  return connect(Number(port || 5432), hostname)
}

function throughPort(url: string, port: number): string {
  const through = new URL(url)
  through.hostname = "127.0.0.1"
  through.port = String(port)
  return through.href
}

function controls(server: Server, sockets: Set<Socket>, state: { isSilent: boolean; isAway: boolean }) {
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    /** Connections stay, and nothing comes through them. */
    stall() {
      state.isSilent = true
      for (const socket of sockets) socket.pause()
    },
    /** Nobody gets in until it goes on. */
    leave() {
      state.isAway = true
      cut()
    },
    goOn() {
      state.isSilent = false
      state.isAway = false
      for (const socket of sockets) socket.resume()
    },
    async close() {
      cut()
      server.close()
      await once(server, "close")
    },
  }
}
