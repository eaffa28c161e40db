/** Every sentence of the page. A missing one in another language is a type error. */
export const en = {
  title: {
    picker: "Choose your HR system",
    connect: (product: string, system: string) => `Connect ${system} to ${product}`,
    reconnect: (product: string, system: string) => `Reconnect ${system} to ${product}`,
    existing: (system: string) => `${system} is connected already`,
    checking: "Checking the connection",
    success: "You are connected",
    failed: "Something is still missing",
    down: (system: string) => `${system} does not answer`,
    invalid: "This link is not valid",
    expired: "This link has expired",
    used: "This link was used already",
    revoked: "This link was withdrawn",
    locked: "Too many tries",
    forged: "This sign-in can't be finished",
    foreign: "This page may not be shown here",
    no_form: "There is nothing to fill in",
    broken: "Something went wrong here",
    nothing_offered: "Nothing to connect",
  },
  dead: {
    invalid: (product: string) => `Open the link again from ${product}. If you copied it, check that it is complete.`,
    expired: (product: string) =>
      `For your safety it works only for a short time. Go back to ${product} and start again.`,
    used: (product: string) =>
      `It works once, and the connection it made is in place. To change it, start again from ${product}.`,
    revoked: (product: string) => `${product} has withdrawn it. Go back to ${product} and start again.`,
    locked: (product: string) => `For your safety this link is closed now. Go back to ${product} and start again.`,
    forged: (product: string) =>
      `The answer does not belong to a sign-in that began in this browser, or it was used before. Nothing was connected. Go back to ${product} and start again.`,
    foreign: (product: string) =>
      `The request came from an address that ${product} does not allow. Nothing was changed.`,
    no_form: (_product: string) => "This connection needs no more questions. You can close this page.",
    broken: (product: string) => `Nothing is lost. Try again in a minute; if it stays so, tell ${product}.`,
    nothing_offered: (product: string) => `${product} offers no HR system here at the moment. Ask its support.`,
  },
  unknownProduct: "the page that you came from",
  pickerIntro: (product: string) => `${product} asks for access to your company's HR data. Which system do you use?`,
  intro: (product: string, system: string) => `${product} asks for access to your company's data in ${system}.`,
  reconnectIntro: (product: string, system: string) =>
    `The connection between ${product} and ${system} needs your approval again. Nothing that was set up is lost.`,
  reconnectCompany: "Company",
  shared: "What will be shared",
  sharedNote: (product: string) => `You can end this at any time, in ${product} or in your HR system.`,
  credential: "Credential",
  methods: { oauth2: "Sign in", api_key: "API key" },
  methodsLabel: "How do you want to connect?",
  oauthHow: (system: string) => `You sign in at ${system} as an administrator and approve. We never see your password.`,
  oauthButton: (system: string) => `Continue to ${system}`,
  keyButton: "Connect",
  keyBusy: "Connecting",
  secretShow: "Show",
  secretHide: "Hide",
  fieldMissing: (label: string) => `Please fill this in: ${label}.`,
  fieldMalformed: (label: string) => `This does not look right: ${label}. Copy it once more, whole.`,
  fieldHelp: "Where do I find it?",
  fieldDocs: "More about it",
  notice: {
    cancelled: (system: string) => `You did not approve at ${system}, so nothing was connected. You can try again.`,
    replayed: (system: string) => `${system} did not accept the approval a second time. Please approve once more.`,
    refused: (system: string) =>
      `${system} does not accept this credential. Check that it was copied whole and was not deleted.`,
    closed: "This link has just ended. Start again from where you came.",
    down: (system: string) => `${system} does not answer at the moment. Nothing was changed; try again in a minute.`,
    misconfigured: (system: string, product: string) =>
      `${system} does not accept the way ${product} signs in there, so nothing was connected. Only ${product} can mend that: tell its support.`,
    oauth_error: (system: string, error: string) =>
      `${system} ended the sign-in (${error}). Try again, or use an API key.`,
    wrong_company: (expected: string, got: string) =>
      `You signed in to ${got}, but this connection is for ${expected}. Nothing was changed. Sign in to ${expected} and try again.`,
  },
  existingText: (company: string, product: string) =>
    `${company} is connected to ${product} and works. There is nothing you have to do.`,
  existingUnnamed: (product: string) =>
    `A company is connected to ${product} and works. There is nothing you have to do.`,
  connectAnother: "Connect another company",
  popupBlocked: "Your browser did not let the window open. Allow it for this page, or open it with this link:",
  popupOpen: (system: string) => `Go on in the window that has opened for ${system}. This page follows by itself.`,
  openWindow: "Open the window",
  checks: "Checks",
  checkRunning: "checking",
  checkOk: "OK",
  checkMissing: "no permission",
  checkFailed: "no answer",
  checkFix: (permission: string, system: string) =>
    `The permission "${permission}" is missing in ${system}. An administrator can allow it there; then check again.`,
  checkLater: (permission: string, system: string) =>
    `The permission "${permission}" is missing in ${system}. Once an administrator has allowed it there, the data comes by itself.`,
  checkAddress: (setting: string, system: string) =>
    `${system} has nothing at this address, so "${setting}" may be wrong. Connect again with the right one.`,
  credentialOk: (company: string) => `Credential valid: ${company}`,
  checkingText: "This takes a few seconds.",
  successText: (company: string, product: string) => `${company} is connected to ${product}.`,
  successUnnamed: (product: string) => `Your company is connected to ${product}.`,
  successPartly: "The connection works, but some data can't be read yet.",
  failedText: (product: string) => `${product} can't use the connection yet.`,
  downText: "Your credential is kept. Check again in a minute.",
  checkAgain: "Check again",
  otherCredential: "Use another credential",
  finish: "Finish",
  close: "Close",
  cancel: "Cancel",
  back: "Other HR system",
  backTo: (product: string) => `Back to ${product}`,
  closeWindow: "You can close this window.",
  secured: "Your credential is stored encrypted.",
}

export type Texts = typeof en
