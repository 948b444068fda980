/** The gateway said no (RFC 9457), or gave no problem document: then `status` alone tells. */
export class ChasquiProblem extends Error {
  /**
   * @param {number} status
   * @param {import('./index.d.ts').Problem | undefined} problem
   */
  constructor(status, problem) {
    super(describe(status, problem));
    this.name = 'ChasquiProblem';
    this.status = status;
    this.code = problem?.code ?? 'unknown';
    this.errors = problem?.errors ?? [];
  }
}

/** @type {typeof import('./index.d.ts').unwrap} */
export async function unwrap(asked) {
  const { data, error, response } = await asked;
  if (!response.ok) throw new ChasquiProblem(response.status, error);
  // A good answer holds what its type says; without a body that is nothing.
  return /** @type {NonNullable<typeof data>} */ (data);
}

/**
 * @param {number} status
 * @param {import('./index.d.ts').Problem | undefined} problem
 */
function describe(status, problem) {
  if (problem?.errors?.length) {
    return problem.errors.map(({ path, message }) => `${path || '/'}: ${message}`).join('\n');
  }
  return problem?.detail ?? problem?.title ?? `the gateway answered ${status}`;
}
