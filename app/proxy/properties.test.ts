import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutAt, cutsOf } from './test-support/chunking.ts';
import { createMedia, differenceOf, PREFIX, partialHead, rangeOf } from './test-support/media.ts';
import { createRig, type Rig } from './test-support/rig.ts';
import type { Script } from './test-support/scripted-server.ts';

const media = createMedia(20_000);
const START = 7000;
const whole = Buffer.concat([PREFIX, media.subarray(START)]);
const REQUEST = Buffer.from(`GET /v/a.flv?start=${START} HTTP/1.1\r\nHost: a\r\n\r\n`);

/** Writes pieces so that each goes to the wire alone. */
async function writeApart(socket: Socket, pieces: readonly Buffer[]): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    await new Promise((resolve) => socket.write(piece, resolve));
    await nextTurn();
  }
}

/** How one storage node behaves for one request. */
interface Fate {
  framing: 'length' | 'chunked' | 'close';
  cuts: number[];
  /** After how many bytes of its answer it stops; null: never. */
  diesAfter: number | null;
  isReset: boolean;
}

const fate = fc.record<Fate>({
  framing: fc.constantFrom('length', 'chunked', 'close'),
  cuts: cutsOf(13_000),
  diesAfter: fc.option(fc.nat(13_500), { freq: 2 }),
  isReset: fc.boolean(),
});

/** The bytes of an honest 206 in a framing. */
function wireOf(framing: Fate['framing'], first: number): Buffer {
  const body = media.subarray(first);
  const part = { first, last: media.length - 1 };
  if (framing === 'length') {
    return Buffer.concat([Buffer.from(partialHead(part, media.length)), body]);
  }
  const range = `HTTP/1.1 206 Partial Content\r\nContent-Range: bytes ${first}-${part.last}/${media.length}\r\n`;
  if (framing === 'close') {
    return Buffer.concat([Buffer.from(`${range}Connection: close\r\n\r\n`), body]);
  }
  const chunks = cutAt(body, [100, 101, 5000]).flatMap((chunk) => [
    Buffer.from(`${chunk.length.toString(16)}\r\n`),
    chunk,
    Buffer.from('\r\n'),
  ]);
  const head = Buffer.from(`${range}Transfer-Encoding: chunked\r\n\r\n`);
  return Buffer.concat([head, ...chunks, Buffer.from('0\r\n\r\n')]);
}

function storageWith(pick: () => Fate): Script {
  return async (request) => {
    const { framing, cuts, diesAfter, isReset } = pick();
    const { socket } = request;
    const wire = wireOf(framing, rangeOf(request, media.length)?.first ?? 0);
    const sent = wire.subarray(0, diesAfter ?? wire.length);
    await writeApart(socket, cutAt(sent, cuts));
    if (diesAfter === null && framing !== 'close') return;
    if (isReset && diesAfter !== null) socket.resetAndDestroy();
    else socket.end();
  };
}

let rig: Rig;
let fates: Fate[] = [];
let applicationCuts: number[] = [];

beforeAll(async () => {
  const pick = (i: number) => () =>
    fates[i] ?? { framing: 'length', cuts: [], diesAfter: null, isReset: false };
  rig = await createRig({
    media,
    storages: [storageWith(pick(0)), storageWith(pick(1)), storageWith(pick(2))],
    application: (urls) => (request) => {
      const answer = Buffer.from(
        `HTTP/1.1 200 OK\r\nX-REPROXY-URL: ${urls.join(' ')}\r\nX-REPROXY-FLV-START: ${START}\r\nContent-Length: 3\r\n\r\nabc`,
      );
      void writeApart(request.socket, cutAt(answer, applicationCuts));
    },
    // Nobody is silent on purpose here: a time-out would only say that the machine is busy.
    reproxy: { timeouts: { firstByteMs: 20_000, stallMs: 20_000 } },
  });
});
afterAll(() => rig.close());

/** Sends the request in pieces; gives back everything up to the end of the answer. */
async function exchange(requestCuts: readonly number[]): Promise<Buffer | null> {
  const client = await rig.connect();
  await writeApart(client.socket, cutAt(REQUEST, requestCuts));
  try {
    const answer = await client.readAnswer();
    return answer.status === 200 ? answer.body : null;
  } catch {
    // Cut off inside the answer: the client knows that it is not whole.
    return null;
  } finally {
    client.destroy();
  }
}

describe('whatever the chunking on any hop', () => {
  it('the bytes and the exchange are the same', async () => {
    const framing = fc.constantFrom<Fate['framing']>('length', 'chunked', 'close');
    await fc.assert(
      fc.asyncProperty(
        cutsOf(REQUEST.length),
        cutsOf(120),
        framing,
        cutsOf(13_000),
        async (requestCuts, cuts, storageFraming, storageCuts) => {
          applicationCuts = cuts;
          fates = [{ framing: storageFraming, cuts: storageCuts, diesAfter: null, isReset: false }];
          const count = rig.exchanges.length;
          const body = await exchange(requestCuts);
          expect(body === null ? 'no body' : differenceOf(body, whole)).toBeNull();
          const { outcome, hops, prefixHex, startHeader } = await rig.exchange(
            ({ id }) => Number(id) === count + 1,
          );
          expect({ outcome, prefixHex, startHeader }).toEqual({
            outcome: 'complete',
            prefixHex: PREFIX.toString('hex'),
            startHeader: String(START),
          });
          expect(hops.map((hop) => [hop.kind, hop.outcome, hop.responseBodyBytes])).toEqual([
            ['client', 'complete', whole.length],
            ['application', 'complete', 0],
            ['storage', 'complete', media.length - START],
          ]);
          expect(hops[0]?.requestHead).toBe(REQUEST.toString());
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('wherever storage nodes die', () => {
  it('a body that arrives whole is right, and it arrives when one node lives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(fate, fate, fate), async (threeFates) => {
        applicationCuts = [];
        fates = threeFates;
        const body = await exchange([]);
        if (body !== null) expect(differenceOf(body, whole)).toBeNull();
        if (threeFates.some(({ diesAfter }) => diesAfter === null)) expect(body).not.toBeNull();
      }),
      { numRuns: 80 },
    );
  }, 60_000);
});
