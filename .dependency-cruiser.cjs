/**
 * The import table of the design, as rules: a folder may import what stands after it, itself, and npm packages.
 * `npm run check` also asserts that the tool saw the whole tree (scripts/check-imports.js).
 */
const SERVER = "^server/src"
const plumbing = ["db", "jobs", "vault", "egress", "rates"].map((name) => `${SERVER}/${name}/`)
const facts = ["access", "accounts", "mirror", "overrides", "records", "changes", "log"].map(
  (name) => `${SERVER}/${name}/`,
)
const actors = ["sync", "webhooks", "export", "writes"].map((name) => `${SERVER}/${name}/`)
const basics = `${SERVER}/(errors|clock|retry)\\.ts$`
const contract = "^contract/"
const kit = "^connector-kit/"
const table = {
  "^contract/": [],
  "^connector-kit/": [contract],
  "^connectors/([^/]+)/": [kit, contract],
  "^sandbox/kit/": [],
  "^sandbox/(?!kit/)([^/]+)/": ["^sandbox/kit/"],
  // Pages are pure functions of what they are given.
  "^web/": [contract],
  "^clients/": [contract],
  ...Object.fromEntries(plumbing.map((folder) => [folder, [...plumbing, basics]])),
  ...Object.fromEntries(facts.map((folder) => [folder, [contract, kit, ...plumbing, basics]])),
  [`${SERVER}/gateway/`]: [contract, kit, `${SERVER}/accounts/`, `${SERVER}/records/`, ...plumbing, basics],
  ...Object.fromEntries(
    actors.map((folder) => [folder, [...facts, `${SERVER}/gateway/`, ...plumbing, contract, kit, basics]]),
  ),
  [`${SERVER}/http/`]: [contract, ...facts, `${SERVER}/gateway/`, ...actors, "^web/", basics],
}

const fromTable = Object.entries(table).map(([folder, allowed]) => ({
  name: `import-table ${folder}`,
  severity: "error",
  comment: "The import table of the design: see ARCHITECTURE.md.",
  // A test may start what it needs; product code may not.
  from: { path: folder, pathNot: "(\\.test\\.ts$|/testing(/|\\.ts$))" },
  to: {
    path: "^(contract|connector-kit|connectors|sandbox|web|clients|server|bin|test|bench)/",
    pathNot: [folder.replace("([^/]+)", "$1"), ...allowed],
  },
}))

module.exports = {
  forbidden: [
    ...fromTable,
    {
      name: "no-cycles",
      severity: "error",
      comment: "A cycle hides who owns what.",
      from: {},
      to: { circular: true },
    },
    {
      name: "only-app-names-a-connector",
      severity: "error",
      comment:
        "app.ts is the only file of the server that names a connector, and testing.ts the only one of its tests.",
      from: { path: SERVER, pathNot: ["^server/src/(app|testing)\\.ts$"] },
      to: { path: "^connectors/" },
    },
    {
      name: "only-config-reads-settings",
      severity: "error",
      comment: "Nothing but the entry points asks for the configuration.",
      from: {
        path: SERVER,
        pathNot: [
          "^server/src/(app|main|index|config|local-keys|rotate-keys|create-sql-login|backup|move-to-postgres|examine)[^/]*\\.ts$",
          "\\.test\\.ts$",
          "/testing",
        ],
      },
      to: { path: "^server/src/config" },
    },
    {
      name: "nothing-imports-the-command",
      severity: "error",
      comment: "bin composes server and sandbox; nothing may depend on it.",
      from: { pathNot: "^(bin|test)/" },
      to: { path: "^bin/" },
    },
    {
      name: "resolvable",
      severity: "error",
      comment: "An import that can't be resolved would escape every other rule.",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsConfig: { fileName: "tsconfig.base.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ["source", "import", "node", "default"],
      exportsFields: ["exports"],
      extensions: [".ts", ".js", ".cjs", ".mjs", ".json"],
    },
  },
}
