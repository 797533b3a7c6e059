/** Public: scripts depend on them. */
export const EXIT = { finished: 0, stoppedEarly: 1, badConfigOrUsage: 2, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
