// Starts the interactive reference. It asks this server alone: for the document, and for the calls that a reader tries.

// Code is shown for the languages of the guides.
const OTHER_LANGUAGES = "c clojure csharp dart fsharp http java js kotlin objc ocaml powershell r rust swift".split(" ")
const hiddenClients = {
  shell: ["httpie", "wget"],
  node: ["axios", "ofetch", "undici"],
  python: ["aiohttp", "httpx_async", "httpx_sync", "python3"],
  ...Object.fromEntries(OTHER_LANGUAGES.map((language) => [language, true])),
}

/** The first sentence names an operation in the list; the others stand below its name. */
function withShortNames(document) {
  for (const methods of [...Object.values(document.paths), ...Object.values(document.webhooks)])
    for (const operation of Object.values(methods)) {
      const [name, ...rest] = operation.summary.split(/(?<=\.) (?=[A-Z])/)
      operation.summary = name.replace(/\.$/, "")
      if (rest.length > 0) operation.description = rest.join(" ")
    }
  return document
}

const answer = await fetch(new URL("../openapi.json", location.href))
globalThis.Scalar.createApiReference("#reference", {
  content: withShortNames(await answer.json()),
  baseServerURL: new URL("..", location.href).href.replace(/\/$/, ""),
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  // The site follows the colours of the system, and so does this page.
  hideDarkModeToggle: true,
  showDeveloperTools: "never",
  hideClientButton: true,
  // Every operation shows its rows, so nobody needs a list of them all.
  hideModels: true,
  documentDownloadType: "json",
  hiddenClients,
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
  authentication: { preferredSecurityScheme: "bearer" },
})
