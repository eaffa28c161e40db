/** What was asked of the sandbox itself can't be done. Each problem is a sentence that says what to do. */
export class BadOrder extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("; "))
  }
}
