/** The documentation under `/docs`: files that were built before, for anybody. It reads no token, no account and no database. */
import type { DocsFile, DocsSite } from "@rollcall/web-docs"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { AppError } from "../errors.js"
import { type Exchange, sendError } from "./answer.js"
import type { Services } from "./services.js"

/** Pages ask nothing of anywhere else, and nobody frames them. */
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/** The interactive reference writes styles of its own and draws pictures from what it holds. */
const OF_REFERENCE =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
  "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const HEADERS = {
  // A page is asked for again after an upgrade, and answered in few bytes when it is the same.
  "cache-control": "public, max-age=60, must-revalidate",
  vary: "accept-encoding",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
}

export function mountDocs(app: FastifyInstance, services: Services, site: DocsSite): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const path = (request.url.split("?")[0] ?? "").replace(/(?<=.)\/+$/, "")
    const isDirectory = request.url.split("?")[0] !== path
    const file = site.file(path)
    if (!file) {
      if (takesHtml(request)) return sendHtml(site.notFound(path), { request, reply })
      const error = new AppError("operation.unknown", `there is no page at ${path.slice(0, 200)}: see /docs`)
      return sendError(services, { error, request, reply })
    }
    // Links of a page are relative to its address, which has no slash at its end.
    if (isDirectory) return reply.redirect(`${services.publicUrl()}${path}`, 308)
    return sendFile(file, { path, request, reply })
  }
  for (const url of ["/docs", "/docs/*"]) app.get(url, { exposeHeadRoute: true }, answer)
}

type Sending = { path: string; request: FastifyRequest; reply: FastifyReply }

function sendFile(file: DocsFile, { path, request: { headers, id }, reply }: Sending): FastifyReply {
  const policy = path === "/docs/reference" ? OF_REFERENCE : STRICT
  reply.headers({ ...HEADERS, etag: file.etag, "content-security-policy": policy, "x-request-id": id })
  if (headers["if-none-match"] === file.etag) return reply.code(304).send()
  const takesGzip = /\bgzip\b/.test(String(headers["accept-encoding"] ?? ""))
  reply.header("content-type", file.type)
  if (takesGzip && file.gzipped) return reply.header("content-encoding", "gzip").send(file.gzipped)
  return reply.send(file.body)
}

function sendHtml(html: string, { request, reply }: Exchange): FastifyReply {
  const type = "text/html; charset=utf-8"
  const own = { "cache-control": "no-store", "content-security-policy": STRICT, "content-type": type }
  return reply
    .code(404)
    .headers({ ...HEADERS, ...own, "x-request-id": request.id })
    .send(html)
}

const takesHtml = ({ headers }: FastifyRequest): boolean => /\btext\/html\b/.test(headers.accept ?? "")

/** A person who opens the server's address in a browser is shown the documentation. */
export const opensInBrowser = (request: FastifyRequest): boolean =>
  (request.method === "GET" || request.method === "HEAD") &&
  (request.url.split("?")[0] ?? "") === "/" &&
  takesHtml(request)
