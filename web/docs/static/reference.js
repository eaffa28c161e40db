// Starts the interactive reference. It asks this server alone: for the document, and for the calls that a reader tries.
// Code is shown for the languages of the guides.
const OTHER_LANGUAGES = "c clojure csharp dart fsharp http java js kotlin objc ocaml powershell r rust swift".split(" ")
const hiddenClients = {
  shell: ["httpie", "wget"],
  node: ["axios", "ofetch", "undici"],
  python: ["aiohttp", "httpx_async", "httpx_sync", "python3"],
}
for (const language of OTHER_LANGUAGES) hiddenClients[language] = true

globalThis.Scalar.createApiReference("#reference", {
  url: new URL("../openapi.json", location.href).href,
  baseServerURL: new URL("..", location.href).href.replace(/\/$/, ""),
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  // The site follows the system's colours, and so does this page.
  hideDarkModeToggle: true,
  showDeveloperTools: "never",
  hideClientButton: true,
  // Every operation shows its rows: a list of them all beside is read by nobody.
  hideModels: true,
  documentDownloadType: "json",
  hiddenClients,
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
  authentication: { preferredSecurityScheme: "bearer" },
})
