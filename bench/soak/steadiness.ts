import { median } from '../lib/numbers.ts';

/** One look at the process of the reproxy. */
export interface Sample {
  atSeconds: number;
  residentBytes: number;
  descriptors: number;
  /** TCP sockets, to clients, application and storage. */
  sockets: number;
  /** Whatever keeps Node's loop running, sockets included. */
  resources: number;
}

/** Before that share of the run, caches and the heap are still filling. */
const WARM_SHARE = 0.25;
/** Each of the two stretches that are compared. */
const STRETCH_SHARE = 0.25;

export interface Steadiness {
  figure: string;
  early: number;
  late: number;
  isSteady: boolean;
}

/**
 * Compares the stretch after the warm-up with the last one, by medians. RSS may differ by what V8
 * moves its limits by; descriptors, sockets and resources by what happens to be open at the moment.
 */
export function judgeSteadiness(samples: readonly Sample[]): Steadiness[] {
  const stretch = (from: number) =>
    samples.slice(
      Math.floor(samples.length * from),
      Math.ceil(samples.length * (from + STRETCH_SHARE)),
    );
  const early = stretch(WARM_SHARE);
  const late = stretch(1 - STRETCH_SHARE);
  const compare = (
    figure: string,
    read: (sample: Sample) => number,
    allowance: number,
  ): Steadiness => {
    const before = median(early.map(read));
    const after = median(late.map(read));
    return { figure, early: before, late: after, isSteady: after <= before * 1.1 + allowance };
  };
  return [
    compare('RSS, MB', ({ residentBytes }) => residentBytes / 1e6, 10),
    compare('open descriptors', ({ descriptors }) => descriptors, 20),
    compare('sockets', ({ sockets }) => sockets, 20),
    compare('resources of the loop', ({ resources }) => resources, 20),
  ];
}
