/**
 * What a node does of a gateway's work. `web`: it answers HTTP and stores what comes in; it works on no lanes. `worker`: it works on lanes
 * and in the background; its HTTP is for probes and metrics. `all`: both.
 */
export type Role = 'all' | 'web' | 'worker';

export const ROLES: readonly Role[] = ['all', 'web', 'worker'];
