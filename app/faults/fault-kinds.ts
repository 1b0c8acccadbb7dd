/** The embedded servers, and the asking of trackers. */
export type FaultPart = 'storage' | 'application' | 'tracker';

/** What is said of a fault behind its name: a byte (`@N`, `@+N`), an amount (`=N`), or nothing. */
export type FaultTakes =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'place'; readonly usual: string }
  | {
      readonly kind: 'amount';
      readonly unit: 'bytes' | 'ms' | 'kB/s';
      readonly usual: number;
      readonly least: number;
      readonly most: number;
    };

/** A misbehaviour that an embedded part can be asked for. */
export interface FaultKind {
  readonly part: FaultPart;
  readonly name: string;
  readonly takes: FaultTakes;
  /** One sentence: what the part does then. */
  readonly says: string;
}

const nothing: FaultTakes = { kind: 'nothing' };
const place = (usual: string): FaultTakes => ({ kind: 'place', usual });
const bytes = (most: number): FaultTakes => ({
  ...{ kind: 'amount', unit: 'bytes', usual: 1000 },
  ...{ least: 1, most },
});
const bytesOfFile = bytes(1_000_000_000);
/** What is sent behind a body is made up in memory. */
const madeUpBytes = bytes(1_000_000);
const latency: FaultTakes = {
  ...{ kind: 'amount', unit: 'ms', usual: 3000 },
  ...{ least: 1, most: 600_000 },
};
const speed = (usual: number): FaultTakes => ({
  ...{ kind: 'amount', unit: 'kB/s', usual },
  ...{ least: 0.001, most: 1_000_000 },
});

/** All faults that there are, in the order in which they are shown. */
export const faultKinds = [
  {
    part: 'storage',
    name: 'ignores-range',
    takes: nothing,
    says: 'Sends the whole file with 200, whatever Range asks for.',
  },
  {
    part: 'storage',
    name: 'wrong-content-range',
    takes: nothing,
    says: 'Says in Content-Range that the part begins one byte later than it does.',
  },
  {
    part: 'storage',
    name: 'short-body',
    takes: bytesOfFile,
    says: 'Ends the connection so many bytes before the end of the body that it promised.',
  },
  {
    part: 'storage',
    name: 'long-body',
    takes: madeUpBytes,
    says: 'Sends so many bytes more than Content-Length promised, and keeps the connection.',
  },
  {
    part: 'storage',
    name: 'stall',
    takes: place('@+1000'),
    says: 'Sends nothing more from that byte on, and keeps the connection.',
  },
  {
    part: 'storage',
    name: 'reset',
    takes: place('@+1000'),
    says: 'Resets the connection before that byte.',
  },
  {
    part: 'storage',
    name: 'slow',
    takes: speed(50),
    says: 'Sends the body at so many kilobytes a second.',
  },
  {
    part: 'storage',
    name: 'latency',
    takes: latency,
    says: 'Waits so long before it answers.',
  },
  { part: 'storage', name: '404', takes: nothing, says: 'Answers that there is no such file.' },
  { part: 'storage', name: '500', takes: nothing, says: 'Answers with an error of its own.' },
  {
    part: 'storage',
    name: '302',
    takes: nothing,
    says: 'Leads to the same file at another address.',
  },
  {
    part: 'storage',
    name: 'gzip',
    takes: nothing,
    says: 'Compresses the body, which nobody asked for, and leaves its length out.',
  },
  {
    part: 'storage',
    name: 'no-length',
    takes: nothing,
    says: 'Leaves Content-Length out; the body ends with the connection.',
  },
  {
    part: 'storage',
    name: 'wrong-length',
    takes: bytesOfFile,
    says: 'Promises in Content-Length so many bytes fewer than it sends.',
  },
  {
    part: 'storage',
    name: 'other-version',
    takes: nothing,
    says: 'Gives each answer an ETag of its own and leaves Last-Modified out, as if the file had been replaced.',
  },
  {
    part: 'storage',
    name: 'flipped-byte',
    takes: place('@+60'),
    says: 'Turns the bits of that byte around.',
  },
  {
    part: 'storage',
    name: 'down',
    takes: nothing,
    says: 'Takes no connections.',
  },
  {
    part: 'application',
    name: 'slow',
    takes: speed(0.1),
    says: 'Sends its head at so many kilobytes a second.',
  },
  {
    part: 'application',
    name: 'latency',
    takes: latency,
    says: 'Waits so long before it answers.',
  },
  {
    part: 'application',
    name: 'garbage',
    takes: nothing,
    says: 'Answers with bytes that are no HTTP.',
  },
  {
    part: 'application',
    name: 'no-headers',
    takes: nothing,
    says: 'Answers 200 without X-REPROXY-URL and X-REPROXY-FLV-START.',
  },
  {
    part: 'application',
    name: 'two-starts',
    takes: nothing,
    says: 'Sends X-REPROXY-FLV-START twice, the second one 1,000 bytes later.',
  },
  { part: 'application', name: 'down', takes: nothing, says: 'Takes no connections.' },
  {
    part: 'tracker',
    name: 'down',
    takes: nothing,
    says: 'The application reaches no MogileFS tracker.',
  },
] as const satisfies readonly FaultKind[];

/** The name of one: `stall`, `404`. */
export type FaultName = (typeof faultKinds)[number]['name'];

export const faultParts: readonly FaultPart[] = ['storage', 'application', 'tracker'];

/** Those of a part. */
export function kindsOf(part: FaultPart): readonly FaultKind[] {
  return faultKinds.filter((kind) => kind.part === part);
}

/** A part that takes no connections does so for everybody: nobody's request is looked at. */
export const isWholePart = ({ part, name }: { part: FaultPart; name: string }): boolean =>
  name === 'down' && part !== 'tracker';
