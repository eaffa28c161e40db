import { existsSync, readdirSync, readFileSync } from "node:fs"
import { operations } from "@rollcall/contract"
import { expect, it } from "vitest"
import { parseAllDocuments, parse as parseYaml } from "yaml"
import { ACCOUNT_STATUSES } from "../contract/src/operations/account-row.js"
import { SYSTEMS } from "../server/src/app.js"
import { createMetrics } from "../server/src/http/metrics.js"
import { allSettings } from "../server/src/settings.js"

const read = (path: string) => readFileSync(path, "utf8")
const SETTINGS = new Set(allSettings(SYSTEMS).map(({ name }) => name))
const PATHS = Object.values(operations).map(({ path }) => path)
const PORT = "8080"

const dockerfile = read("Dockerfile")
const compose = parseYaml(read("compose.yaml"), { merge: true })
const manifests: any[] = readdirSync("deploy/kubernetes").flatMap((name) =>
  parseAllDocuments(read(`deploy/kubernetes/${name}`)).map((one) => one.toJSON()),
)
const kind = (name: string): any[] => manifests.filter((one) => one.kind === name)
const unit = read("deploy/systemd/rollcall.service")
const systemd = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1] ?? ""

it("Every setting that is given somewhere is one that the server reads", () => {
  const inDockerfile = [...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, line = ""]) => line.split(" "))
  const ofServices = Object.entries<any>(compose.services).filter(([, { image }]) => image === "rollcall")
  const inManifests = kind("Deployment").flatMap(({ spec }) => spec.template.spec.containers[0].env)
  const names = [
    ...[...inDockerfile, ...systemd("Environment").split(" ")].map((pair) => pair.split("=")[0]),
    ...ofServices.flatMap(([, { environment }]) => Object.keys(environment)),
    ...inManifests.map(({ name }) => name),
    ...kind("Secret").flatMap(({ stringData }) => Object.keys(stringData)),
  ].filter((name) => name !== "NODE_ENV")
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => !SETTINGS.has(name ?? ""))).toEqual([])
})

it("What compose.yaml asks of .env is in the example, and the other way round", () => {
  const asked = new Set([...read("compose.yaml").matchAll(/\$\{(\w+)/g)].map(([, name]) => name))
  const given = new Set([...read("deploy/compose.env.example").matchAll(/^(\w+)=/gm)].map(([, name]) => name))
  expect([...asked].sort()).toEqual([...given].sort())
})

it("compose.yaml has a healthy PostgreSQL, two processes for requests, one for jobs, and a proxy in front of the first", () => {
  const { services, volumes } = compose
  const roles = Object.values<any>(services).map(({ environment }) => environment.ROLLCALL_ROLES)
  expect(roles.filter((role) => role !== undefined).sort()).toEqual(["api", "api", "worker"])
  for (const [name, one] of Object.entries<any>(services)) {
    if (one.image !== "rollcall") continue
    expect(one.depends_on.postgres, name).toEqual({ condition: "service_healthy" })
    expect(one.ports, "only the proxy is reached from outside").toBeUndefined()
  }
  const { POSTGRES_USER: user, POSTGRES_DB: database } = services.postgres.environment
  expect(services["api-1"].environment.DATABASE_URL).toContain(`//${user}:`)
  expect(services["api-1"].environment.DATABASE_URL).toContain(`@postgres:5432/${database}`)
  const [file] = services.proxy.volumes[0].split(":")
  expect(existsSync(file)).toBe(true)
  const [, upstreams = ""] = /reverse_proxy ([^{]*)/.exec(read(file)) ?? []
  expect(upstreams.trim().split(" ")).toEqual(services.proxy.depends_on.map((name: string) => `${name}:${PORT}`))
  const named = Object.values<any>(services).flatMap((one) => one.volumes ?? [])
  const used = named.map((one: string) => one.split(":")[0] ?? "").filter((name) => !name.startsWith("."))
  expect(used.sort()).toEqual(Object.keys(volumes).sort())
})

it("Every path that is probed is one of the API's, and ports agree everywhere", () => {
  const probes = kind("Deployment").flatMap(({ spec }) => {
    const [one] = spec.template.spec.containers
    expect(one.ports).toEqual([{ name: "http", containerPort: Number(PORT) }])
    return [one.startupProbe, one.livenessProbe, one.readinessProbe].map(({ httpGet }) => httpGet)
  })
  const caddy = read("deploy/proxy/Caddyfile")
  const probed = [
    ...probes.map(({ path }) => path),
    /health_uri (\S+)/.exec(caddy)?.[1],
    /\+ '(\/\w+)'\)/.exec(dockerfile)?.[1],
    /respond (\S+) 404/.exec(caddy)?.[1],
    /location = (\S+) /.exec(read("deploy/proxy/nginx.conf"))?.[1],
  ]
  expect(probed).toHaveLength(10)
  expect(probed.filter((path) => !PATHS.includes(path))).toEqual([])
  expect(probes.every(({ port }) => port === "http")).toBe(true)
  expect(dockerfile).toContain(`PORT=${PORT}`)
  expect(dockerfile).toContain(`EXPOSE ${PORT}`)
  expect(systemd("Environment")).toContain(`PORT=${PORT}`)
  expect(read("deploy/proxy/nginx.conf")).toContain(`server 127.0.0.1:${PORT} `)
})

it("Pods run as nobody special, end gracefully, are told apart by role, and are never all taken away", () => {
  const [service] = kind("Service")
  const [ingress] = kind("Ingress")
  expect(ingress.spec.rules[0].http.paths[0].backend.service.name).toBe(service.metadata.name)
  const deployments = kind("Deployment")
  expect(deployments.map(({ spec }) => spec.selector.matchLabels)).toContainEqual(service.spec.selector)
  for (const { spec } of deployments) {
    const pod = spec.template.spec
    const [container] = pod.containers
    expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels)
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 })
    expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true })
    expect(container.resources).toMatchObject({ requests: { cpu: expect.anything() }, limits: {} })
    expect(container.envFrom[0].secretRef.name).toBe(kind("Secret")[0].metadata.name)
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(30)
    const budget = kind("PodDisruptionBudget").find(
      (one) => JSON.stringify(one.spec.selector) === JSON.stringify(spec.selector),
    )
    expect(budget?.spec.maxUnavailable).toBeLessThan(spec.replicas)
  }
  expect(dockerfile).toMatch(/^USER 1000:1000$/m)
})

it("The image is made of files that are there and not ignored, by an ordinary user, on a Node that is supported", () => {
  const ignored = read(".dockerignore").split("\n")
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(\S+) /gm)].map(([, path = ""]) => path)
  expect(copied.filter((path) => !existsSync(path) || ignored.includes(path))).toEqual([])
  const { workspaces } = JSON.parse(read("package.json"))
  for (const folder of [...workspaces, "scripts", "test", "package-lock.json", "LICENSE"])
    expect(ignored).not.toContain(folder.replace("/*", ""))
  const entry = /^ENTRYPOINT \["node", "\/app\/(.*)"\]$/m.exec(dockerfile)?.[1]
  expect(existsSync(`bin/${entry}`)).toBe(true)
  expect(new Set([...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image))).toEqual(
    new Set(["node:22-bookworm-slim"]),
  )
})

it("systemd runs the installed command as a user of its own, and leaves a bad setting alone", () => {
  expect(systemd("ExecStart")).toMatch(/\/node_modules\/rollcall\/rollcall\.js serve$/)
  expect(systemd("User")).toBe("rollcall")
  expect(systemd("RestartPreventExitStatus")).toBe("2")
  expect(systemd("Environment")).toContain(`ROLLCALL_DATA_DIR=/var/lib/${systemd("StateDirectory")}`)
  expect(Number(systemd("TimeoutStopSec"))).toBeGreaterThan(20)
})

const LAG = {
  queues: [{ queue: "q", waiting: 1, running: 1, oldestSeconds: 1 }],
  deliveries: { open: 1, oldestSeconds: 1, failingWebhooks: 1 },
  accounts: [{ status: "active", count: 1 }],
  copies: [{ resource: "employees", seconds: 1 }],
}

/** The names of metrics with the labels of each, as a scrape shows them. */
async function scraped(): Promise<Map<string, Set<string>>> {
  const metrics = createMetrics()
  metrics.recordRequest("list", 200, 1)
  metrics.recordUpstream("hr", "200")
  const found = new Map<string, Set<string>>([["up", new Set()]])
  for (const line of (await metrics.write(LAG)).split("\n")) {
    const [, name, labels = ""] = /^([a-z]\w*)(?:\{(.*)\})? /.exec(line) ?? []
    if (name) found.set(name, new Set([...labels.matchAll(/(\w+)="/g)].map(([, label = ""]) => label)))
  }
  return found
}

/** What a scrape adds. */
const ADDED = ["job", "instance", "le"]
const WORDS = /\b(?:sum|max|min|rate|increase|by|topk|histogram_quantile|le)\b/g

it("Alerts and the board ask for metrics and labels that a scrape has", async () => {
  const known = await scraped()
  const { groups } = parseYaml(read("deploy/monitoring/alerts.yaml"))
  const { panels } = JSON.parse(read("deploy/monitoring/dashboard.json"))
  const asked: string[] = [
    ...groups.flatMap(({ rules }: any) => rules.map(({ expr }: any) => expr)),
    ...panels.flatMap(({ targets }: any) => targets.map(({ expr }: any) => expr)),
  ]
  expect(asked.length).toBeGreaterThan(25)
  const labels = new Set([...[...known.values()].flatMap((all) => [...all]), ...ADDED])
  for (const expr of asked) {
    const bare = expr.replace(/"[^"]*"/g, "").replace(/\[[^\]]*\]/g, "")
    const named = [...bare.matchAll(/\bby \(([^)]*)\)|\{([^}]*)\}/g)].flatMap(([, by = "", where = ""]) => [
      ...by.split(",").map((label) => label.trim()),
      ...[...where.matchAll(/(\w+)\s*[=!]/g)].map(([, label = ""]) => label),
    ])
    expect(
      named.filter((label) => label !== "" && !labels.has(label)),
      expr,
    ).toEqual([])
    const rest = bare
      .replace(/\bby \([^)]*\)/g, "")
      .replace(/\{[^}]*\}/g, "")
      .replace(WORDS, "")
    const metrics = [...rest.matchAll(/[a-zA-Z_]\w*/g)].map(([name]) => name)
    expect(metrics.length, expr).toBeGreaterThan(0)
    expect(
      metrics.filter((name) => !known.has(name)),
      expr,
    ).toEqual([])
  }
  const statuses = [...asked.join().matchAll(/rollcall_integrated_accounts\{status="(\w+)"/g)].map(([, one]) => one)
  expect(statuses.filter((one) => !ACCOUNT_STATUSES.some((status) => status === one))).toEqual([])
  expect(groups[0].rules.every(({ annotations }: any) => annotations.summary && annotations.description)).toBe(true)
})
